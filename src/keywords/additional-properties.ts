import type { SchemaKeyword } from './keyword.js'

export const additionalProperties: SchemaKeyword = {
  keyword: 'additionalProperties',
  code: 'ADDITIONAL_PROPERTY',
  fault: 'invalidData',
  words: () => 'has a member that is not known here; remove it or correct its name',
}
