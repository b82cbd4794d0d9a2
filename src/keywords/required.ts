import type { SchemaKeyword } from './keyword.js'

export const required: SchemaKeyword = {
  keyword: 'required',
  code: 'REQUIRED',
  fault: 'invalidData',
  words: (_schema, params) => `needs the member "${String(params.missingProperty)}"`,
}
