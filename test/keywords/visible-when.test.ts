import { describe, expect, test } from '@jest/globals'
import { conditionInputs, visibilityOrder } from '../../src/keywords/visible-when.js'
import type { InputManifest } from '../../src/manifest/manifest.js'
import { methodOf, prepared } from './field.js'

const text = (visibleWhen?: object): InputManifest => ({
  title: 'X',
  type: 'string',
  ...(visibleWhen === undefined ? {} : { visibleWhen: visibleWhen as InputManifest }),
})
const is = (name: string, value: unknown): object => ({ required: [name], properties: { [name]: { const: value } } })

describe('What is shown', () => {
  const method = methodOf(
    {
      detail: text(is('mode', 'b')),
      mode: { title: 'Mode', type: 'string', enum: ['a', 'b'], default: 'a' },
      deeper: text({ required: ['detail'] }),
      kinds: { title: 'Kinds', type: 'array', items: { type: 'string' }, split: ',' },
      ofKind: text({ required: ['kinds'], properties: { kinds: { type: 'array', contains: { const: 'x' } } } }),
      either: text({ anyOf: [is('mode', 'b'), { required: ['kinds'] }] }),
      neither: text({ not: { required: ['kinds'] } }),
      both: text({ allOf: [is('mode', 'b'), { required: ['kinds'] }] }),
    },
    ['detail', 'deeper'],
  )
  test.each<[object, string[], string[]]>([
    [{}, ['detail', 'deeper', 'ofKind', 'either', 'both'], []],
    [{ mode: 'b' }, ['deeper', 'ofKind', 'both'], ['REQUIRED']],
    [{ mode: 'b', detail: 'd' }, ['ofKind', 'both'], ['REQUIRED']],
    [{ mode: 'b', detail: 'd', deeper: 'e' }, ['ofKind', 'both'], []],
    [{ mode: 'a', detail: 'd', deeper: 'e' }, ['detail', 'deeper', 'ofKind', 'either', 'both'], []],
    [{ kinds: 'x, y' }, ['detail', 'deeper', 'neither', 'both'], []],
    [{ kinds: ' , ' }, ['detail', 'deeper', 'ofKind', 'either', 'both'], []],
    [{ kinds: 'X', mode: 'b', detail: 'd', deeper: 'e' }, ['ofKind', 'neither'], []],
    [{ mode: 'c', detail: 'd' }, ['detail', 'deeper', 'ofKind', 'either', 'both'], ['NOT_A_CHOICE']],
  ])('%j', (saved, hidden, codes) => {
    const result = prepared(method, saved as Record<string, unknown>)
    expect([...result.hidden].sort()).toEqual([...hidden].sort())
    expect(result.problems.map(({ code }) => code)).toEqual(codes)
    for (const id of hidden) expect(result.values).not.toHaveProperty(id)
  })

  test('what is hidden may be anything', () => {
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    for (const detail of [5n, cycle, Symbol('x'), '$(nobody)', 'x'.repeat(20_000)])
      expect(prepared(method, { detail }).problems).toEqual([])
  })
})

test.each([
  [{ required: ['a'], properties: { b: { const: 1 } } }, ['b', 'a']],
  [{ anyOf: [{ required: ['a'] }, { not: { allOf: [{ properties: { c: { minLength: 1 } } }] } }] }, ['a', 'c']],
  [{}, []],
])('the inputs of %j', (condition, inputs) => {
  expect([...conditionInputs(condition)].sort()).toEqual([...inputs].sort())
})

describe('The order in which inputs are decided', () => {
  test('each after those that it depends on', () => {
    const order = visibilityOrder({ a: text({ required: ['c'] }), b: text({ required: ['a'] }), c: text() })
    expect(order).toEqual({ order: ['c', 'a', 'b'] })
  })

  test('there is none in a circle', () => {
    const circle = visibilityOrder({
      x: text(),
      a: text({ required: ['b'] }),
      b: text({ required: ['c'] }),
      c: text({ required: ['a'] }),
    })
    expect(circle).toEqual({ cycle: ['a', 'b', 'c', 'a'] })
  })
})
