import { templateVariables } from '../../request/template.js'
import { methodOutcomes } from '../../outcome/outcome-table.js'
import { meant } from '../check.js'
import { pointerOf, type Document } from '../document.js'
import type { MethodManifest, NodeManifest, OptionsManifest, OverlayManifest } from '../manifest.js'
import type { ManifestProblem } from '../problem.js'
import type { ResolvedNode } from '../resolve.js'
import { unknownName } from './context.js'

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

export function serversAreComplete({ document, value }: Checked<NodeManifest>): ManifestProblem[] {
  return (value.servers ?? []).flatMap(({ url, variables = {} }, index) => {
    const named = [...url.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '')
    return [
      ...named
        .filter((name) => !Object.hasOwn(variables, name))
        .map((name) =>
          document.problem(pointerOf('servers', index, 'url'), `"${name}" is not among the variables of this server.`),
        ),
      ...Object.entries(variables)
        .filter(([, variable]) => !variable.enum.includes(variable.default))
        .map(([name]) =>
          document.problem(
            pointerOf('servers', index, 'variables', name, 'default'),
            'The default must be one of the choices.',
          ),
        ),
    ]
  })
}

export function feedsArePaged({ document, value }: Checked<OptionsManifest>): ManifestProblem[] {
  let names: string[]
  try {
    names = templateVariables(value.request.url).map(({ name }) => name)
  } catch (error) {
    return [document.problem('/request/url', `The URL template ${(error as Error).message}.`)]
  }
  const wanted = value.paging === undefined ? [] : [value.paging.page, value.paging.pageSize.name]
  return wanted
    .filter((name) => !names.includes(name))
    .map((name) => document.problem('/paging', `The URL does not use "${name}"; write it like {?${name}}.`))
}

/** An overlay may only speak of what the node has, and may not invent outcomes. */
export function overlayFits({ document, value }: Checked<OverlayManifest>, node: ResolvedNode): ManifestProblem[] {
  const ids = node.methods.map(({ id }) => id)
  return Object.entries(value.methods ?? {}).flatMap(([id, changes]) => {
    const method = node.methods.find((candidate) => candidate.id === id)
    if (method === undefined)
      return [document.problem(pointerOf('methods', id), unknownName(id, 'a method of this node'), meant(id, ids))]
    const outcomes = methodOutcomes(method).map(({ name }) => name)
    return [
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
}
