import type { LucideIcon } from 'lucide-react'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import './tabs.css'

export interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly icon?: LucideIcon | undefined
  /** A small text or mark after the label, such as a count. */
  readonly mark?: ReactNode
}

interface TabsProps<Id extends string> {
  /** Ties the tabs to their {@link TabPanel}; unique on the page. */
  readonly id: string
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly value: Id
  readonly onChange: (tab: Id) => void
  /** `line` underlines the chosen one, `pill` is a switch, `bar` is for the bottom of a narrow screen. */
  readonly look?: 'line' | 'pill' | 'bar'
}

/** A list of tabs: one stop for the tab key, arrow keys within. */
export function Tabs<Id extends string>({ id, label, tabs, value, onChange, look = 'line' }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === value)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[event.key]
    const tab = to === undefined ? undefined : tabs[to % tabs.length]
    if (tab === undefined) return
    event.preventDefault()
    onChange(tab.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(tab.id)}"]`)?.focus()
  }
  return (
    <div ref={list} role="tablist" aria-label={label} className={`tabs tabs--${look}`} onKeyDown={onKeyDown}>
      {tabs.map(({ id: tab, label: text, icon: Icon, mark }) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`${id}-tab-${tab}`}
          data-tab={tab}
          aria-selected={tab === value}
          aria-controls={tab === value ? `${id}-panel-${tab}` : undefined}
          tabIndex={tab === value ? 0 : -1}
          className="tabs__tab"
          onClick={() => {
            onChange(tab)
          }}
        >
          {Icon !== undefined && <Icon className="tabs__icon" />}
          <span>{text}</span>
          {mark}
        </button>
      ))}
    </div>
  )
}

/** What the chosen tab of {@link Tabs} shows. */
export function TabPanel({
  id,
  tab,
  className = '',
  children,
}: {
  readonly id: string
  readonly tab: string
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <div role="tabpanel" id={`${id}-panel-${tab}`} aria-labelledby={`${id}-tab-${tab}`} className={className}>
      {children}
    </div>
  )
}
