import { count } from '../keywords/keyword.js'
import type { JsonSchema } from '../manifest/manifest.js'

type Limits = Partial<
  Readonly<Record<'minimum' | 'maximum' | 'minLength' | 'maxLength' | 'minItems' | 'maxItems', number>>
>

/** What a value may be beyond its type, as sentences: its choices and limits, and those of a list's entries. */
export function valueWords(schema: JsonSchema, code: (text: string) => string = String): string[] {
  const items = (schema.items ?? {}) as JsonSchema
  return [
    ...choices('One of', schema.enum, code),
    ...choices('Each one of', items.enum, code),
    ...limits(schema),
    ...limits(items).map((words) => `Each ${words.charAt(0).toLowerCase()}${words.slice(1)}`),
  ]
}

function choices(begin: string, values: unknown, code: (text: string) => string): string[] {
  return Array.isArray(values) ? [`${begin} ${values.map((value) => code(String(value))).join(', ')}.`] : []
}

function limits({ minimum, maximum, minLength, maxLength, minItems, maxItems }: Limits): string[] {
  return [
    ...range(minimum, maximum, String),
    ...range(minLength, maxLength, (number) => count(number, 'character', 'characters')),
    ...range(minItems, maxItems, (number) => count(number, 'entry', 'entries')),
  ]
}

function range(least: number | undefined, most: number | undefined, words: (number: number) => string): string[] {
  if (most === undefined) return least === undefined ? [] : [`At least ${words(least)}.`]
  return [least === undefined ? `At most ${words(most)}.` : `From ${least} to ${words(most)}.`]
}
