import type { SchemaKeyword } from './keyword.js'

export const enumeration: SchemaKeyword = {
  keyword: 'enum',
  code: 'NOT_A_CHOICE',
  fault: 'invalidChoice',
  words: (schema) => `must be one of ${(schema.enum as unknown[]).map(String).join(', ')}`,
}
