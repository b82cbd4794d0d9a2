import { type SchemaKeyword, count } from './keyword.js'

export const minItems: SchemaKeyword = {
  keyword: 'minItems',
  code: 'TOO_FEW',
  fault: 'invalidData',
  words: (schema) => `needs at least ${count(schema.minItems, 'entry', 'entries')}`,
}
