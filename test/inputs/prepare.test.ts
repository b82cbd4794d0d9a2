import { describe, expect, test } from '@jest/globals'
import { prepareInputs, readSaved } from '../../src/inputs/prepare.js'
import { resolveVariables, type Variables } from '../../src/inputs/variables.js'
import type { Constraint, InputManifest, Limits } from '../../src/manifest/manifest.js'
import { generators, methodOf } from '../keywords/field.js'

const limits: Limits = { textLength: 40, listItems: 5, jsonDepth: 3, requestBytes: 50, responseBytes: 1_000 }

const inputs: Readonly<Record<string, InputManifest>> = {
  firstName: { type: 'string', title: 'First name' },
  count: { type: 'integer', title: 'Count', default: 7 },
  tags: { type: 'array', title: 'Tags', items: { type: 'string' }, split: ',' },
  data: { type: 'object', title: 'Data', parse: 'json' },
  eventId: { type: 'string', title: 'Event id', generate: 'uuid' },
}

const constraints: readonly Constraint[] = [
  { message: 'First name and tags cannot both be given.', schema: { not: { required: ['firstName', 'tags'] } } },
  {
    message: 'A count above 10 needs tags.',
    when: { properties: { count: { type: 'integer', minimum: 11 } } },
    schema: { required: ['tags'] },
  },
]

const method = methodOf(inputs, ['firstName'], { limits })
const constrained = methodOf(inputs, [], { limits, constraints })

interface Given {
  readonly variables?: Variables
  readonly fallbacks?: Readonly<Record<string, unknown>>
  readonly of?: typeof method
  readonly resolved?: boolean
}

async function prepared(given: unknown, { variables = {}, fallbacks = {}, of = method, resolved }: Given = {}) {
  const saved = readSaved(of, given, limits, resolved)
  const values = await resolveVariables(saved.variableNames, variables, limits, async (answer) => answer)
  return prepareInputs(of, await of.checks(), saved, values, fallbacks, generators)
}

const problemsOf = async (given: unknown, options?: Given): Promise<unknown[]> =>
  (await prepared(given, options)).problems.map(({ code, fault, input, text }) => [code, fault, input ?? null, text])

function raise(): never {
  throw new Error('planted')
}

describe('The inputs as a whole', () => {
  test.each([null, undefined, 'text', 5, true, [], [{}]])('%p are no object', (given) => {
    const { values, problems, variableNames } = readSaved(method, given, limits)
    expect({ values, problems, names: variableNames.size }).toEqual({
      values: {},
      problems: [{ code: 'TYPE', fault: 'invalidData', text: 'The inputs must be an object.' }],
      names: 0,
    })
  })

  test('that throw are refused in words', () => {
    const throwing = new Proxy({}, { ownKeys: () => raise() })
    expect(readSaved(method, throwing, limits).problems).toEqual([
      { code: 'NOT_JSON', fault: 'invalidData', text: 'The inputs could not be read; pass a plain object.' },
    ])
  })

  test('are read without those that are empty', () => {
    const { values, problems } = readSaved(method, { firstName: null, count: undefined, unknown: null }, limits)
    expect([values, problems]).toEqual([{}, []])
  })
})

