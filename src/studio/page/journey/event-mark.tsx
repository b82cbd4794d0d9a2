import './event-mark.css'

const shapes = [
  'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z',
  'M-4.5 -4.5H4.5V4.5H-4.5Z',
  'M0 -6L6 0L0 6L-6 0Z',
  'M0 -5.5L5.5 4.5H-5.5Z',
  'M0 5.5L-5.5 -4.5H5.5Z',
  'M-2 -5.5H2V-2H5.5V2H2V5.5H-2V2H-5.5V-2H-2Z',
] as const

/** One shape and one colour for each type of event, in the order of their names. */
export type Marks = ReadonlyMap<string, number>

export function marksOf(types: readonly string[]): Marks {
  return new Map([...new Set(types)].toSorted().map((type, index) => [type, index]))
}

/** The mark of a type of event around 0, 0, for a place inside an SVG. */
export function EventShape({ mark }: { readonly mark: number }) {
  // Shapes and colours run out at different times, so that their pairs last longer.
  return <path d={shapes[mark % shapes.length]} className={`event-mark event-mark--${mark % 5}`} />
}

/** The mark of a type of event in a text. */
export function EventMark({ mark }: { readonly mark: number }) {
  return (
    <svg viewBox="-7 -7 14 14" className="event-mark__icon" aria-hidden>
      <EventShape mark={mark} />
    </svg>
  )
}
