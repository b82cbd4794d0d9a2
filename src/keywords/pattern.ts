import type { SchemaKeyword } from './keyword.js'

export const pattern: SchemaKeyword = {
  keyword: 'pattern',
  code: 'FORMAT',
  fault: 'invalidData',
  words: (schema) => `must be ${String(schema.patternMessage)}`,
}
