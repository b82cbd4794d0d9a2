import type { SchemaKeyword } from './keyword.js'

export const constant: SchemaKeyword = {
  keyword: 'const',
  code: 'NOT_A_CHOICE',
  fault: 'invalidChoice',
  words: (schema) => `must be ${String(schema.const)}`,
}
