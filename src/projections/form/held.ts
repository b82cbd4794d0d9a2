import type { InputManifest, JsonSchema } from '../../manifest/manifest.js'
import { choiceValues, controlOf, entriesOf } from './control.js'
import type { ResolvedNode } from '../../manifest/resolve.js'
import { all, always, any, isSame, never, not } from './logic.js'
import { blank, exactly, ofLength, plain, withVariable } from './text.js'

/** What a field may hold, in four kinds that leave nothing over; JSON Schemas of the field's content. */
export interface Held {
  readonly empty: JsonSchema
  /** Decided by a variable, or by JSON that is not read before the flow runs. */
  readonly unknown: JsonSchema
  /** Refused by the executor before it is compared with anything. */
  readonly unreadable: JsonSchema
  /** A value; `meets` turns a condition on values into one on the content. */
  readonly readable: JsonSchema
  readonly meets: (condition: JsonSchema) => JsonSchema
}

export function heldBy(id: string, input: InputManifest, node: Pick<ResolvedNode, 'authentication'>): Held {
  switch (controlOf(id, input, node)) {
    case 'text':
    case 'dateTime':
    case 'authorization':
    case 'dropDown':
      return scalar(plainText, meetsText)
    case 'choice':
      return choiceValues(input)?.every((value) => typeof value === 'string') === true
        ? scalar(plainText, (condition) => condition)
        : scalar({ type: 'number' }, (condition) => condition)
    case 'switch':
      return scalar({ type: 'boolean' }, (condition) => condition)
    case 'number':
      return scalar(input.type === 'integer' ? safeInteger : { type: 'number' }, (condition) => condition)
    case 'list':
    case 'choices':
      return entriesOf(input) === 'number'
        ? list({ type: 'number' }, (condition) => condition)
        : list(plainText, meetsText)
    case 'json':
      return { empty: noText, unknown: not(noText), unreadable: never, readable: never, meets: () => always }
  }
}

const noText: JsonSchema = { type: ['string', 'null'], pattern: blank }
const variableText: JsonSchema = { type: 'string', pattern: withVariable }
const plainText: JsonSchema = { type: 'string', pattern: plain }
const safeInteger: JsonSchema = {
  type: 'number',
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
}

type Meets = (condition: JsonSchema) => JsonSchema

function scalar(readable: JsonSchema, meets: Meets): Held {
  const kinds = { empty: noText, unknown: variableText, readable }
  return { ...kinds, unreadable: not(any(Object.values(kinds))), meets }
}

function list(entry: JsonSchema, meetsEntry: Meets): Held {
  const kinds = {
    empty: any([noText, { type: 'array', items: noText }]),
    unknown: any([variableText, { type: 'array', items: any([noText, variableText, entry]), contains: variableText }]),
    readable: { type: 'array', items: any([noText, entry]), contains: entry },
  }
  return {
    ...kinds,
    unreadable: not(any(Object.values(kinds))),
    meets: (condition) => meetsList(condition, meetsEntry),
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

function meetsList(condition: JsonSchema, meetsEntry: Meets): JsonSchema {
  return translated(condition, (inner) => meetsList(inner, meetsEntry), {
    type: (types) => (types.includes('array') ? always : never),
    values: () => never,
    rest: ({ contains, items, minItems, maxItems }) =>
      all([
        contains === undefined ? always : { type: 'array', contains: meetsEntry(contains as JsonSchema) },
        items === undefined ? always : { type: 'array', items: any([noText, meetsEntry(items as JsonSchema)]) },
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

/** The content that is readable and meets a condition; a condition that names its values needs no more. */
export function readableAnd({ readable, meets }: Held, condition: JsonSchema): JsonSchema {
  if (isSame(readable, never)) return never
  return 'const' in condition || 'enum' in condition ? meets(condition) : all([readable, meets(condition)])
}
