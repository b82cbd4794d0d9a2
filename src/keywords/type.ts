import type { SchemaKeyword } from './keyword.js'

const names: ReadonlyMap<unknown, string> = new Map([
  ['string', 'text'],
  ['boolean', 'true or false'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['array', 'a list'],
  ['object', 'a JSON object'],
  ['null', 'null'],
])

/** Whether JSON has a type of that name. */
export const isType = (name: unknown): name is string => names.has(name)

/** How a flow author calls a JSON type. */
export function typeName(type: unknown): string {
  const types = Array.isArray(type) ? type : [type]
  return types.map((each) => names.get(each) ?? String(each)).join(' or ')
}

export const type: SchemaKeyword = {
  keyword: 'type',
  code: 'TYPE',
  fault: 'invalidData',
  words: (schema) => `must be ${typeName(schema.type)}`,
}
