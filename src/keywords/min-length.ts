import { type SchemaKeyword, count } from './keyword.js'

export const minLength: SchemaKeyword = {
  keyword: 'minLength',
  code: 'FORMAT',
  fault: 'invalidData',
  words: (schema) => `must have at least ${count(schema.minLength, 'character', 'characters')}`,
}
