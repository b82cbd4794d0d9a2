import { DEFAULT_WORKSPACE_ID } from '../../../src/emulator/index.js'
import { shippedNode } from '../../../src/generated/shipped-node.js'
import { methodOutcomes } from '../../../src/outcome/outcome-table.js'
import type { FlowNode } from './support.js'

/** For each method what it takes to run it against the emulator: the message's payload holds its fields by name. */
export const payloads: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  manageIdentity: { workspaceId: DEFAULT_WORKSPACE_ID, phone: '+12025550100', firstName: 'Ada' },
  writeToCjds: {
    workspaceId: DEFAULT_WORKSPACE_ID,
    eventType: 'ivr:choice',
    eventSource: 'ivr/main-menu',
    identityType: 'phone',
    identity: '+12025550100',
  },
  getIdentityByAliases: { workspaceId: DEFAULT_WORKSPACE_ID, aliases: '+12025550100' },
  readFromCjds: {
    workspaceId: DEFAULT_WORKSPACE_ID,
    templateName: 'journey-default-template',
    aliasId: '+12025550100',
  },
}

export const operations: Readonly<Record<string, string>> = {
  manageIdentity: 'persons.mergeIdentities',
  writeToCjds: 'events.publish',
  getIdentityByAliases: 'persons.getByAliases',
  readFromCjds: 'views.getByIdentityAndTemplateName',
}

const { manifest } = shippedNode()

export const outcomesOf = (method: string): { name: string; kind: string }[] =>
  methodOutcomes(manifest.methods.find(({ id }) => id === method) ?? { responses: {}, faults: manifest.faults })

export const tab: FlowNode = { id: 'tab', type: 'tab', label: 'Test' }

/** Nodes that run a method for a request to `/METHOD`, and answer with the message and the port that it left by. */
export function flowFor(
  method: string,
  connection: string,
  properties: Readonly<Record<string, unknown>> = {},
): FlowNode[] {
  const names = outcomesOf(method).map(({ name }) => name)
  const id = (part: string): string => `${method}-${connection}-${part}`
  const path = `/${method}/${connection}`
  const fields = Object.fromEntries(
    Object.keys(payloads[method] ?? {}).map((field) => [field, { type: 'msg', value: `payload.${field}` }]),
  )
  return [
    { id: id('in'), type: 'http in', z: 'tab', url: path, method: 'post', wires: [[id('node')]] },
    {
      id: id('node'),
      type: 'customer-journey-data',
      z: 'tab',
      name: '',
      method,
      connection,
      fields,
      ports: names,
      property: 'outputs',
      outputs: names.length,
      ...properties,
      wires: [...names, ''].map((_name, port) => [id(`port-${port}`)]),
    },
    ...[...names, ''].map((_name, port) => ({
      id: id(`port-${port}`),
      type: 'function',
      z: 'tab',
      func: `msg.payload = { port: ${port}, message: { ...msg, req: undefined, res: undefined } }; return msg`,
      outputs: 1,
      wires: [[id('out')]],
    })),
    { id: id('out'), type: 'http response', z: 'tab', wires: [] },
    {
      id: id('catch'),
      type: 'catch',
      z: 'tab',
      scope: [id('node')],
      wires: [[id('caught')]],
    },
    {
      id: id('caught'),
      type: 'function',
      z: 'tab',
      func: 'msg.payload = { error: msg.error.message, outcome: msg.outcome }; return msg',
      outputs: 1,
      wires: [[id('out')]],
    },
  ]
}

/** What the flow context and the global context hold, which `POST /context` puts there. */
const context = `flow.set('alias', 'from-the-flow'); global.set('alias', 'from-everywhere'); return msg`

/**
 * Nodes that remember the outcomes that the given nodes have completed, what status they show and which probes were
 * reached, and tell it once for `POST /seen`.
 */
export function watch(ids: readonly string[]): FlowNode[] {
  const remember = (id: string, func: string): FlowNode => ({ id, type: 'function', z: 'tab', func, wires: [] })
  const push = (name: string, value: string): string =>
    `global.set('${name}', [...(global.get('${name}') ?? []), ${value}])`
  const tell = ['completed', 'probes'].map((name) => `${name}: global.get('${name}') ?? []`).join(', ')
  return [
    { id: 'watch-complete', type: 'complete', z: 'tab', scope: ids, wires: [['watch-completed']] },
    remember('watch-completed', push('completed', 'msg.outcome')),
    { id: 'watch-status', type: 'status', z: 'tab', scope: ids, wires: [['watch-stated']] },
    remember(
      'watch-stated',
      `global.set('statuses', { ...global.get('statuses'), [msg.status.source.id]: msg.status })`,
    ),
    { id: 'watch-seen', type: 'http in', z: 'tab', url: '/seen', method: 'post', wires: [['watch-tell']] },
    {
      ...remember(
        'watch-tell',
        `msg.payload = { ${tell}, statuses: global.get('statuses') ?? {} }
global.set('completed', []); global.set('probes', []); global.set('statuses', {}); return msg`,
      ),
      wires: [['watch-told']],
    },
    { id: 'watch-context', type: 'http in', z: 'tab', url: '/context', method: 'post', wires: [['watch-set']] },
    { ...remember('watch-set', context), wires: [['watch-told']] },
    { id: 'watch-told', type: 'http response', z: 'tab', wires: [] },
  ]
}

/** A function node in the place of a debug node, which tells {@link watch} its name. */
export function probeFor(debug: FlowNode): FlowNode {
  const name = JSON.stringify(debug.name)
  const func = `global.set('probes', [...(global.get('probes') ?? []), ${name}])`
  return { ...debug, type: 'function', func, outputs: 0 }
}
