import type { FormField } from '../../../../projections/form/form.js'

/** What every widget is given. */
export interface WidgetProps {
  /** Of the element that the label points to. */
  readonly id: string
  /** Of the input. */
  readonly name: string
  /** What the form holds; a text with `$(` in any widget. */
  readonly value: unknown
  /** @param value undefined when there is none */
  readonly onChange: (value: unknown) => void
}

/** What a text control shows for a value. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What an empty text control shows: the default that it counts as, else an example. */
export function hintOf({ default: fallback, placeholder }: FormField): string | undefined {
  if (fallback !== undefined) return `${textOf(fallback)} when empty`
  return placeholder === undefined ? undefined : `e.g. ${placeholder}`
}
