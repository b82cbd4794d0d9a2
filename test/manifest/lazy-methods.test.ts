import { describe, expect, test } from '@jest/globals'
import { loadNode } from '../../src/manifest/load.js'
import { compileNode } from '../../src/manifest/compile.js'
import { LazyMap } from '../../src/manifest/lazy-map.js'

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
      validators: (id) => shipped.methods.get(id)?.validators ?? {},
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