describe('A name that no input has', () => {
  const unknown = async (name: string) => problemsOf(JSON.parse(JSON.stringify({ firstName: 'a', [name]: 'x' })))

  test.each([
    ['fristName', '"fristName" is not an input of Run; did you mean "firstName"?'],
    ['FIRSTNAME', '"FIRSTNAME" is not an input of Run; did you mean "firstName"?'],
    ['somethingElse', '"somethingElse" is not an input of Run.'],
    [`a${'b'.repeat(63)}`, `"a${'b'.repeat(63)}" is not an input of Run.`],
    [`a${'b'.repeat(64)}`, 'There is an input that is not one of Run.'],
    ['ada@example.com', 'There is an input that is not one of Run.'],
    ['+12025550100', 'There is an input that is not one of Run.'],
    ['1count', 'There is an input that is not one of Run; did you mean "count"?'],
    ['count!', 'There is an input that is not one of Run; did you mean "count"?'],
    ['toString', '"toString" is not an input of Run.'],
  ])('%s', async (name, text) => {
    expect(await unknown(name)).toEqual([['UNKNOWN_INPUT', 'invalidData', null, text]])
  })

  test.each(['__proto__', 'constructor', 'prototype'])('%s is refused for what it is', async (name) => {
    const given = JSON.parse(`{"firstName":"a","${name}":1}`) as unknown
    expect(await problemsOf(given)).toEqual([
      ['FORBIDDEN_KEY', 'invalidData', null, 'No input may be named __proto__, constructor or prototype.'],
    ])
  })

  test('is told of fifty times at most', () => {
    const given = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`unknown${index}`, 1]))
    expect(readSaved(method, given, limits).problems).toHaveLength(50)
  })
})

describe('A value that cannot be read', () => {
  test.each([
    [{ firstName: {} }, 'TYPE', 'firstName', 'First name must be text.'],
    [{ firstName: ['a'] }, 'TYPE', 'firstName', 'First name must be text.'],
    [{ firstName: () => 1 }, 'TYPE', 'firstName', 'First name must be text.'],
    [{ firstName: true }, 'TYPE', 'firstName', 'First name must be text.'],
    [{ firstName: 'a', count: {} }, 'TYPE', 'count', 'Count must be a whole number.'],
    [{ firstName: 'a', data: () => 1 }, 'NOT_JSON', 'data', 'Data has a part that JSON cannot express.'],
    [{ firstName: 'a', data: [[[[]]]] }, 'TOO_DEEP', 'data', 'Data is nested more than 3 levels deep.'],
    [{ firstName: 'a', data: { a: 'x'.repeat(50) } }, 'TOO_LARGE', 'data', 'Data may have at most 50 bytes.'],
    [{ firstName: 'a', data: 'x'.repeat(201) }, 'TOO_LARGE', 'data', 'Data may have at most 50 bytes.'],
    [
      { firstName: 'a', data: { constructor: 1 } },
      'FORBIDDEN_KEY',
      'data',
      'Data has a member named __proto__, constructor or prototype; rename it.',
    ],
    [
      { firstName: 'a', data: '{"a":{"__proto__":1}}' },
      'FORBIDDEN_KEY',
      'data',
      'Data has a member named __proto__, constructor or prototype; rename it.',
    ],
    [{ firstName: 'a', data: '{"a":}' }, 'JSON_SYNTAX', 'data', 'Data is not valid JSON at line 1, column 6.'],
    [{ firstName: 'a', data: '[1]' }, 'JSON_NOT_OBJECT', 'data', 'Data must be a JSON object.'],
    [{ firstName: 'a', data: 'null' }, 'JSON_NOT_OBJECT', 'data', 'Data must be a JSON object.'],
    [{ firstName: 'a', data: [] }, 'JSON_NOT_OBJECT', 'data', 'Data must be a JSON object.'],
    [{ firstName: 'x'.repeat(41) }, 'TOO_LARGE', 'firstName', 'First name may have at most 40 characters.'],
    [{ firstName: ' ' }, 'REQUIRED', 'firstName', 'First name is required.'],
    [{}, 'REQUIRED', 'firstName', 'First name is required.'],
  ])('%p', async (given, code, input, text) => {
    expect(await problemsOf(given)).toEqual([[code, 'invalidData', input, text]])
  })

  test('is told of with all the others, those of the whole first', async () => {
    expect(await problemsOf({ firstName: {}, count: 'x', tags: [true], other: 1 })).toEqual([
      ['TYPE', 'invalidData', 'firstName', 'First name must be text.'],
      ['UNKNOWN_INPUT', 'invalidData', null, '"other" is not an input of Run.'],
      ['TYPE', 'invalidData', 'count', 'Count must be a whole number.'],
      ['TYPE', 'invalidData', 'tags', 'Tags must be text.'],
    ])
  })

  test('of the largest size is read', async () => {
    const { problems, values } = await prepared({ firstName: 'x'.repeat(40), data: `{"a":"${'\\u0061'.repeat(32)}"}` })
    expect([problems, values.data]).toEqual([[], { a: 'a'.repeat(32) }])
  })
})

