import type { InputManifest, JsonSchema } from '../../manifest/manifest.js'
import type { ResolvedMethod } from '../../manifest/resolve.js'
import type { FormField } from './form.js'
import { always } from './logic.js'
import { dollar, filled, textPattern, variableOrBlank, withVariable } from './text.js'

/** JSON Schema 2020-12 of what a method's form holds. */
export function formSchema(method: ResolvedMethod, fields: readonly FormField[]): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: method.title,
    type: 'object',
    ...merged(fields.map((field) => fieldRule(field, method.inputs[field.id] ?? missing))),
    unevaluatedProperties: false,
  }
}

const missing: InputManifest = { title: '', type: 'string' }

/** What is in force: schemas of fields and which must be there, at once or under a condition. */
interface Rule {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly if?: JsonSchema
  readonly then?: Rule
  readonly else?: Rule
  readonly allOf?: readonly Rule[]
}

function fieldRule(field: FormField, input: InputManifest): Rule {
  const { visibleWhen = always, requiredWhen } = field
  if (requiredWhen === undefined) return when(visibleWhen, shown(field, input, field.required))
  return when(requiredWhen, shown(field, input, true), when(visibleWhen, shown(field, input, false)))
}

function when(condition: JsonSchema, rule: Rule, otherwise?: Rule): Rule {
  if (condition === always) return rule
  return { if: condition, then: rule, ...(otherwise === undefined ? {} : { else: otherwise }) }
}

/**
 * A control that holds no text gives way to one that does when there is a text to hold, and a list of choices or numbers
 * to a list of texts when one of its entries has a variable.
 */
function shown(field: FormField, input: InputManifest, required: boolean): Rule {
  const { id, control } = field
  const as = (content: JsonSchema): Rule => ({
    properties: { [id]: labelled(field, content) },
    ...(required ? { required: [id] } : {}),
  })
  const holding = (content: JsonSchema): JsonSchema => ({ required: [id], properties: { [id]: content } })
  const text = as({ type: 'string', pattern: required ? withVariable : variableOrBlank })
  const own = as({
    ...content(field, input, required),
    ...(field.default === undefined ? {} : { default: field.default }),
  })
  switch (control) {
    case 'switch':
      return when(holding({ type: 'string' }), text, own)
    case 'choice':
      return when(holding(variable), text, own)
    case 'choices':
    case 'list': {
      const entries = field.control === 'list' && field.entries === 'text' ? input.items : {}
      const list = as({
        type: 'array',
        items: { type: 'string', pattern: textPattern(entries ?? {}, false) },
        ...counts(input, required),
      })
      return when(
        holding({ type: 'string' }),
        text,
        isTextList(field) ? list : when(holding({ type: 'array', contains: variable }), list, own),
      )
    }
    default:
      return own
  }
}

const variable: JsonSchema = { type: 'string', pattern: dollar }

/** The entries of any other list are numbers or choices, which are no texts with variables. */
function isTextList({ control, entries }: FormField): boolean {
  return control === 'list' && entries === 'text'
}

function labelled({ title, description }: FormField, content: JsonSchema): JsonSchema {
  return { title, ...(description === undefined ? {} : { description }), ...content }
}

/** Several rules as one, those under the same condition together. */
function merged(rules: readonly Rule[]): Rule {
  const groups = new Map<string, Rule[]>()
  for (const rule of rules)
    if (rule.if !== undefined)
      groups.set(JSON.stringify(rule.if), [...(groups.get(JSON.stringify(rule.if)) ?? []), rule])
  const conditional = [...groups.values()].map((group): Rule => {
    const otherwise = group.flatMap((rule) => rule.else ?? [])
    return when(
      group[0]?.if ?? always,
      merged(group.flatMap((rule) => rule.then ?? [])),
      otherwise.length === 0 ? undefined : merged(otherwise),
    )
  })
  const properties = Object.assign({}, ...rules.map((rule) => rule.properties)) as Record<string, JsonSchema>
  const required = rules.flatMap((rule) => rule.required ?? [])
  const [only, ...more] = conditional
  if (only !== undefined && more.length === 0 && Object.keys(properties).length === 0) return only
  return {
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
    ...(conditional.length === 0 ? {} : { allOf: conditional }),
  }
}

/** What a field's own control holds: at most one pattern, and no branches but those of its choices. */
function content({ control, choices = [] }: FormField, input: InputManifest, required: boolean): JsonSchema {
  switch (control) {
    case 'text':
    case 'dateTime':
    case 'authorization':
    case 'dropDown':
      return orVariable(input, required)
    case 'switch':
      return { type: 'boolean', ...onlyBoolean(input) }
    case 'number':
      return orVariable(input, required)
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
        type: 'array',
        items: pick(input.items ?? {}, ['type', 'minimum', 'maximum']),
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

/** A text or a number by the rules of its schema, or one with a variable. */
function orVariable(schema: JsonSchema, required = false): JsonSchema {
  const { type = 'string' } = schema
  if (type === 'string') return { type, pattern: textPattern(schema, required) }
  return {
    type: [type, 'string'],
    ...pick(schema, ['minimum', 'maximum']),
    pattern: required ? withVariable : variableOrBlank,
  }
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
