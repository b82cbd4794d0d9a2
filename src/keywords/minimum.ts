import type { SchemaKeyword } from './keyword.js'

export const minimum: SchemaKeyword = {
  keyword: 'minimum',
  code: 'OUT_OF_RANGE',
  fault: 'invalidData',
  words: (schema) => `must be at least ${String(schema.minimum)}`,
}
