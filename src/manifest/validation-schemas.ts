import type { JsonSchema } from './manifest.js'
import type { ResolvedMethod } from './resolve.js'

/** The keywords of the language that Ajv executes; the others are this package's own or only for people to read. */
const executed = new Set([
  'type',
  'enum',
  'const',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'required',
  'additionalProperties',
])

/**
 * The JSON Schemas that decide about a method's values, by name: `values` for each input by itself, `visible/ID`,
 * `constraint/N/applies` and `constraint/N/holds`. Ajv compiles them at load, or ahead of time for the shipped node.
 */
export function validationSchemas(method: ResolvedMethod): Readonly<Record<string, JsonSchema>> {
  const schemas: Record<string, JsonSchema> = {
    values: { type: 'object', properties: mapValues(method.inputs, executedSchema) },
  }
  for (const [id, { visibleWhen }] of Object.entries(method.inputs))
    if (visibleWhen !== undefined) schemas[`visible/${id}`] = { type: 'object', ...visibleWhen }
  method.constraints.forEach(({ when, schema }, index) => {
    if (when !== undefined) schemas[`constraint/${index}/applies`] = { type: 'object', ...when }
    schemas[`constraint/${index}/holds`] = { type: 'object', ...schema }
  })
  return schemas
}

function executedSchema(schema: JsonSchema): JsonSchema {
  const result: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'items') result.items = executedSchema(value as JsonSchema)
    else if (keyword === 'properties')
      result.properties = mapValues(value as Record<string, JsonSchema>, executedSchema)
    else if (executed.has(keyword)) result[keyword] = value
  }
  return result
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
