import type { InputDescription, MethodDescription } from '../../../projections/describe.js'
import type { Values } from '../../api.js'

/** A filled-in input as a card shows it. */
export interface Configured {
  readonly id: string
  readonly title: string
  readonly text: string
}

/** The inputs that are shown and filled in, the required ones first, as texts. */
export function configured({ inputs }: MethodDescription, values: Values, hidden: readonly string[]): Configured[] {
  return inputs
    .filter(({ id }) => !hidden.includes(id) && isFilled(values[id]))
    .toSorted((one, other) => Number(other.required) - Number(one.required))
    .map((input) => ({ id: input.id, title: input.title, text: textOf(input, values[input.id]) }))
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}

function textOf({ enumTitles }: InputDescription, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => plain(each)).join(', ')
  const text = plain(value)
  return enumTitles?.[text] ?? text
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
