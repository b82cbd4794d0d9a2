import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { responseJson } from '../../src/outcome/response-json.js'

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const alternating = (pairs: number, inside: string): string => '[{"a":'.repeat(pairs) + inside + '}]'.repeat(pairs)

describe('an answer as JSON', () => {
  it('is what JSON.parse makes of it, whatever its strings hold', () => {
    const brackets = fc.string({ unit: fc.constantFrom('[', '{', ']', '}', '"', '\\', 'a', ',') })
    fc.assert(
      fc.property(fc.array(brackets, { maxLength: 400 }), (texts) => {
        const text = JSON.stringify(texts)
        expect(responseJson(text)?.value).toEqual(texts)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['500 levels', nested(500), true],
    ['501 levels', nested(501), false],
    ['500 levels of lists and objects', alternating(250, '0'), true],
    ['501 levels of lists and objects', alternating(250, '[]'), false],
    ['500 levels and a list beside them', `[[],${nested(499)}]`, true],
    ['501 levels and a list beside them', `[[],${nested(500)}]`, false],
    ['600 lists side by side', `[${'[],'.repeat(600)}0]`, true],
    ['600 brackets in a string', JSON.stringify(['['.repeat(600)]), true],
    ['600 brackets after a string that ends in backslashes', `["\\\\\\\\",${nested(600)}]`, false],
    ['600 brackets in a string with quotes', JSON.stringify(['"['.repeat(600)]), true],
    ['a string without an end', `["${'['.repeat(1200)}`, false],
  ])('%s', (_, text, readable) => {
    expect(responseJson(text) !== undefined).toBe(readable)
  })

  it('finds members of that name at any depth, and only as members', () => {
    const text = '{"a":[[{"__proto__":{"x":1},"b":"__proto__"}],{"\\u005f_proto__":1}],"c":{"__proto__":[]}}'
    const read = responseJson(text)
    expect(JSON.stringify(read?.value)).toBe('{"a":[[{"b":"__proto__"}],{}],"c":{}}')
    expect(read?.warnings.map(({ code }) => code)).toEqual(['MEMBER_DROPPED'])
    expect(responseJson('["__proto__"]')?.warnings).toEqual([])
  })

  it.each([
    ['in the answer itself', '{"__proto__":1,"a":2}', { a: 2 }],
    ['in a member', '{"a":{"__proto__":1},"b":{}}', { a: {}, b: {} }],
    ['in an entry of a list', '[{"__proto__":1},{}]', [{}, {}]],
    ['beside nothing', '{"a":null,"b":{"__proto__":1},"c":null}', { a: null, b: {}, c: null }],
  ])('leaves one out and says so wherever it stands: %s', (_, text, value) => {
    const read = responseJson(text)
    expect(read?.value).toEqual(value)
    expect(read?.warnings).toEqual([
      { code: 'MEMBER_DROPPED', message: 'The answer has a member named __proto__, which was left out.' },
    ])
  })

  it.each(['{"__proto__":{"a":1},"b":2}', '{"\\u005f_proto__":{"a":1},"b":2}'])('%s loses that member', (text) => {
    const read = responseJson(text)
    expect(read?.value).toEqual({ b: 2 })
    expect(read?.warnings.map(({ code }) => code)).toEqual(['MEMBER_DROPPED'])
  })
})
