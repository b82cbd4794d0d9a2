import { Braces, CircleQuestionMark, Monitor, Moon, Sun, Variable, Workflow } from 'lucide-react'
import { NodeIcon } from '../flow/node-icon.js'
import { useStudio } from '../state/studio-context.js'
import { Badge } from '../ui/badge.js'
import { Button, IconButton } from '../ui/button.js'
import { Menu } from '../ui/menu.js'
import { Tabs } from '../ui/tabs.js'
import { ConnectionChip } from './connection-chip.js'
import { useScheme, type Scheme } from './scheme.js'
import type { Width } from './use-width.js'
import './top-bar.css'

interface TopBarProps {
  readonly open: (aside: 'help' | 'variables') => void
  readonly width: Width
}

/** What the page is about, and what is wanted from everywhere. */
export function TopBar({ open, width }: TopBarProps) {
  const { state, dispatch } = useStudio()
  const { title, version, icon } = state.node.description
  const count = Object.keys(state.variables).length
  return (
    <header className="top-bar">
      <span className="top-bar__node">
        <span className="top-bar__icon">
          <NodeIcon svg={icon} />
        </span>
        <h1 className={width === 'narrow' ? 'visually-hidden' : 'top-bar__title'}>{title}</h1>
        {width !== 'narrow' && <Badge>v{version}</Badge>}
      </span>
      <div className="top-bar__views" role="group" aria-label="View">
        <Tabs
          id="views"
          label="View"
          look="pill"
          tabs={[
            { id: 'node', label: 'Node', icon: width === 'narrow' ? undefined : Workflow },
            { id: 'manifest', label: 'Manifest', icon: width === 'narrow' ? undefined : Braces },
          ]}
          value={state.view}
          onChange={(view) => {
            dispatch({ type: 'view', view })
          }}
        />
      </div>
      <span className="top-bar__actions">
        {width !== 'narrow' && <ConnectionChip />}
        <Button
          variant="ghost"
          icon={Variable}
          aria-haspopup="dialog"
          aria-label={`Variables, ${count}`}
          onClick={() => {
            open('variables')
          }}
        >
          {width !== 'narrow' && 'Variables '}
          <span className="top-bar__count">{count}</span>
        </Button>
        <SchemeMenu />
        <IconButton
          icon={CircleQuestionMark}
          label="Help and shortcuts"
          aria-haspopup="dialog"
          onClick={() => {
            open('help')
          }}
        />
      </span>
    </header>
  )
}

const schemes = [
  { id: 'system', label: 'As the system', icon: Monitor },
  { id: 'light', label: 'Light', icon: Sun },
  { id: 'dark', label: 'Dark', icon: Moon },
] as const satisfies readonly { id: Scheme; label: string; icon: unknown }[]

function SchemeMenu() {
  const [scheme, choose] = useScheme()
  const { icon } = schemes.find(({ id }) => id === scheme) ?? schemes[0]
  return (
    <Menu
      label="Colours"
      trigger={(trigger) => <IconButton {...trigger} icon={icon} label="Colours" />}
      groups={[
        {
          items: schemes.map((each) => ({
            ...each,
            checked: each.id === scheme,
            onSelect: () => {
              choose(each.id)
            },
          })),
        },
      ]}
    />
  )
}
