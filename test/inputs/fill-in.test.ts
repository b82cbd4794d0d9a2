import { describe, expect, test } from '@jest/globals'
import {
  collectVariableNames,
  fillIn,
  hasBrokenReference,
  resolveVariables,
  UnusableVariable,
} from '../../src/inputs/variables.js'
import type { InputManifest, Limits } from '../../src/manifest/manifest.js'

const limits: Limits = { textLength: 10, listItems: 10, jsonDepth: 4, requestBytes: 10, responseBytes: 10 }
const text = { type: 'string', title: 'Text' } as InputManifest
const json = { type: 'object', title: 'Data', parse: 'json' } as InputManifest

const values = new Map<string, unknown>([
  ['name', 'Ada'],
  ['n', 3],
  ['no', false],
  ['nothing', null],
  ['list', ['a', 1, true]],
  ['deep', ['a', { b: 1 }]],
  ['object', { b: 'x' }],
  ['quote', 'a"b'],
  ['json', '{"c":1}'],
  ['ten', 'x'.repeat(10)],
])
const filled = (saved: unknown, input = text) => fillIn(saved, input, values, limits)

describe('A reference', () => {
  test('that is the whole text becomes the value with its type', () => {
    for (const name of ['name', 'n', 'no', 'nothing', 'list', 'object'])
      for (const saved of [`$(${name})`, ` $(${name})\n`])
        expect([filled(saved), filled(saved, json)]).toEqual([{ value: values.get(name) }, { value: values.get(name) }])
  })

  test.each([
    ['a $(name)', 'a Ada'],
    ['$(name)$(n)', 'Ada3'],
    ['is $(no)', 'is false'],
    ['[$(nothing)]', '[]'],
    ['[$(unknown)]', '[]'],
    ['x,$(list)', 'x,a,1,true'],
    ['x $(deep)', 'x ["a",{"b":1}]'],
    ['x $(object)', 'x {"b":"x"}'],
    ['$name (n) $ $5', '$name (n) $ $5'],
  ])('within a text becomes text: %s', (saved, value) => {
    expect(filled(saved)).toEqual({ value })
  })

  test.each([
    ['{"a":$(name)}', '{"a":"Ada"}'],
    ['{"a":$(n)}', '{"a":3}'],
    ['{"a":$(nothing)}', '{"a":null}'],
    ['{"a":$(json)}', '{"a":{"c":1}}'],
    ['{"a":"$(json)"}', '{"a":"{\\"c\\":1}"}'],
    ['{"a":$(quote)}', '{"a":"a\\"b"}'],
    ['{"a":"$(quote)!"}', '{"a":"a\\"b!"}'],
    ['{"a":$(object)}', '{"a":{"b":"x"}}'],
    ['{"a":"$(list)"}', '{"a":"a,1,true"}'],
  ])('within JSON stays in its place: %s', (saved, value) => {
    expect(filled(saved, json)).toEqual({ value })
  })

  test('in an entry or member is replaced there', () => {
    expect(filled(['$(n)', 'a $(n)', 5, null, true])).toEqual({ value: [3, 'a 3', 5, null, true] })
    expect(filled({ '$(n)': ['$(n)'] })).toEqual({ value: { '$(n)': [3] } })
  })

  test('in a value is text', () => {
    const looping = new Map([['a', '$(b) x $(a)']])
    expect(fillIn('$(a)!', text, looping, limits)).toEqual({ value: '$(b) x $(a)!' })
  })
})

describe('What is put in', () => {
  test('is four times as much as a request at most', () => {
    expect(filled('$(ten)$(ten)$(ten)$(ten)')).toEqual({ value: 'x'.repeat(40) })
    expect(filled('$(ten)$(ten)$(ten)$(ten)$(n)')).toEqual({ fault: 'TOO_LARGE' })
    expect(filled('["$(ten)$(ten)$(ten)","$(ten)"]', json)).toEqual({
      value: `["${'x'.repeat(30)}","${'x'.repeat(10)}"]`,
    })
    expect(filled('["$(ten)$(ten)$(ten)","$(ten)",$(n)]', json)).toEqual({ fault: 'TOO_LARGE' })
  })

  test('fits into what is saved as objects', () => {
    expect(filled({ a: '$(ten)' })).toEqual({ fault: 'TOO_LARGE' })
    expect(filled([[[['$(n)']]]])).toEqual({ value: [[[[3]]]] })
    expect(filled([[[['$(list)']]]])).toEqual({ fault: 'TOO_DEEP' })
  })
})

describe('Names of variables', () => {
  const namesIn = (value: unknown) => {
    const names = new Set<string>()
    collectVariableNames(value, names)
    return [...names]
  }

  test('are found at any depth, once each', () => {
    expect(namesIn('$(a) $(b.c-d) $(a) $(é_1)')).toEqual(['a', 'b.c-d', 'é_1'])
    expect(namesIn(['$(a)', { x: ['$(b)'], '$(c)': 1 }, null, 5, true, undefined])).toEqual(['a', 'b'])
    expect([namesIn('a'), namesIn('$(-a) $() $( a) $(a b)'), namesIn(null), namesIn(7)]).toEqual([[], [], [], []])
  })

  test.each([
    ['$(a)', false],
    ['a', false],
    ['$a (b) $', false],
    ['$(', true],
    ['$(a b)', true],
    ['$(a)$(', true],
    [['x', '$('], true],
    [[['$(']], true],
    [['$(a)'], false],
    [[], false],
    [{ a: '$(' }, false],
    [5, false],
    [null, false],
  ])('%j is broken: %p', (value, isBroken) => {
    expect(hasBrokenReference(value)).toBe(isBroken)
  })
})

describe('Values of variables', () => {
  const waited: unknown[] = []
  const resolve = async (source: never, ...names: string[]) =>
    Object.fromEntries(
      await resolveVariables(new Set(names), source, limits, (answer) => {
        waited.push(answer)
        return Promise.resolve(answer)
      }),
    )

  test('are waited for where they take their time, and only there', async () => {
    waited.length = 0
    const later = Promise.resolve('later')
    const source = { a: 1, b: later, c: null, d: { then: 'text' }, e: undefined }
    expect(await resolve(source as never, 'a', 'b', 'c', 'd', 'e', 'f')).toEqual({
      a: 1,
      b: 'later',
      c: null,
      d: { then: 'text' },
    })
    expect(waited).toEqual([later])
  })

  test('that are not JSON are kept as unusable, however they behave', async () => {
    const refusing = new Proxy({}, { has: () => raise(), ownKeys: () => raise() })
    const source = { a: () => 1, b: [[[[[1]]]]], c: refusing, d: 'x'.repeat(11) }
    const found = Object.values(await resolve(source as never, 'a', 'b', 'c', 'd'))
    expect(found.every((value) => value instanceof UnusableVariable)).toBe(true)
    expect(found).toMatchObject(['NOT_JSON', 'TOO_DEEP', 'NOT_JSON', 'TOO_LARGE'].map((fault) => ({ fault })))
  })
})

function raise(): never {
  throw new Error('planted')
}
