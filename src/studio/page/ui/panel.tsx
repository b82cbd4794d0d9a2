import type { ReactNode } from 'react'
import './panel.css'

/** A surface of its own that scrolls by itself when its place has a height. */
export function Panel({
  label,
  className = '',
  children,
}: {
  /** Names the region where no {@link PanelHeader} does. */
  readonly label?: string | undefined
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <section className={`panel ${className}`} aria-label={label}>
      {children}
    </section>
  )
}

/** The line above a panel: its title, what it is about, its buttons. */
export function PanelHeader({
  title,
  subtitle,
  actions,
}: {
  readonly title: ReactNode
  readonly subtitle?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <header className="panel__header">
      <h2 className="panel__title">{title}</h2>
      {actions !== undefined && <div className="panel__actions">{actions}</div>}
      {subtitle !== undefined && <p className="panel__subtitle">{subtitle}</p>}
    </header>
  )
}

/** What a panel holds, with the panel's padding; it scrolls. */
export function PanelBody({ className = '', children }: { readonly className?: string; readonly children: ReactNode }) {
  return <div className={`panel__body ${className}`}>{children}</div>
}
