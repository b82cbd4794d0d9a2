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
