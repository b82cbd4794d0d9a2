import { createContext, runInContext } from 'node:vm'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { plainJson } from '../../src/inputs/plain-json.js'

const limits = { requestBytes: 100, jsonDepth: 3 }
const read = (value: unknown) => plainJson(value, limits)

class Point {
  readonly x = 1
}

function raise(): never {
  throw new Error('planted')
}

describe('plainJson', () => {
  test('makes a copy that shares nothing with its source', () => {
    const source = { a: [1, 'two', true, false, null, { b: -0.5 }], c: '' }
    const answer = read(source)
    expect(answer).toEqual({ value: source })
    const { value } = answer as { value: typeof source }
    expect(value).not.toBe(source)
    expect(value.a).not.toBe(source.a)
    expect(value.a[5]).not.toBe(source.a[5])
  })

  test('says of every JSON value what JSON says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value)
        // Keys that reach into prototypes are refused; fast-check likes to make them.
        const isForbidden = /"(__proto__|constructor|prototype)":/.test(text)
        const expected = isForbidden ? { fault: 'FORBIDDEN_KEY' } : { value: JSON.parse(text) as unknown }
        expect(JSON.stringify(plainJson(value, { requestBytes: 1e6, jsonDepth: 1e3 }))).toBe(JSON.stringify(expected))
      }),
    )
  })

  test.each([
    ['nothing', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a big integer', 5n],
    ['NaN', Number.NaN],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['an instance', new Point()],
    ['a boxed text', Object('text') as unknown],
    ['a function within', { a: [() => 1] }],
    ['nothing within a list', [undefined]],
    ['NaN within', [{ a: Number.NaN }]],
    ['a date within', { a: new Date(0) }],
  ])('refuses %s', (_name, value) => {
    expect(read(value)).toEqual({ fault: 'NOT_JSON' })
  })

  test('refuses what holds itself, and takes what only comes twice', () => {
    const circle: Record<string, unknown> = {}
    circle.a = [circle]
    expect(read(circle)).toEqual({ fault: 'NOT_JSON' })
    const once = { b: 1 }
    expect(read([once, once, { once }])).toEqual({ value: [{ b: 1 }, { b: 1 }, { once: { b: 1 } }] })
  })

  test('goes as deep as it may and no deeper', () => {
    expect(read([[[1]]])).toEqual({ value: [[[1]]] })
    expect(read({ a: { b: [] } })).toEqual({ value: { a: { b: [] } } })
    expect(read([[[[]]]])).toEqual({ fault: 'TOO_DEEP' })
    expect(read({ a: { b: { c: {} } } })).toEqual({ fault: 'TOO_DEEP' })
    expect(read([[[1]], [[2]], { a: [3] }])).toEqual({ value: [[[1]], [[2]], { a: [3] }] })
  })

  test.each([
    ['a text', 'x'.repeat(100), 'x'.repeat(101)],
    ['entries', new Array<null>(100).fill(null), new Array<null>(101).fill(null)],
    ['texts in a list', ['x'.repeat(49), 'x'.repeat(49)], ['x'.repeat(49), 'x'.repeat(50)]],
    ['a name', { ['n'.repeat(99)]: 1 }, { ['n'.repeat(100)]: 1 }],
    ['a name and a text', { abc: 'x'.repeat(96) }, { abc: 'x'.repeat(97) }],
  ])('takes %s of the largest size and no larger one', (_name, largest, larger) => {
    expect(read(largest)).toEqual({ value: largest })
    expect(read(larger)).toEqual({ fault: 'TOO_LARGE' })
  })

  test.each(['__proto__', 'constructor', 'prototype'])('refuses a member that is called %s', (name) => {
    const value = JSON.parse(`{"a":{"${name}":{}}}`) as unknown
    expect(read(value)).toEqual({ fault: 'FORBIDDEN_KEY' })
    expect(read(JSON.parse(`{"a":"${name}"}`))).toEqual({ value: { a: name } })
  })

  test('leaves out what is undefined, whatever its name costs', () => {
    expect(JSON.stringify(read({ ['n'.repeat(200)]: undefined, b: 1 }))).toBe('{"value":{"b":1}}')
  })

  test('runs each getter once and reads only what belongs to the object', () => {
    let runs = 0
    const source = Object.defineProperty({}, 'a', { enumerable: true, get: () => ++runs })
    expect(read(source)).toEqual({ value: { a: 1 } })
    expect(runs).toBe(1)
  })

  test('refuses what throws while it is read', () => {
    const throwing = new Proxy({}, { ownKeys: () => raise() })
    const failing = {
      get a() {
        return raise()
      },
    }
    expect([read(throwing), read(failing), read([failing])]).toEqual([
      { fault: 'NOT_JSON' },
      { fault: 'NOT_JSON' },
      { fault: 'NOT_JSON' },
    ])
  })

  test('takes objects without a prototype and those of another realm', () => {
    expect(read(Object.assign(Object.create(null) as object, { a: 1 }))).toEqual({ value: { a: 1 } })
    const foreign: unknown = runInContext('({ a: [1, { b: 2 }] })', createContext({}))
    expect(read(foreign)).toEqual({ value: { a: [1, { b: 2 }] } })
    expect(read(Object.create({ inherited: 1 }))).toEqual({ fault: 'NOT_JSON' })
  })
})
