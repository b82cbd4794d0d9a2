import type { SchemaKeyword } from './keyword.js'

export const uniqueItems: SchemaKeyword = {
  keyword: 'uniqueItems',
  code: 'DUPLICATE',
  fault: 'invalidData',
  words: () => 'has the same entry twice; leave one out',
}
