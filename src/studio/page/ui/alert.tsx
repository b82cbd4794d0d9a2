import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './button.js'
import './alert.css'

export type AlertTone = 'info' | 'success' | 'warning' | 'danger'

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert }

/** A line that says how things are, at the place it is about; a danger is read out at once. */
export function Alert({
  tone = 'info',
  children,
  action,
  onDismiss,
}: {
  readonly tone?: AlertTone
  readonly children: ReactNode
  readonly action?: ReactNode
  readonly onDismiss?: (() => void) | undefined
}) {
  const Icon = icons[tone]
  return (
    <div className={`alert alert--${tone}`} role={tone === 'danger' ? 'alert' : undefined}>
      <Icon className="alert__icon" />
      <div className="alert__content">
        <div className="alert__text">{children}</div>
        {action}
      </div>
      {onDismiss !== undefined && <IconButton icon={X} label="Dismiss" size="sm" onClick={onDismiss} />}
    </div>
  )
}
