import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { jsonErrorPosition } from '../../src/inputs/json-text.js'
import { parse } from '../../src/keywords/parse.js'
import { refuse, same, tableOf } from './field.js'

tableOf({ type: 'object', parse: 'json' }, [
  ['{"a": [1, "b", null]}', { becomes: { a: [1, 'b', null] } }],
  [' \n{} ', { becomes: {} }],
  ['{"a":1,"a":2}', { becomes: { a: 2 } }],
  ['{"id":9007199254740991}', { becomes: { id: Number.MAX_SAFE_INTEGER } }],
  ['{"id":"12345678901234567890"}', { becomes: { id: '12345678901234567890' } }],
  ['{"n":1.0000000000000000001}', { becomes: { n: 1 } }],
  ['{"t":"\\u00e9\\ud83d\\udc4b"}', { becomes: { t: 'é👋' } }],
  ...same({ a: 1 }, {}, undefined),
  ...refuse('JSON_NOT_OBJECT', 'must be a JSON object', '[]', '"x"', '1', 'null', [], 5, true),
  ...refuse('JSON_SYNTAX', 'is not valid JSON at line 1, column 1', 'x', '\ufeff{}', "{'a'}".slice(1)),
  ...refuse('JSON_SYNTAX', 'is not valid JSON at line 2, column 3', '{"a":1,\n  b:2}', '{\n  ,'),
  ...refuse('JSON_SYNTAX', 'is not valid JSON at line 1, column 9', '{"a": 1 '),
  ...refuse(
    'NUMBER_PRECISION',
    'has a whole number with too many digits to be kept; put it in quotes',
    '{"id":12345678901234567890}',
    '{"a":[-9007199254740993]}',
  ),
  ...refuse('NOT_JSON', 'has a part that JSON cannot express', '{"n":1e999}', { n: Number.NaN }),
  ...refuse(
    'FORBIDDEN_KEY',
    'has a member named __proto__, constructor or prototype; rename it',
    '{"__proto__":1}',
    '{"a":[{"constructor":1}]}',
  ),
  ...refuse('TOO_DEEP', 'is nested more than 32 levels deep', '{"a":'.repeat(33) + '1' + '}'.repeat(33)),
  ...refuse(
    'TOO_LARGE',
    'may have at most 262144 bytes',
    `{"a":"${'x'.repeat(262_144)}"}`,
    ' '.repeat(1_100_000) + '{}',
  ),
])
tableOf({ type: 'array', parse: 'json', items: { type: 'integer' } }, [
  ['[1,2,2]', { becomes: [1, 2, 2] }],
  ['[1,"2"]', { code: 'TYPE', text: 'Field (entry 2) must be a whole number.' }],
  ...refuse('TYPE', 'must be a list', '{}', '5'),
])

test('the place of the first error is where the text stops being the front of some JSON', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom('}', ']', ',', ':', 'x', '"', '\u0001', '1', ''),
      (text, at, mark) => {
        const position = at % (text.length + 1)
        const broken = text.slice(0, position) + mark + text.slice(mark === '' ? text.length : position)
        const result = parse(broken)
        if ('value' in result || result.code !== 'JSON_SYNTAX') return
        const { line, column } = jsonErrorPosition(broken)
        const lines = broken.split('\n')
        expect(line).toBeLessThanOrEqual(lines.length)
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
        expect(result.words).not.toContain(broken.slice(0, 12).length > 10 ? broken.slice(0, 12) : '\u0000')
      },
    ),
  )
})

test('a text of a megabyte is read in little time', () => {
  const start = performance.now()
  for (const text of [
    `{"a":"${'\\"'.repeat(400_000)}`,
    `["${'1234567890123456 '.repeat(60_000)}"]`,
    `[${'1,'.repeat(400_000)}]`,
  ])
    parse(text)
  expect(performance.now() - start).toBeLessThan(3_000)
})
