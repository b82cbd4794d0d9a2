import { useEffect, useId, useRef, useState, type ReactNode, type Ref } from 'react'
import { useFloating, type Placement } from './floating.js'
import './popover.css'

/** What the button that opens a popover must be given. */
export interface TriggerProps {
  readonly ref: Ref<HTMLButtonElement>
  readonly onClick: () => void
  readonly 'aria-expanded': boolean
  readonly 'aria-haspopup': 'dialog' | 'menu'
  readonly 'aria-controls': string | undefined
}

interface PopoverProps {
  readonly label: string
  readonly trigger: (props: TriggerProps) => ReactNode
  readonly placement?: Placement
  readonly role?: 'dialog' | 'menu'
  readonly className?: string
  readonly children: (close: () => void) => ReactNode
}

/** Opens beside its trigger; Escape or a click elsewhere closes it, and the focus goes back. */
export function Popover({
  label,
  trigger,
  placement = 'bottom-end',
  role = 'dialog',
  className = '',
  children,
}: PopoverProps) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  useFloating(open, anchor, box, placement)
  useEffect(() => {
    if (!open) return undefined
    const button = anchor.current
    const first = box.current?.querySelector<HTMLElement>(focusable)
    ;(first ?? box.current)?.focus()
    const elsewhere = (event: Event): void => {
      const target = event.target as Node
      if (box.current?.contains(target) === false && anchor.current?.contains(target) === false) setOpen(false)
    }
    document.addEventListener('pointerdown', elsewhere)
    document.addEventListener('focusin', elsewhere)
    return () => {
      document.removeEventListener('pointerdown', elsewhere)
      document.removeEventListener('focusin', elsewhere)
      // The focus was within, and has nowhere to be.
      if (document.activeElement === document.body) button?.focus()
    }
  }, [open])
  const close = (): void => {
    setOpen(false)
  }
  return (
    <>
      {trigger({
        ref: anchor,
        onClick: () => {
          setOpen(!open)
        },
        'aria-expanded': open,
        'aria-haspopup': role,
        'aria-controls': open ? id : undefined,
      })}
      {open && (
        <div
          ref={box}
          id={id}
          popover="manual"
          role={role}
          aria-label={label}
          tabIndex={-1}
          className={`popover ${className}`}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            close()
          }}
        >
          {children(close)}
        </div>
      )}
    </>
  )
}

const focusable = 'button:not(:disabled), [href], input:not(:disabled), select, textarea, [tabindex="0"]'