describe('An input that is not shown', () => {
  const of = methodOf(
    {
      sendsNote: { type: 'boolean', title: 'Sends a note' },
      note: {
        type: 'string',
        title: 'Note',
        visibleWhen: { properties: { sendsNote: { const: true } }, required: ['sendsNote'] },
      },
    },
    ['note'],
    { limits },
  )

  test('is neither sent nor complained of, whatever was saved in it', async () => {
    for (const note of ['text', {}, '$(', 'x'.repeat(41), null])
      for (const sendsNote of [false, 'false', undefined]) {
        const { hidden, problems, values } = await prepared({ sendsNote, note }, { of })
        expect([hidden, problems, values.note]).toEqual([['note'], [], undefined])
      }
  })

  test('is complained of when it is shown', async () => {
    expect(await problemsOf({ sendsNote: true, note: {} }, { of })).toEqual([
      ['TYPE', 'invalidData', 'note', 'Note must be text.'],
    ])
    expect(await problemsOf({ sendsNote: true }, { of })).toEqual([
      ['REQUIRED', 'invalidData', 'note', 'Note is required.'],
    ])
    expect(await prepared({ sendsNote: true, note: 'text' }, { of })).toEqual({
      hidden: [],
      problems: [],
      values: { sendsNote: true, note: 'text' },
    })
  })
})

describe('What is left empty', () => {
  test('is the host’s value, the default, or what the node makes', async () => {
    expect((await prepared({ firstName: 'a' })).values).toEqual({ firstName: 'a', count: 7, eventId: 'uuid-1' })
    const { values } = await prepared({}, { fallbacks: { firstName: 'host', count: 8, eventId: 'given' } })
    expect(values).toEqual({ firstName: 'host', count: 8, eventId: 'given' })
    expect((await prepared({ firstName: 'mine' }, { fallbacks: { firstName: 'host' } })).values.firstName).toBe('mine')
  })
})

describe('Rules over several inputs', () => {
  const [both, tags] = constraints.map(({ message }) => ['CONSTRAINT', 'invalidData', null, message])
  const broken = async (given: unknown) => problemsOf(given, { of: constrained })

  test('are told in their own words', async () => {
    expect(await broken({ firstName: 'a', count: 11, tags: 'a' })).toEqual([both])
    expect(await broken({ firstName: 'a', count: 11 })).toEqual([tags])
    expect(await broken({ count: 11, tags: 'a' })).toEqual([])
    expect(await broken({ firstName: 'a', count: 10 })).toEqual([])
  })

  test('say nothing as long as something else is wrong', async () => {
    const unfit = ['TYPE', 'invalidData', 'count', 'Count must be a whole number.']
    expect(await broken({ firstName: 'a', tags: 'a', count: 'x' })).toEqual([unfit])
  })
})

