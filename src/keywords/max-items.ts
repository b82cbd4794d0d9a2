import { type SchemaKeyword, count } from './keyword.js'

export const maxItems: SchemaKeyword = {
  keyword: 'maxItems',
  code: 'TOO_LARGE',
  fault: 'invalidData',
  words: (schema) => `may have at most ${count(schema.maxItems, 'entry', 'entries')}`,
}
