import { useId, useRef, useState, type ReactNode } from 'react'
import { useFloating } from './floating.js'
import './tooltip.css'

/** A short text at its child while that is pointed at or has the keyboard's focus. It repeats nothing that the child says. */
export function Tooltip({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  const bubble = useRef<HTMLSpanElement>(null)
  const id = useId()
  useFloating(open, anchor, bubble, 'top')
  return (
    <span
      ref={anchor}
      className="tooltip"
      onPointerEnter={(event) => {
        if (event.pointerType === 'mouse') setOpen(true)
      }}
      onPointerLeave={() => {
        setOpen(false)
      }}
      onPointerDown={() => {
        setOpen(false)
      }}
      onFocus={(event) => {
        if (event.target.matches(':focus-visible')) setOpen(true)
      }}
      onBlur={() => {
        setOpen(false)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false)
      }}
    >
      {children}
      {open && (
        <span ref={bubble} id={id} popover="manual" role="tooltip" className="tooltip__bubble">
          {text}
        </span>
      )}
    </span>
  )
}
