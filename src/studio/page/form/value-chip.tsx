import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { hasReference } from './reference.js'
import './value-chip.css'

/** A value that can be taken away: an entry of a list, or a variable in the place of a choice. */
export function ValueChip({
  text,
  children,
  wrong = false,
  onRemove,
}: {
  readonly text: string
  readonly children?: ReactNode
  /** Whether the control cannot hold it. */
  readonly wrong?: boolean
  readonly onRemove: () => void
}) {
  const look = wrong ? 'value-chip--wrong' : hasReference(text) ? 'value-chip--variable' : ''
  return (
    <span className={`value-chip ${look}`}>
      <span className="value-chip__text">{children ?? text}</span>
      <button type="button" className="value-chip__remove" aria-label={`Remove ${text}`} onClick={onRemove}>
        <X className="value-chip__icon" />
      </button>
    </span>
  )
}
