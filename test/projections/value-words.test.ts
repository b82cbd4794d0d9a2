import { expect, test } from '@jest/globals'
import type { JsonSchema } from '../../src/manifest/manifest.js'
import { valueWords } from '../../src/projections/value-words.js'

test.each<[JsonSchema, string[]]>([
  [{ type: 'string' }, []],
  [{ enum: ['a', 1, true] }, ['One of a, 1, true.']],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, ['Each one of a, b.']],
  [{ type: 'integer', minimum: 1, maximum: 50 }, ['From 1 to 50.']],
  [{ type: 'integer', minimum: 0 }, ['At least 0.']],
  [{ type: 'number', maximum: 2.5 }, ['At most 2.5.']],
  [{ type: 'string', minLength: 1, maxLength: 16 }, ['From 1 to 16 characters.']],
  [{ type: 'array', minItems: 1, items: { maxLength: 5 } }, ['At least 1 entry.', 'Each at most 5 characters.']],
])('%j in words', (schema, words) => {
  expect(valueWords(schema)).toEqual(words)
})

test('a choice can be set as code', () => {
  expect(valueWords({ enum: ['a', 'b'] }, (text) => `<${text}>`)).toEqual(['One of <a>, <b>.'])
})