describe('Variables', () => {
  const refused = async (given: object, variables: Variables = {}) =>
    problemsOf({ firstName: 'a', ...given }, { variables })

  test('are put in wherever a value refers to them', async () => {
    const variables = { name: 'Ada', n: 3, list: ['a', 'b'], object: { c: [1] } }
    const { problems, values } = await prepared(
      { firstName: 'to $(name)', count: '$(n)', tags: ['$(name)', 'x'], data: { a: '$(object)', b: ['$(n)'] } },
      { variables },
    )
    expect([problems, values]).toEqual([
      [],
      {
        firstName: 'to Ada',
        count: 3,
        tags: ['Ada', 'x'],
        data: { a: { c: [1] }, b: [3] },
        eventId: 'uuid-1',
      },
    ])
  })

  test('that do not exist are named', async () => {
    expect(await refused({ firstName: '$(nobody)' })).toEqual([
      [
        'UNRESOLVED_VARIABLE',
        'invalidData',
        'firstName',
        'First name refers to a variable that does not exist: $(nobody).',
      ],
    ])
    expect(await refused({ tags: '$(a),$(b),$(c),$(d),$(e),$(f)' }, { b: 1 })).toEqual([
      [
        'UNRESOLVED_VARIABLE',
        'invalidData',
        'tags',
        'Tags refers to variables that do not exist: $(a), $(c), $(d), $(e), $(f).',
      ],
    ])
    expect(await refused({ tags: '$(a)$(b)$(c)$(d)$(e)$(f)' })).toEqual([
      [
        'UNRESOLVED_VARIABLE',
        'invalidData',
        'tags',
        'Tags refers to variables that do not exist: $(a), $(b), $(c), $(d), $(e).',
      ],
    ])
  })

  test.each<[unknown, string, string]>([
    [() => 1, 'NOT_JSON', 'which has a part that JSON cannot express'],
    [[[[[]]]], 'TOO_DEEP', 'which is nested more than 3 levels deep'],
    ['x'.repeat(51), 'TOO_LARGE', 'which may have at most 50 bytes'],
    [{ constructor: 1 }, 'FORBIDDEN_KEY', 'which has a member named __proto__, constructor or prototype; rename it'],
  ])('that cannot be used are named', async (value, code, words) => {
    expect(await refused({ data: '{"a":$(good),"b":$(bad)}' }, { good: 1, bad: value })).toEqual([
      [code, 'invalidData', 'data', `Data refers to $(bad), ${words}.`],
    ])
  })

  test('do not add up to more than a field may hold', async () => {
    const variables = { long: 'x'.repeat(50) }
    expect(await refused({ data: `{"a":"${'$(long)'.repeat(4)}"}` }, variables)).toEqual([
      ['TOO_LARGE', 'invalidData', 'data', 'Data may have at most 50 bytes.'],
    ])
    expect(await refused({ data: `{"a":"${'$(long)'.repeat(5)}"}` }, variables)).toEqual([
      ['TOO_LARGE', 'invalidData', 'data', 'Data may have at most 50 bytes.'],
    ])
    expect(await refused({ tags: ['$(long)'] }, { long: 'x'.repeat(40) })).toEqual([])
    expect(await refused({ data: { a: '$(long)', b: 1 } }, variables)).toEqual([
      ['TOO_LARGE', 'invalidData', 'data', 'Data may have at most 50 bytes.'],
    ])
  })

  test.each([
    ['$(', '$( without a name'],
    ['$()', 'an empty name'],
    ['$(my var)', 'a name with a space'],
    ['$(good) $(', 'after a good one'],
    ['a$($(good))', 'around a good one'],
  ])('%s is no reference: %s', async (text) => {
    const words = "has a $( without a variable's name; write $(name), or leave the dollar sign out."
    expect(await refused({ firstName: text }, { good: 1 })).toEqual([
      ['UNRESOLVED_VARIABLE', 'invalidData', 'firstName', `First name ${words}`],
    ])
    expect(await refused({ tags: ['x', text] }, { good: 1 })).toEqual([
      ['UNRESOLVED_VARIABLE', 'invalidData', 'tags', `Tags ${words}`],
    ])
    expect(await refused({ data: { a: text } }, { good: 1 })).toEqual([])
    expect(await refused({ data: JSON.stringify({ a: text }) }, { good: 1 })).toEqual([])
  })

  test('are not looked for where they are in already', async () => {
    const { problems, values } = await prepared(
      { firstName: '$(name) $(', tags: ['$(name)'], data: { a: '$(name)' } },
      { variables: { name: 'Ada' }, resolved: true },
    )
    expect([problems, values]).toEqual([
      [],
      { firstName: '$(name) $(', count: 7, tags: ['$(name)'], data: { a: '$(name)' }, eventId: 'uuid-1' },
    ])
  })

  test('that are broken in a name that is no input are told of once', async () => {
    expect(await refused({ other: '$(' })).toEqual([
      ['UNKNOWN_INPUT', 'invalidData', null, '"other" is not an input of Run.'],
    ])
  })
})
