import { methodOutcomes } from '../../outcome/outcome-table.js'
import { meant } from '../meant.js'
import { pointerOf, type Document } from '../document.js'
import type { MethodManifest, NodeManifest, OptionsManifest, OverlayManifest, Server } from '../manifest.js'
import type { ManifestProblem } from '../problem.js'
import type { ResolvedNode } from '../resolve.js'
import { signInInputExists, unknownName } from './context.js'
import { headerProblem, inputsOf, urlTemplateProblem } from './request.js'

/** A document and what is in it, after it has passed its meta-schema. */
export interface Checked<T> {
  readonly document: Document
  readonly value: T
}

/** Each method that the node names has one file, and each file is named. */
export function methodsMatchFiles(
  node: Checked<NodeManifest>,
  methods: readonly Checked<MethodManifest>[],
): ManifestProblem[] {
  const ids = methods.map(({ value }) => value.id)
  return [
    ...node.value.methods
      .map((id, index) => ({ id, index }))
      .filter(({ id }) => !ids.includes(id))
      .map(({ id, index }) =>
        node.document.problem(
          pointerOf('methods', index),
          `No file in the folder methods has the id "${id}".`,
          meant(id, ids),
        ),
      ),
    ...methods
      .filter(({ value }) => !node.value.methods.includes(value.id))
      .map(({ value, document }) =>
        document.problem('/id', `The node does not name the method "${value.id}"; add it to "methods" in node.json.`),
      ),
  ]
}

/** No two files of a folder share an id. */
export function idsAreUnique(documents: readonly Checked<{ readonly id: string }>[]): ManifestProblem[] {
  return documents
    .filter(({ value }, index) => documents.findIndex((other) => other.value.id === value.id) < index)
    .map(({ value, document }) => document.problem('/id', `Another file has the id "${value.id}" already.`))
}

/** The authorization is named by an input that methods have. */
export function signInIsNamed({ document, value }: Checked<NodeManifest>, node: ResolvedNode): ManifestProblem[] {
  const input = value.authentication?.input
  if (input === undefined || signInInputExists(node)) return []
  const known = [...new Set(node.methods.flatMap(({ inputs }) => Object.keys(inputs)))]
  const words = `${unknownName(input, 'an input of any method')} It names the authorization; the inputs in "defaults" are the place for it.`
  return [document.problem('/authentication/input', words, meant(input, known))]
}

/** Overlays that are passed must not be taken for those of the node. */
export function overlayIdsAreUnique(overlays: readonly Checked<OverlayManifest>[]): ManifestProblem[] {
  return overlays
    .filter(({ value }, index) => overlays.findIndex((other) => other.value.id === value.id) < index)
    .map(({ value, document }) =>
      document.problem('/id', `Another overlay has the id "${value.id}" already; use another id.`),
    )
}

export function serversAreComplete({ document, value }: Checked<NodeManifest>): ManifestProblem[] {
  return serverProblems(document, value.servers ?? [], ['servers'])
}

function serverProblems(document: Document, servers: readonly Server[], at: readonly string[]): ManifestProblem[] {
  return servers.flatMap(({ url, variables = {} }, index) => {
    const named = [...url.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
    const declared = Object.keys(variables)
    return [
      ...named
        .filter((name) => !declared.includes(name))
        .map((name) =>
          document.problem(
            pointerOf(...at, index, 'url'),
            `"${name}" is not among the variables of this server.`,
            meant(name, declared),
          ),
        ),
      ...Object.entries(variables)
        .filter(([, variable]) => !variable.enum.includes(variable.default))
        .map(([name]) =>
          document.problem(
            pointerOf(...at, index, 'variables', name, 'default'),
            'The default must be one of the choices.',
          ),
        ),
    ]
  })
}

/** A feed by itself; that its inputs exist is a matter of the methods that use it. */
export function lintFeed({ document, value }: Checked<OptionsManifest>, signsIn: boolean): ManifestProblem[] {
  const { request, paging } = value
  const headers = Object.entries(request.headers ?? {}).flatMap(([name, text]) => {
    const wrong = headerProblem(name, text, signsIn)
    return wrong === undefined ? [] : [document.problem(pointerOf('request', 'headers', name), wrong)]
  })
  const url = urlTemplateProblem(request.url)
  if (url !== undefined) return [...headers, document.problem('/request/url', url)]
  const names = inputsOf(request)
  const wanted = paging === undefined ? [] : [paging.page, paging.pageSize.name]
  return [
    ...headers,
    ...wanted
      .filter((name) => !names.includes(name))
      .map((name) => document.problem('/paging', `The URL does not use "${name}"; write it like {?${name}}.`)),
  ]
}

/** An overlay may only speak of what the node has, and may not invent outcomes. */
export function overlayFits({ document, value }: Checked<OverlayManifest>, node: ResolvedNode): ManifestProblem[] {
  const ids = node.methods.map(({ id }) => id)
  const servers = serverProblems(document, value.node?.servers ?? [], ['node', 'servers'])
  const methods = Object.entries(value.methods ?? {}).flatMap(([id, changes]) => {
    const method = node.methods.find((candidate) => candidate.id === id)
    if (method === undefined)
      return [document.problem(pointerOf('methods', id), unknownName(id, 'a method of this node'), meant(id, ids))]
    const declared = methodOutcomes(method)
    const outcomes = declared.map(({ name }) => name)
    return [
      ...Object.entries(changes.responses ?? {}).flatMap(([status, outcome]) => {
        const kind = declared.find(({ name }) => name === outcome)?.kind
        if (kind === undefined || (kind === 'success') === status.startsWith('2')) return []
        const words =
          kind === 'success'
            ? `"${outcome}" is a success; ${status} must lead to another outcome.`
            : `"${outcome}" is not a success, and ${status} is; leave it out, and it leads to the default.`
        return [document.problem(pointerOf('methods', id, 'responses', status), words)]
      }),
      ...Object.entries(changes.responses ?? {})
        .filter(([, outcome]) => !outcomes.includes(outcome))
        .map(([status, outcome]) =>
          document.problem(
            pointerOf('methods', id, 'responses', status),
            unknownName(outcome, 'an outcome of this method'),
            meant(outcome, outcomes),
          ),
        ),
      ...(['inputs', 'outputs'] as const).flatMap((section) =>
        unknownKeys(section, Object.keys(changes[section] ?? {}), Object.keys(method[section])),
      ),
      ...unknownKeys('outcomes', Object.keys(changes.outcomes ?? {}), outcomes),
    ]

    function unknownKeys(section: string, names: readonly string[], known: readonly string[]): ManifestProblem[] {
      return names
        .filter((name) => !known.includes(name))
        .map((name) =>
          document.problem(
            pointerOf('methods', id, section, name),
            unknownName(name, `one of the ${section}`),
            meant(name, known),
          ),
        )
    }
  })
  return [...servers, ...methods]
}
