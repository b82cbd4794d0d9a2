import { variableReference } from '../inputs/variable-reference.js'
import type { InputManifest, JsonSchema, OutputManifest } from '../manifest/manifest.js'
import type { ResolvedMethod, ResolvedNode } from '../manifest/resolve.js'

const draft = 'http://json-schema.org/draft-07/schema#'

/**
 * JSON Schema (draft-07) of what may be saved in a method's fields: the text or the value, or a text with `$(variable)`.
 * Whether the values behind the variables are right is known only when the flow runs.
 */
export function inputSchema(node: ResolvedNode, method: ResolvedMethod): JsonSchema {
  return {
    $schema: draft,
    title: `${method.title} inputs`,
    description: `What may be saved in the fields of ${method.title}.`,
    type: 'object',
    properties: mapValues(method.inputs, savedSchema),
    required: alwaysRequired(node, method),
    additionalProperties: false,
  }
}

/** Inputs that must be saved in any case: shown always, without a default, and not for the host to fill in. */
function alwaysRequired(node: ResolvedNode, method: ResolvedMethod): string[] {
  return method.required.filter((id) => {
    const input = method.inputs[id]
    const filled = input?.default !== undefined || input?.generate !== undefined || id === node.authentication?.input
    return input !== undefined && input.visibleWhen === undefined && !filled
  })
}

function savedSchema(input: InputManifest): JsonSchema {
  return { title: input.title, ...described(input), ...savedType(input) }
}

function savedType(input: InputManifest): JsonSchema {
  switch (input.type) {
    case 'string':
      return input.enum === undefined
        ? { type: ['string', 'integer', 'null'] }
        : { anyOf: [{ enum: input.enum }, variableText, { type: 'null' }] }
    case 'boolean':
      return {
        anyOf: [
          { type: 'boolean' },
          { type: 'string', pattern: `^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|${variableReference})?$` },
          { type: 'null' },
        ],
      }
    case 'integer':
    case 'number':
      return { type: [input.type, 'string', 'null'] }
    case 'array':
      return {
        anyOf: [
          { type: 'array', items: itemSchema(input.items) },
          { type: ['string', ...single(input)] },
          { type: 'null' },
        ],
      }
    case 'object':
      return { anyOf: [plainSchema(input), { type: 'string' }, { type: 'null' }] }
  }
}

const variableText: JsonSchema = { type: 'string', pattern: `^(${variableReference})?$` }

/** A list that is split from a text takes one number too, since ids come as numbers. */
function single({ split, items }: InputManifest): string[] {
  return split !== undefined && items?.enum === undefined ? ['integer'] : []
}

function itemSchema(items: JsonSchema | undefined): JsonSchema {
  if (items === undefined) return {}
  return items.type === 'string' && items.enum === undefined ? { type: ['string', 'integer'] } : plainSchema(items)
}

const plainKeywords = [
  'type',
  'enum',
  'const',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'title',
  'description',
]

/** The shape of a value without the rules that a text with variables could not meet yet. */
function plainSchema(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => plainKeywords.includes(keyword))
      .map(([keyword, value]) => {
        if (keyword === 'properties')
          return [keyword, mapValues(value as Readonly<Record<string, JsonSchema>>, plainSchema)]
        return [keyword, keyword === 'items' ? plainSchema(value as JsonSchema) : value]
      }),
  )
}

/** JSON Schema (draft-07) of a method's output variables; every one is always there. */
export function outputsSchema(method: ResolvedMethod): JsonSchema {
  const outputs = Object.entries(method.outputs).flatMap(([name, output]) => {
    const schema = { title: output.title, ...described(output), ...outputType(output) }
    if (output.deprecatedName === undefined) return [[name, schema] as const]
    const older = {
      ...schema,
      description: `The same as ${name}, under the name that existing flows use.`,
      deprecated: true,
    }
    return [[name, schema] as const, [output.deprecatedName, older] as const]
  })
  return {
    $schema: draft,
    title: `${method.title} outputs`,
    description: `The variables that ${method.title} sets, whatever its outcome.`,
    type: 'object',
    properties: Object.fromEntries(outputs),
    required: outputs.map(([name]) => name),
    additionalProperties: false,
  }
}

function outputType({ type, items }: OutputManifest): JsonSchema {
  if (type === 'any') return {}
  if (type === 'array') return { type, items: items?.type === 'string' ? { type: 'string' } : {} }
  return { type: [type, 'null'] }
}

function described({
  description,
  examples,
}: {
  readonly description?: string
  readonly examples?: readonly unknown[]
}): JsonSchema {
  return { ...(description === undefined ? {} : { description }), ...(examples === undefined ? {} : { examples }) }
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
