import type { JsonSchema } from '../manifest/manifest.js'

/**
 * A JSON Schema keyword as a flow author meets it: the code and the words of its error. The words complete a sentence
 * that begins with the field's label and never hold the value.
 */
export interface SchemaKeyword {
  readonly keyword: string
  readonly code: string | ((schema: JsonSchema) => string)
  readonly fault: 'invalidData' | 'invalidChoice'
  /** `schema` is the one that holds the keyword, `params` what Ajv says of the error. */
  readonly words: (schema: JsonSchema, params: Readonly<Record<string, unknown>>) => string
}

/** The words for one thing or for several. */
export function count(number: unknown, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`
}
