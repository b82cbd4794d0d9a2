import { type SchemaKeyword, count } from './keyword.js'

export const maxLength: SchemaKeyword = {
  keyword: 'maxLength',
  code: 'TOO_LARGE',
  fault: 'invalidData',
  words: (schema) => `may have at most ${count(schema.maxLength, 'character', 'characters')}`,
}
