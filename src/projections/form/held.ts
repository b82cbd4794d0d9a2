import type { InputManifest, JsonSchema } from '../../manifest/manifest.js'
import type { ResolvedNode } from '../../manifest/resolve.js'
import { controlOf, entriesOf } from './control.js'
import { all, always, any, never, not } from './logic.js'
import { blank, dollar, exactly, ofLength, plain, wholeText, withVariable, withoutVariable } from './text.js'

/** What a field may hold, in four kinds that leave nothing over; JSON Schemas of the field's content. */
export interface Held {
  readonly empty: JsonSchema
  /** Decided by a variable, or by JSON that is not read before the flow runs. */
  readonly unknown: JsonSchema
  /** Refused by the executor before it is compared with anything. */
  readonly unreadable: JsonSchema
  /** A value that meets a condition. */
  readonly value: (condition: JsonSchema) => JsonSchema
}

export function heldBy(id: string, input: InputManifest, node: Pick<ResolvedNode, 'authentication'>): Held {
  switch (controlOf(id, input, node)) {
    case 'text':
    case 'dateTime':
    case 'authorization':
    case 'dropDown':
      return scalar(plainText, meetsText)
    case 'choice':
      return scalar(input.type === 'string' ? plainText : numberOf(input), asItIs)
    case 'switch':
      return scalar({ type: 'boolean' }, asItIs)
    case 'number':
      return scalar(numberOf(input), asItIs)
    case 'list':
    case 'choices':
      return entriesOf(input) === 'number' ? list(numbers(input.items ?? {})) : list(texts)
    case 'json':
      return { empty: noText, unknown: not(noText), unreadable: never, value: () => never }
  }
}

const noText: JsonSchema = { type: ['string', 'null'], pattern: blank }
const variableText: JsonSchema = { type: 'string', pattern: withVariable }
const plainText: JsonSchema = { type: 'string', pattern: plain }

/** Beyond these bounds a whole number has lost digits. */
function numberOf({ type }: JsonSchema): JsonSchema {
  if (type === 'number') return { type }
  return { type: 'number', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }
}

type Meets = (condition: JsonSchema) => JsonSchema

const asItIs: Meets = (condition) => condition

function scalar(readable: JsonSchema, meets: Meets): Held {
  return {
    empty: noText,
    unknown: variableText,
    unreadable: not(any([noText, variableText, readable])),
    value: (condition) => (namesValues(condition) ? meets(condition) : all([readable, meets(condition)])),
  }
}

/** Whether a condition names the values that meet it, which says by itself that they are readable. */
function namesValues(condition: JsonSchema): boolean {
  return condition.const !== undefined || condition.enum !== undefined
}

/** The entries of a list: one that is a value, one that may also be empty, one that may also have a variable. */
interface Entries {
  readonly value: JsonSchema
  readonly orEmpty: JsonSchema
  readonly orVariable: JsonSchema
  readonly meets: Meets
}

const texts: Entries = {
  value: plainText,
  orEmpty: { type: ['string', 'null'], pattern: withoutVariable },
  orVariable: { type: ['string', 'null'], pattern: wholeText },
  meets: meetsText,
}

const numbers = (items: JsonSchema): Entries => ({
  value: numberOf(items),
  orEmpty: { type: ['number', 'string', 'null'], pattern: blank },
  orVariable: { type: ['number', 'string', 'null'], pattern: wholeText },
  meets: asItIs,
})

function list(entries: Entries): Held {
  const empty = any([noText, { type: 'array', items: noText }])
  const unknown = any([
    variableText,
    { type: 'array', items: entries.orVariable, contains: { type: 'string', pattern: dollar } },
  ])
  const readable = { type: 'array', items: entries.orEmpty, contains: entries.value }
  return {
    empty,
    unknown,
    unreadable: not(any([empty, unknown, readable])),
    value: (condition) => {
      const { type, contains, ...rest } = condition
      // The common case in fewer words: an entry that is named is a value.
      if (
        type === 'array' &&
        Object.keys(rest).length === 0 &&
        contains !== undefined &&
        namesValues(contains as JsonSchema)
      )
        return { ...readable, contains: entries.meets(contains as JsonSchema) }
      return all([readable, meetsList(condition, entries)])
    },
  }
}

/** A condition on a text is one on what stands between the spaces around it. */
function meetsText(condition: JsonSchema): JsonSchema {
  return translated(condition, meetsText, {
    type: (types) => (types.includes('string') ? always : never),
    values: (values) =>
      any(values.filter((value) => typeof value === 'string').map((value) => textLike(exactly(value)))),
    rest: ({ minLength, maxLength }) =>
      minLength === undefined && maxLength === undefined
        ? always
        : textLike(ofLength((minLength ?? 0) as number, maxLength as number | undefined)),
  })
}

function meetsList(condition: JsonSchema, entries: Entries): JsonSchema {
  return translated(condition, (inner) => meetsList(inner, entries), {
    type: (types) => (types.includes('array') ? always : never),
    values: () => never,
    rest: ({ contains, items, minItems, maxItems }) =>
      all([
        contains === undefined
          ? always
          : { type: 'array', contains: all([entries.value, entries.meets(contains as JsonSchema)]) },
        items === undefined ? always : { type: 'array', items: any([noText, entries.meets(items as JsonSchema)]) },
        minItems === undefined ? always : { type: 'array', minItems },
        maxItems === undefined ? always : { type: 'array', maxItems },
      ]),
  })
}

interface Translation {
  readonly type: (types: readonly unknown[]) => JsonSchema
  readonly values: (values: readonly unknown[]) => JsonSchema
  readonly rest: (condition: JsonSchema) => JsonSchema
}

function translated(condition: JsonSchema, again: Meets, { type, values, rest }: Translation): JsonSchema {
  return all([
    condition.type === undefined ? always : type([condition.type].flat()),
    condition.const === undefined ? always : values([condition.const]),
    condition.enum === undefined ? always : values(condition.enum as readonly unknown[]),
    rest(condition),
    ...((condition.allOf ?? []) as readonly JsonSchema[]).map(again),
    condition.anyOf === undefined ? always : any((condition.anyOf as readonly JsonSchema[]).map(again)),
    condition.not === undefined ? always : not(again(condition.not as JsonSchema)),
  ])
}

const textLike = (pattern: string): JsonSchema => ({ type: 'string', pattern })
