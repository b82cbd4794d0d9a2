import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadNode, type FlowNode } from '../../src/index.js'

export type Json = Readonly<Record<string, unknown>>

/** Loads a node with one method that is complete but for what a document says of it. */
export async function loadSample(method: Json, node: Json = {}): Promise<FlowNode> {
  const directory = mkdtempSync(join(tmpdir(), 'cjds-sample-'))
  try {
    mkdirSync(join(directory, 'methods'))
    const merged = merge(sampleMethod(method), method)
    writeFileSync(join(directory, 'node.json'), JSON.stringify(merge(sampleNode, node)))
    writeFileSync(join(directory, 'methods/sample.json'), JSON.stringify(merged))
    return await loadNode({ directory })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** A JSON Merge Patch (RFC 7396): objects member by member, anything else as a whole; null removes. */
export function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key)
    else result[key] = merge(result[key], value)
  }
  return result
}

const sampleNode: Json = {
  manifest: 1,
  id: 'samples',
  version: '1.0',
  title: 'Samples',
  timeoutMs: 5000,
  methods: ['sample'],
  defaults: {
    faults: {
      invalidData: 'onInvalidData',
      invalidChoice: 'onInvalidChoice',
      timeout: 'onTimeout',
      error: 'onError',
    },
  },
}

/** What a method needs that is not said of it; without a request, one with every input in its body. */
function sampleMethod({ inputs = {}, request, responses }: Json): Json {
  const body = Object.fromEntries(Object.keys(inputs as Json).map((id) => [id, `$inputs.${id}`]))
  const map = (responses ?? { 200: 'onDone', default: 'onFailed' }) as Readonly<Record<string, string>>
  const success = Object.keys(map).find((status) => status.startsWith('2')) ?? '200'
  return {
    manifest: 1,
    id: 'sample',
    version: 1,
    title: 'Sample',
    annotations: { readOnly: false, idempotent: false, destructive: false },
    inputs: {},
    request: request ?? { method: 'POST', url: '/samples', body },
    responses: map,
    responseBody: 'optional',
    outputs: {},
    examples: [
      { name: 'good', inputs: {}, response: { status: 200 }, expect: { outcome: map[success] ?? map.default } },
      { name: 'bad', inputs: {}, response: { status: 500 }, expect: { outcome: map.default } },
      { name: 'refused', inputs: {}, expect: { outcome: 'onInvalidData' } },
    ],
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
