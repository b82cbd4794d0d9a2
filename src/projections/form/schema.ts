import type { InputManifest, JsonSchema } from '../../manifest/manifest.js'
import type { ResolvedMethod } from '../../manifest/resolve.js'
import type { FormField } from './form.js'
import { all, always, isSame } from './logic.js'
import { dollar, filled, textPattern, variableOrBlank, withVariable } from './text.js'

/** JSON Schema 2020-12 of what a method's form holds. */
export function formSchema(method: ResolvedMethod, fields: readonly FormField[]): JsonSchema {
  const clauses = fields.flatMap((field) => fieldClauses(field, method.inputs[field.id] ?? missing))
  const unconditional = clauses.filter((clause) => clause.when === always && clause.otherwise === undefined)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: method.title,
    type: 'object',
    ...branch(unconditional),
    allOf: grouped(clauses.filter((clause) => !unconditional.includes(clause))),
    unevaluatedProperties: false,
  }
}

const missing: InputManifest = { title: '', type: 'string' }

/** What is in force under a condition: the schemas of fields, and which of them must be there. */
interface Clause {
  readonly when: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly otherwise?: Clause
}

function fieldClauses(field: FormField, input: InputManifest): Clause[] {
  const { id, visibleWhen = always, requiredWhen } = field
  const required = field.required ? { required: [id] } : {}
  if (field.control === 'choice' || field.control === 'choices') {
    const variable: Clause = {
      when: all([visibleWhen, { required: [id], properties: { [id]: holdsVariable } }]),
      properties: { [id]: variableSchema(field) },
      otherwise: { when: visibleWhen, properties: { [id]: fieldSchema(field, input, field.required) } },
    }
    return [variable, ...(field.required ? [{ when: requiredWhen ?? visibleWhen, ...required }] : [])]
  }
  const shown = (must: boolean): Readonly<Record<string, JsonSchema>> => ({ [id]: fieldSchema(field, input, must) })
  if (requiredWhen === undefined) return [{ when: visibleWhen, properties: shown(field.required), ...required }]
  const optional = { when: visibleWhen, properties: shown(false) }
  return [{ when: requiredWhen, properties: shown(true), ...required, otherwise: optional }]
}

/** Clauses under the same conditions in one. */
function grouped(clauses: readonly Clause[]): JsonSchema[] {
  const groups = new Map<string, Clause[]>()
  for (const clause of clauses) {
    const key = JSON.stringify([clause.when, clause.otherwise?.when])
    groups.set(key, [...(groups.get(key) ?? []), clause])
  }
  return [...groups.values()].map(conditional)
}

function conditional(clauses: readonly Clause[]): JsonSchema {
  const when = clauses[0]?.when ?? always
  const otherwise = clauses.flatMap((clause) => clause.otherwise ?? [])
  if (isSame(when, always)) return branch(clauses)
  return { if: when, then: branch(clauses), ...(otherwise.length === 0 ? {} : { else: conditional(otherwise) }) }
}

function branch(clauses: readonly Clause[]): JsonSchema {
  const required = clauses.flatMap((clause) => clause.required ?? [])
  return {
    properties: Object.fromEntries(clauses.flatMap(({ properties = {} }) => Object.entries(properties))),
    ...(required.length === 0 ? {} : { required }),
  }
}

const holdsVariable: JsonSchema = {
  anyOf: [
    { type: 'string', pattern: dollar },
    { type: 'array', contains: { type: 'string', pattern: dollar } },
  ],
}

/** A choice that a variable makes: a text, or a list with one among its entries. */
function variableSchema({ title, description, control }: FormField): JsonSchema {
  return {
    title,
    ...(description === undefined ? {} : { description }),
    ...(control === 'choice'
      ? { type: 'string', pattern: withVariable }
      : {
          type: ['array', 'string'],
          items: { type: ['string', 'number'], pattern: textPattern({}, false) },
          pattern: withVariable,
        }),
  }
}

/** JSON Schema of what one field holds. Each leaf has at most one pattern and no branches but those of its choices. */
export function fieldSchema(field: FormField, input: InputManifest, required: boolean): JsonSchema {
  const { title, description } = field
  return {
    title,
    ...(description === undefined ? {} : { description }),
    ...content(field, input, required),
    ...(field.default === undefined ? {} : { default: field.default }),
  }
}

function content({ control, choices = [] }: FormField, input: InputManifest, required: boolean): JsonSchema {
  const pattern = required ? withVariable : variableOrBlank
  switch (control) {
    case 'text':
    case 'dateTime':
    case 'authorization':
    case 'dropDown':
      return { type: 'string', pattern: textPattern(input, required) }
    case 'switch':
      return { type: ['boolean', 'string'], pattern, ...onlyBoolean(input) }
    case 'number':
      return { type: [input.type, 'string'], ...pick(input, ['minimum', 'maximum']), pattern }
    case 'choice':
      return { type: input.type, oneOf: titled(choices) }
    case 'choices':
      return {
        type: 'array',
        items: { type: input.items?.type, oneOf: titled(choices) },
        uniqueItems: true,
        ...counts(input, required),
      }
    case 'list':
      return {
        type: ['array', 'string'],
        items: entry(input.items ?? { type: 'string' }),
        pattern,
        ...pick(input, ['uniqueItems']),
        ...counts(input, required),
      }
    case 'json':
      return {
        type: ['string', input.type],
        contentMediaType: 'application/json',
        ...(required ? { pattern: filled } : {}),
      }
  }
}

function entry(items: JsonSchema): JsonSchema {
  if (items.type === 'string') return { type: 'string', pattern: textPattern(items, false) }
  return { type: [items.type, 'string'], ...pick(items, ['minimum', 'maximum']), pattern: variableOrBlank }
}

const titled = (choices: NonNullable<FormField['choices']>): JsonSchema[] =>
  choices.map(({ value, title }) => ({ const: value, title }))

/** A list of nothing is absent, and may be so unless the field is required. */
function counts({ minItems, maxItems }: JsonSchema, required: boolean): JsonSchema {
  const least = (minItems ?? 0) as number
  return {
    ...(required ? { minItems: Math.max(least, 1) } : {}),
    ...(!required && least > 1 ? { not: { type: 'array', minItems: 1, maxItems: least - 1 } } : {}),
    ...(maxItems === undefined ? {} : { maxItems }),
  }
}

function onlyBoolean({ enum: list, const: only }: JsonSchema): JsonSchema {
  const values = (list ?? (only === undefined ? [true, false] : [only])) as readonly unknown[]
  const [refused] = [true, false].filter((value) => !values.includes(value))
  return refused === undefined ? {} : { not: { const: refused } }
}

function pick(schema: JsonSchema, keywords: readonly string[]): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keywords.includes(keyword)))
}
