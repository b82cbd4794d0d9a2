import { describe, expect, test } from '@jest/globals'
import { mostProblems, validate } from '../../src/inputs/validate.js'
import type { SchemaError } from '../../src/manifest/compiled.js'
import type { InputManifest } from '../../src/manifest/manifest.js'
import { methodOf, prepared } from '../keywords/field.js'

type Input = Omit<InputManifest, 'title'>

/** What is said of one field, with nothing else in the method. */
const told = (input: object, value: unknown) =>
  prepared(methodOf({ field: { ...(input as Input), title: 'Field' } as InputManifest }), { field: value }).problems

const codesAndTexts = (input: object, value: unknown) => told(input, value).map(({ code, text }) => [code, text])

describe('Where a problem is', () => {
  const list = {
    type: 'array',
    parse: 'json',
    items: { type: 'object', properties: { 'a/b~c': { type: 'array', items: { type: 'string', maxLength: 2 } } } },
  }

  test('is told by entries from 1 and by members', () => {
    expect(codesAndTexts(list, [{}, { 'a/b~c': ['ab', 'abc'] }])).toEqual([
      ['TOO_LARGE', 'Field (entry 2, a/b~c, entry 2) may have at most 2 characters.'],
    ])
  })

  test('is told of every problem there is', () => {
    expect(codesAndTexts(list, [{ 'a/b~c': ['abc'] }, 5, { 'a/b~c': 'x' }])).toEqual([
      ['TOO_LARGE', 'Field (entry 1, a/b~c, entry 1) may have at most 2 characters.'],
      ['TYPE', 'Field (entry 2) must be a JSON object.'],
      ['TYPE', 'Field (entry 3, a/b~c) must be a list.'],
    ])
  })

  test(`is told ${mostProblems} times at most`, () => {
    const entries = Array.from({ length: 60 }, () => 5)
    expect(told(list, entries)).toHaveLength(50)
    expect(told(list, entries.slice(0, 50))).toHaveLength(50)
    expect(told(list, entries.slice(0, 49))).toHaveLength(49)
  })
})

describe('A pattern that comes with a length', () => {
  const input = { type: 'string', pattern: '^[a-z]*$', patternMessage: 'in small letters', maxLength: 3 }

  test('speaks for both', () => {
    expect(codesAndTexts(input, 'ABCD')).toEqual([['FORMAT', 'Field must be in small letters.']])
  })

  test('leaves the length what it has to say where the pattern holds', () => {
    expect(codesAndTexts(input, 'abcd')).toEqual([['TOO_LARGE', 'Field may have at most 3 characters.']])
  })

  test('speaks for its own field alone', () => {
    const method = methodOf({
      one: { ...input, title: 'One' } as InputManifest,
      two: { ...input, title: 'Two' } as InputManifest,
    })
    expect(prepared(method, { one: 'A', two: 'abcd' }).problems.map(({ text }) => text)).toEqual([
      'One must be in small letters.',
      'Two may have at most 3 characters.',
    ])
    expect(prepared(method, { one: 'ABCD', two: 'ab' }).problems).toHaveLength(1)
  })
})

describe('What a validator says', () => {
  const inputs = { field: { type: 'string', title: 'Field' } } as const
  const saying = (errors: readonly SchemaError[] | null) => {
    const isValid = Object.assign(() => false, { errors })
    return validate({ inputs: [], constraints: [], validate: isValid }, inputs, {})
  }

  test('in a keyword that nobody has words for is told all the same', () => {
    const error = { keyword: 'odd', instancePath: '/field', schemaPath: '#/properties/field/odd', params: {} }
    expect(saying([error])).toEqual([
      { code: 'FORMAT', fault: 'invalidData', input: 'field', text: 'Field has the wrong form.' },
    ])
    expect(saying([{ ...error, instancePath: '/other', schemaPath: '#/properties/other/type' }])).toEqual([
      { code: 'FORMAT', fault: 'invalidData', input: 'other', text: 'other has the wrong form.' },
    ])
  })

  test('without errors is nothing', () => {
    expect([saying(null), saying([])]).toEqual([[], []])
  })

  test('of a choice is of the other fault', () => {
    expect(told({ type: 'string', enum: ['a', 'b'] }, 'c')).toMatchObject([{ fault: 'invalidChoice' }])
    expect(told({ type: 'string', minLength: 2 }, 'c')).toMatchObject([{ fault: 'invalidData' }])
  })
})
