import { useRef, type KeyboardEvent } from 'react'
import './segmented.css'

export interface Segment<Value> {
  readonly value: Value
  readonly title: string
}

/** One of a few, all of them in sight: a radio group, arrow keys choose. */
export function Segmented<Value>({
  segments,
  value,
  onChange,
  ...group
}: {
  readonly segments: readonly Segment<Value>[]
  readonly value: Value | undefined
  readonly onChange: (value: Value) => void
  readonly id?: string
  readonly 'aria-label'?: string | undefined
  readonly 'aria-labelledby'?: string | undefined
  readonly 'aria-describedby'?: string | undefined
  readonly 'aria-invalid'?: boolean | undefined
  readonly 'aria-required'?: boolean | undefined
}) {
  const root = useRef<HTMLDivElement>(null)
  const at = segments.findIndex((segment) => segment.value === value)
  const onKeyDown = (event: KeyboardEvent): void => {
    const { length } = segments
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: length - 1, ArrowUp: length - 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const to = (Math.max(at, 0) + step) % length
    const segment = segments[to]
    if (segment !== undefined) onChange(segment.value)
    root.current?.querySelectorAll<HTMLElement>('[role=radio]')[to]?.focus()
  }
  return (
    <div ref={root} role="radiogroup" tabIndex={-1} {...group} className="segmented" onKeyDown={onKeyDown}>
      {segments.map(({ value: own, title }, index) => (
        <button
          key={String(own)}
          type="button"
          role="radio"
          aria-checked={index === at}
          tabIndex={index === Math.max(at, 0) ? 0 : -1}
          className="segmented__segment"
          onClick={() => {
            onChange(own)
          }}
        >
          {title}
        </button>
      ))}
    </div>
  )
}
