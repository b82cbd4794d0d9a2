/** The part of JSON Schema draft-07 that the manifest language is written in. */
export interface Schema {
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly propertyNames?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly not?: Schema
  readonly if?: Schema
  readonly then?: Schema
  readonly else?: Schema
  readonly definitions?: Readonly<Record<string, Schema>>
}

/** The documents that refer to each other, by the name before `.schema.json`. */
export type Schemas = Readonly<Record<string, Schema>>

/** A subschema with the document that its `$ref`s are looked up in. */
interface Located {
  readonly schema: Schema
  readonly document: string
}

/** What is said of one place: all subschemas that apply to it, flat. */
export interface Place {
  readonly parts: readonly Located[]
}

/** References nest; a schema that refers to itself must end. */
const mostReferences = 32

/** @param value what stands at the place, for `if`; undefined when nothing readable stands there */
export function rootPlace(schemas: Schemas, name: string, value: unknown): Place {
  const schema = schemas[name]
  return { parts: schema === undefined ? [] : applying(schemas, { schema, document: name }, value) }
}

/** The place of a member or an entry. */
export function childPlace(schemas: Schemas, place: Place, key: string | number, value: unknown): Place {
  const parts = place.parts.flatMap(({ schema, document }) => {
    const child = typeof key === 'number' ? schema.items : memberSchema(schema, key)
    return child === undefined ? [] : applying(schemas, { schema: child, document }, value)
  })
  return { parts }
}

/** The names that an object may hold here, with what is said of each; forbidden ones left out. */
export function memberPlaces(schemas: Schemas, place: Place): ReadonlyMap<string, Place> {
  const names = new Set(place.parts.flatMap(({ schema }) => Object.keys(schema.properties ?? {})))
  const members = [...names].map((name) => [name, childPlace(schemas, place, name, undefined)] as const)
  return new Map(members.filter(([, member]) => !isForbidden(member)))
}

/** What is said of the value of any other name; undefined where only the known names are allowed. */
export function furtherPlace(schemas: Schemas, place: Place): Place | undefined {
  const parts = place.parts.flatMap(({ schema, document }) =>
    typeof schema.additionalProperties === 'object'
      ? applying(schemas, { schema: schema.additionalProperties, document }, undefined)
      : [],
  )
  return parts.length === 0 ? undefined : { parts }
}

/** What is said of the names themselves. */
export function namesPlace(schemas: Schemas, place: Place): Place {
  const parts = place.parts.flatMap(({ schema, document }) =>
    schema.propertyNames === undefined ? [] : applying(schemas, { schema: schema.propertyNames, document }, undefined),
  )
  return { parts }
}

/** What the first part that has it says under a keyword. */
export function says<K extends keyof Schema>(place: Place, keyword: K): Schema[K] | undefined {
  return place.parts.find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword]
}

export function requiredNames(place: Place): readonly string[] {
  return [...new Set(place.parts.flatMap(({ schema }) => schema.required ?? []))]
}

export function typesOf(place: Place): readonly string[] {
  return [...new Set(place.parts.flatMap(({ schema: { type = [] } }) => type))]
}

/** The values that a list of them allows; empty when any value may stand here. */
export function choicesOf(place: Place): readonly unknown[] {
  const choices = place.parts.flatMap(({ schema }) => [
    ...(schema.const === undefined ? [] : [schema.const]),
    ...(schema.enum ?? []),
  ])
  return [...new Set(choices)]
}

function memberSchema(schema: Schema, key: string): Schema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) return schema.properties[key]
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
}

function isForbidden({ parts }: Place): boolean {
  return parts.some(({ schema: { not } }) => not !== undefined && Object.keys(not).length === 0)
}

function applying(schemas: Schemas, located: Located, value: unknown, depth = 0): Located[] {
  if (depth > mostReferences) return []
  const { schema, document } = located
  const deeper = (part: Schema | undefined): Located[] =>
    part === undefined ? [] : applying(schemas, { schema: part, document }, value, depth + 1)
  const target = schema.$ref === undefined ? undefined : referred(schemas, document, schema.$ref)
  return [
    located,
    ...(target === undefined ? [] : applying(schemas, target, value, depth + 1)),
    ...[...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(deeper),
    ...branches(schema, value).flatMap(deeper),
  ]
}

/** Without a value both branches may come to apply. */
function branches(schema: Schema, value: unknown): readonly (Schema | undefined)[] {
  if (schema.if === undefined) return []
  if (value === undefined) return [schema.then, schema.else]
  return [fits(schema.if, value) ? schema.then : schema.else]
}

function referred(schemas: Schemas, document: string, reference: string): Located | undefined {
  const [file = '', pointer = ''] = reference.split('#')
  const name = file === '' ? document : file.replace(/\.schema\.json$/, '')
  const steps = pointer.split('/').slice(1)
  let schema: unknown = schemas[name]
  for (const step of steps) schema = isRecord(schema) && Object.hasOwn(schema, step) ? schema[step] : undefined
  return isRecord(schema) ? { schema, document: name } : undefined
}

/** The keywords that conditions of the manifest language use. */
function fits({ type, const: only, enum: choices, required, properties }: Schema, value: unknown): boolean {
  if (type !== undefined && ![type].flat().some((name) => isOfType(name, value))) return false
  if (only !== undefined && value !== only) return false
  if (choices !== undefined && !choices.includes(value)) return false
  if (!isRecord(value)) return true
  if (required?.some((name) => !Object.hasOwn(value, name)) === true) return false
  return Object.entries(properties ?? {}).every(
    ([name, part]) => !Object.hasOwn(value, name) || fits(part, value[name]),
  )
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isRecord(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
