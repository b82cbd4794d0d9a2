import { describe, expect, test } from '@jest/globals'
import { loadNode } from '../../src/manifest/load.js'
import { createExecutor, type ExecutorOptions } from '../../src/execute.js'
import { compileNode } from '../../src/manifest/compile.js'
import type { ValidatorsSource } from '../../src/manifest/compiled.js'
import { LazyMap } from '../../src/manifest/lazy-map.js'
import type { FlowNode } from '../../src/node-types.js'

describe('The methods of a node', () => {
  test('are made ready when they are asked for, each once', async () => {
    const shipped = await loadNode()
    const asked: string[] = []
    const node = compileNode({
      hash: '',
      manifest: shipped.manifest,
      methods: new LazyMap(shipped.methods, ({ manifest }) => {
        asked.push(manifest.id)
        return structuredClone(manifest)
      }),
      validators: shipped.validators,
    })
    expect([...node.methods.keys()]).toEqual([...shipped.methods.keys()])
    expect(node.methods.has('writeToCjds')).toBe(true)
    expect(asked).toEqual([])
    const method = node.methods.get('writeToCjds')
    expect(node.methods.get('writeToCjds')).toBe(method)
    expect(asked).toEqual(['writeToCjds'])
    expect(node.manifest.methods).toBe(node.manifest.methods)
    expect(node.manifest.methods.map(({ id }) => id)).toEqual([...shipped.methods.keys()])
    expect(node.manifest.methods.find(({ id }) => id === 'writeToCjds')).toBe(method?.manifest)
    expect(asked).toHaveLength(shipped.methods.size)
  })

  test('are frozen, whichever way they are reached', async () => {
    const { manifest, methods } = await loadNode()
    const parts = [manifest, manifest.methods, manifest.limits, ...manifest.methods, methods.get('writeToCjds')]
    expect(parts.map((part) => Object.isFrozen(part))).toEqual(parts.map(() => true))
    expect(manifest.methods.map(({ inputs }) => Object.values(inputs).every(Object.isFrozen))).toEqual([
      true,
      true,
      true,
      true,
    ])
  })
})

describe("A method's validators", () => {
  const inputs = { authorization: 'main', workspaceId: '63f1c2d4e5a6b7c8d9e0f1a2', aliases: '+15551234567' }

  /** An executor that asks for validators in a way of the test's own. */
  async function executorWith(validators: ValidatorsSource, options?: ExecutorOptions) {
    const { hash, manifest, methods } = await loadNode()
    const manifests = new Map([...methods].map(([id, method]) => [id, method.manifest]))
    const node = compileNode({ hash, manifest, methods: manifests, validators })
    return createExecutor(node as FlowNode, options)
  }

  test('are loaded with its first invocation, once, also when several start together', async () => {
    const { validators } = await loadNode()
    const asked: string[] = []
    const executor = await executorWith((id) => {
      asked.push(id)
      return validators(id)
    })
    expect(asked).toEqual([])
    const explain = async () => (await executor.explain('getIdentityByAliases', {})).problems.map(({ code }) => code)
    const first = await Promise.all([explain(), explain()])
    expect(asked).toEqual(['getIdentityByAliases'])
    expect(first[0]).toContain('REQUIRED')
    expect([...first, await explain()]).toEqual([first[0], first[0], first[0]])
    expect(asked).toHaveLength(1)
  })

  test('that cannot be read end the invocation in the outcome for errors; the next one tries again', async () => {
    const { validators } = await loadNode()
    let tries = 0
    const executor = await executorWith((id) => {
      tries++
      return tries === 1 ? Promise.reject(new Error('EMFILE: too many open files')) : validators(id)
    })
    const { outcome, meta } = await executor.execute('getIdentityByAliases', inputs)
    expect([outcome, meta.code]).toEqual(['onError', 'UNEXPECTED'])
    const again = await executor.execute('getIdentityByAliases', inputs)
    expect([again.outcome, again.meta.code]).toEqual(['onInvalidChoice', 'UNKNOWN_AUTHORIZATION'])
    expect(tries).toBe(2)
  })

  test('that are still being read when the time is up end it in time', async () => {
    const executor = await executorWith(() => new Promise(() => undefined), { timeoutMs: 50 })
    const { outcome, meta } = await executor.execute('getIdentityByAliases', inputs)
    expect([outcome, meta.code]).toEqual(['onTimeout', 'TIMEOUT'])
  })
})

describe('A lazy map', () => {
  const texts = new Map(['b', 'a'].map((key) => [key, key]))

  test('reads like a map', () => {
    const lazy = new LazyMap(texts, (key) => ({ key }))
    const whole = new Map([...texts.keys()].map((key) => [key, { key }]))
    expect([lazy.size, lazy.has('a'), lazy.has('c'), lazy.get('c')]).toEqual([2, true, false, undefined])
    expect([...lazy]).toEqual([...whole])
    expect([...lazy.keys()]).toEqual([...whole.keys()])
    expect([...lazy.values()]).toEqual([...whole.values()])
    const visited: [string, object, unknown][] = []
    lazy.forEach((value, key, map) => visited.push([key, value, map]))
    expect(visited).toEqual([...whole].map(([key, value]) => [key, value, lazy]))
    expect(lazy.get('a')).toBe([...lazy.values()][1])
  })

  test('makes nothing again after an error', () => {
    let calls = 0
    const lazy = new LazyMap(texts, () => {
      calls++
      if (calls === 1) throw new Error('not yet')
      return {}
    })
    expect(() => lazy.get('a')).toThrow('not yet')
    expect(lazy.get('a')).toEqual({})
    expect(lazy.get('a')).toEqual({})
    expect(calls).toBe(2)
  })
})
