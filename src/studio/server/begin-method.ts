import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import type { Defaults, MethodManifest, NodeManifest, OptionsManifest } from '../../manifest/manifest.js'
import type { ResolvedMethod, ResolvedNode } from '../../manifest/resolve.js'
import { outcomeTable } from '../../outcome/outcome-table.js'
import type { NewMethod } from '../api.js'
import type { ManifestTexts } from './loaded-node.js'
import { StudioError } from './studio-error.js'

/**
 * The manifest with a method begun: one that reads, has the node's own inputs and one more, and runs as it stands.
 * @throws {StudioError} 409 for an id or a file that is there already
 */
export function beginMethod(texts: ManifestTexts, node: ResolvedNode, { id, title }: NewMethod): ManifestTexts {
  const file = `methods/${id.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}.json`
  if (node.methods.some((method) => method.id === id) || texts[file] !== undefined)
    throw new StudioError(409, 'METHOD_EXISTS', 'There is a method of that name already; choose another.')
  const nodeText = texts['node.json'] ?? ''
  const { defaults } = JSON.parse(nodeText) as NodeManifest
  return {
    ...texts,
    'node.json': withMethod(nodeText, id),
    [file]: `${JSON.stringify({ ...schemaLink(texts), ...newMethod(node, defaults, { id, title }) }, null, 2)}\n`,
  }
}

/** The text of `node.json` with one more method in its list, spaced as the last one is. */
function withMethod(nodeText: string, id: string): string {
  const tree = parseTree(nodeText)
  const last = tree && findNodeAtLocation(tree, ['methods'])?.children?.at(-1)
  if (last === undefined) throw new Error('A node that has been checked has methods.')
  const end = last.offset + last.length
  const space = /\s*$/.exec(nodeText.slice(0, last.offset))?.[0] ?? ''
  return `${nodeText.slice(0, end)},${space === '' ? ' ' : space}${JSON.stringify(id)}${nodeText.slice(end)}`
}

/** The link to the schema that another method has. */
function schemaLink(texts: ManifestTexts): { readonly $schema?: string } {
  const methods = Object.keys(texts).filter((file) => file.startsWith('methods/'))
  const links = methods.map((file) => (JSON.parse(texts[file] ?? '') as { $schema?: string }).$schema)
  const $schema = links.find((link) => link !== undefined)
  return $schema === undefined ? {} : { $schema }
}

function newMethod(
  node: ResolvedNode,
  { inputs: inherited = {}, responses: mapped, faults }: Defaults,
  { id, title }: NewMethod,
): MethodManifest {
  const name = `on${id.charAt(0).toUpperCase()}${id.slice(1)}`
  const [success, failure] = [`${name}Success`, `${name}Failure`]
  const inputs = exampleInputs(node.methods[0], Object.keys(inherited))
  const sent = Object.keys(inherited).filter((input) => input !== node.authentication?.input)
  const responses = { '200': success, default: failure }
  // A node may have an outcome of its own for such a status.
  const down = outcomeTable({ responses: { ...mapped, ...responses } }).outcomeOf(503)
  return {
    manifest: 1,
    id,
    version: 1,
    title,
    description: 'Says in one sentence what a flow gets from it.',
    annotations: { readOnly: true, idempotent: true, destructive: false },
    inputs: {
      search: {
        title: 'Search',
        description: 'What to look for.',
        examples: ['parcel'],
        type: 'string',
        maxLength: 200,
      },
    },
    request: { method: 'GET', url: `${knownPath(node.options)}{?${[...sent, 'search'].join(',')}}` },
    responses,
    responseBody: 'required',
    outcomes: {
      [success]: { title: 'Found', description: 'The service answered 200.' },
      [failure]: { title: 'Failed', description: 'Any other answer of the service.' },
    },
    outputs: { found: { title: 'Found', description: 'The whole answer.', type: 'any', from: '$response.body' } },
    examples: [
      {
        name: 'something is there',
        inputs: { ...inputs, search: 'parcel' },
        response: { status: 200, body: { data: [] } },
        expect: { outcome: success, outputs: { found: { data: [] } } },
      },
      {
        name: 'the service is down',
        inputs,
        response: { status: 503, text: 'upstream is down' },
        expect: { outcome: down },
      },
      {
        name: 'a variable that does not exist',
        inputs: { ...inputs, search: '$(nothing)' },
        expect: { outcome: faults.invalidData },
      },
    ],
  }
}

/** Values that another method's example of a success is known to run with. */
function exampleInputs(method: ResolvedMethod | undefined, ids: readonly string[]): Readonly<Record<string, unknown>> {
  const known = method?.examples.find(({ response }) => response !== undefined)?.inputs ?? {}
  return Object.fromEntries(Object.entries(known).filter(([id]) => ids.includes(id)))
}

/** A path that the service has, so that the method runs before its author has found the right one. */
function knownPath(feeds: readonly OptionsManifest[]): string {
  const fixed = feeds.map(({ request }) => request.url.replace(/\{[?&].*$/, '')).find((path) => !/[{?]/.test(path))
  return fixed ?? '/v1/search'
}
