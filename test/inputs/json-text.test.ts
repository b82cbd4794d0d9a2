import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { insideString, jsonErrorPosition, losesDigits } from '../../src/inputs/json-text.js'

describe('jsonErrorPosition', () => {
  test.each([
    ['', 1, 1],
    ['  ', 1, 3],
    ['\t\r\n', 2, 1],
    [' \n x', 2, 2],
    ['\u00a01', 1, 1],
    ['nul', 1, 1],
    ['1 2', 1, 3],
    ['1 ]', 1, 3],
    ['"a" "b"', 1, 5],
    ['true false', 1, 6],
    ['01', 1, 2],
    ['+1', 1, 1],
    ['-', 1, 1],
    ['1.', 1, 2],
    ['.5', 1, 1],
    ['1e', 1, 2],
    ['1e+', 1, 2],
    ['"a', 1, 1],
    ['"\\x"', 1, 1],
    ['"\\u00g0"', 1, 1],
    ['"\\u12"', 1, 1],
    ['"\u0001"', 1, 1],
    ['"a\nb"', 1, 1],
    ["'a'", 1, 1],
    [':', 1, 1],
    [',', 1, 1],
    ['}', 1, 1],
    [']', 1, 1],
    ['{', 1, 2],
    ['[', 1, 2],
    ['{ "a"', 1, 6],
    ['{"a":', 1, 6],
    ['{"a" 1}', 1, 6],
    ['{"a", 1}', 1, 5],
    ['{"a":1', 1, 7],
    ['{"a":1,}', 1, 8],
    ['{"a":1]', 1, 7],
    ['{"a":1 "b":2}', 1, 8],
    ['{"a":}', 1, 6],
    ['{"a":1,,"b":2}', 1, 8],
    ['{"a"}', 1, 5],
    ['{a:1}', 1, 2],
    ['{1:1}', 1, 2],
    ['{true:1}', 1, 2],
    ['{,}', 1, 2],
    ['{]', 1, 2],
    ['{{', 1, 2],
    ['[}', 1, 2],
    ['[,1]', 1, 2],
    ['[1,]', 1, 4],
    ['[1 2]', 1, 4],
    ['[1:2]', 1, 3],
    ['[1}', 1, 3],
    ['[1,2', 1, 5],
    ['[1,:', 1, 4],
    ['[]]', 1, 3],
    ['{}{}', 1, 3],
    ['[[1],[2}]', 1, 8],
    ['[{"a":[1]},2,{"b":]}]', 1, 19],
    ['{"a":{"b":[]},"c":[{},1}}', 1, 24],
    ['{\n  "a": 1,\n  "b": tru\n}', 3, 8],
    ['[\n1,\n\n2\n3]', 5, 1],
  ])('%j stops being JSON in line %i, column %i', (text, line, column) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
    expect(jsonErrorPosition(text)).toEqual({ line, column })
  })

  test('what is JSON is so to its very end', () => {
    const spaced = fc.json().map((text) => `\t${text.replaceAll(/(?<!\\)([:,\]}])(?=[^"]*$)/g, ' $1\n')}\r\n `)
    fc.assert(
      fc.property(fc.oneof(fc.json(), spaced), (text) => {
        const lines = text.split('\n')
        expect(jsonErrorPosition(text)).toEqual({ line: lines.length, column: (lines.at(-1) ?? '').length + 1 })
      }),
    )
  })

  test('reads numbers, escapes and literals as JSON has them', () => {
    const text = String.raw`[0, -0, 10, -1.50, 1e5, 1E+05, 2.5e-7, true, false, null, "\"\\\/\b\f\n\r\t\u00e9\uABCD", "", {}, []]`
    expect(JSON.parse(text)).toHaveLength(14)
    expect(jsonErrorPosition(text)).toEqual({ line: 1, column: text.length + 1 })
  })
})

describe('losesDigits', () => {
  const largest = String(Number.MAX_SAFE_INTEGER)

  test.each([
    '12345678901234567890',
    '-12345678901234567890',
    '9007199254740992',
    '-9007199254740992',
    '{"a": [1, {"b": 9007199254740993}]}',
    `[${largest}, 9007199254740993]`,
    '{"1234567890123456": 9007199254740993}',
    '[1,2,3,4,5,6,7,8,9,0,1,2,3, 9999999999999999]',
    '[0.1234567890123456789, 99999999999999999999]',
  ])('%s does', (text) => {
    expect(losesDigits(text)).toBe(true)
  })

  test.each([
    '',
    '1',
    largest,
    `-${largest}`,
    '0.12345678901234567890',
    '1e30',
    '12345678901234567890.5',
    '12345678901234567890e0',
    '"12345678901234567890"',
    '"a \\" 12345678901234567890"',
    '{"12345678901234567890": 1}',
    '["1234567890", 1234567890, "1234567890"]',
    '123456789012345',
    '[123456789012345,123456789012345]',
  ])('%s does not', (text) => {
    expect(losesDigits(text)).toBe(false)
  })

  test('wherever the number stands', () => {
    for (let before = 0; before <= 40; before++) {
      expect(losesDigits(`${' '.repeat(before)}9007199254740993`)).toBe(true)
      expect(losesDigits(`${' '.repeat(before)}[9007199254740993]`)).toBe(true)
      expect(losesDigits(`${' '.repeat(before)}[900719925474099]`)).toBe(false)
    }
  })

  test('a text that is no JSON is read as far as it is', () => {
    expect(losesDigits('[x, 9007199254740993]')).toBe(false)
    expect(losesDigits('[9007199254740993, x]')).toBe(true)
  })

  test('one text is not read where another one ended', () => {
    const text = '[9007199254740993, 1]'
    expect([losesDigits(text), losesDigits(text), jsonErrorPosition(text)]).toEqual([
      true,
      true,
      { line: 1, column: 22 },
    ])
  })
})

describe('insideString', () => {
  test('tells for each place of a text', () => {
    const text = String.raw`{"a\"b": "c\\", "": 1}`
    const isInside = insideString(text)
    const told = Array.from({ length: text.length + 1 }, (_, offset) => (isInside(offset) ? '-' : '.')).join('')
    expect(text).toBe(String.raw`{"a\"b": "c\\", "": 1}`)
    expect(told).toBe('..-----...----...-.....')
  })

  test('may be asked of some places only', () => {
    const isInside = insideString('"ab" "cd"')
    expect([2, 4, 5, 6, 9].map(isInside)).toEqual([true, false, false, true, false])
  })
})
