import type { SchemaKeyword } from './keyword.js'

const names: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'a JSON object',
  null: 'null',
}

/** How a flow author calls a JSON type. */
export function typeName(type: unknown): string {
  const types = Array.isArray(type) ? type : [type]
  return types.map((each) => names[String(each)] ?? String(each)).join(' or ')
}

export const type: SchemaKeyword = {
  keyword: 'type',
  code: 'TYPE',
  fault: 'invalidData',
  words: (schema) => `must be ${typeName(schema.type)}`,
}
