import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import './empty-state.css'

/** Stands where nothing is yet: one sentence, and what to do. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  readonly icon?: LucideIcon | undefined
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className="empty-state">
      {Icon !== undefined && <Icon className="empty-state__icon" />}
      <p className="empty-state__title">{title}</p>
      {children !== undefined && <p className="empty-state__text">{children}</p>}
      {action}
    </div>
  )
}
