import { Check, type LucideIcon } from 'lucide-react'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { Placement } from './floating.js'
import { Popover, type TriggerProps } from './popover.js'
import './menu.css'

export interface MenuItem {
  readonly id: string
  readonly label: string
  /** A second, muted line. */
  readonly hint?: string | undefined
  readonly icon?: LucideIcon | undefined
  readonly mark?: ReactNode
  /** Given for one of several: whether it is the chosen one. */
  readonly checked?: boolean | undefined
  readonly onSelect: () => void
}

export interface MenuGroup {
  /** Above the group; without it the group has no heading. */
  readonly title?: string | undefined
  readonly items: readonly MenuItem[]
}

/** A menu: arrow keys, first letters, Enter; Escape closes. */
export function Menu({
  label,
  trigger,
  groups,
  placement = 'bottom-end',
}: {
  readonly label: string
  readonly trigger: (props: TriggerProps) => ReactNode
  readonly groups: readonly MenuGroup[]
  readonly placement?: Placement
}) {
  return (
    <Popover label={label} role="menu" trigger={trigger} placement={placement} className="menu">
      {(close) => <MenuGroups groups={groups} close={close} />}
    </Popover>
  )
}

function MenuGroups({ groups, close }: { readonly groups: readonly MenuGroup[]; readonly close: () => void }) {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('.menu__item') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = nextItem(event.key, at, items)
    if (event.key === 'Tab') close()
    if (to === undefined) return
    event.preventDefault()
    to.focus()
  }
  return (
    <div ref={list} role="none" onKeyDown={onKeyDown}>
      {groups.map(({ title, items }, index) => (
        <div key={title ?? index} role="group" aria-label={title} className="menu__group">
          {title !== undefined && (
            <p aria-hidden className="menu__heading">
              {title}
            </p>
          )}
          {items.map(({ id, label, hint, icon: Icon, mark, checked, onSelect }) => (
            <button
              key={id}
              type="button"
              role={checked === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={checked}
              className="menu__item"
              onClick={() => {
                close()
                onSelect()
              }}
            >
              {Icon !== undefined && <Icon className="menu__icon" />}
              <span className="menu__texts">
                <span className="menu__label">{label}</span>
                {hint !== undefined && <span className="menu__hint">{hint}</span>}
              </span>
              {mark}
              {checked === true && <Check className="menu__icon" />}
            </button>
          ))}
        </div>
      ))}
    </div>
  )
}

function nextItem(key: string, at: number, items: readonly HTMLElement[]): HTMLElement | undefined {
  const { length } = items
  if (key === 'ArrowDown') return items[(at + 1) % length]
  if (key === 'ArrowUp') return items[(at - 1 + length) % length]
  if (key === 'Home') return items[0]
  if (key === 'End') return items[length - 1]
  if (key.length !== 1 || key === ' ') return undefined
  const begins = (item: HTMLElement): boolean => item.textContent.toLowerCase().startsWith(key.toLowerCase())
  return items.slice(at + 1).find(begins) ?? items.find(begins)
}
