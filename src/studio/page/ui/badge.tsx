import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import './badge.css'

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'token'

/** A small label; its tone repeats what its text or icon says. */
export function Badge({
  tone = 'neutral',
  icon: Icon,
  children,
}: {
  readonly tone?: Tone | undefined
  readonly icon?: LucideIcon | undefined
  readonly children: ReactNode
}) {
  return (
    <span className={`badge badge--${tone}`}>
      {Icon !== undefined && <Icon className="badge__icon" />}
      {children}
    </span>
  )
}
