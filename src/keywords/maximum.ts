import type { SchemaKeyword } from './keyword.js'

export const maximum: SchemaKeyword = {
  keyword: 'maximum',
  code: 'OUT_OF_RANGE',
  fault: 'invalidData',
  words: (schema) => `may be at most ${String(schema.maximum)}`,
}
