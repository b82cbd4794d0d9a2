import { ChevronsUpDown } from 'lucide-react'
import { useStudio } from '../state/studio-context.js'
import { Menu } from '../ui/menu.js'
import { Kind, LastOutcome } from './method-list.js'
import './method-menu.css'

/** The node's methods where there is no place for a list. */
export function MethodMenu() {
  const { state, dispatch } = useStudio()
  const { methods } = state.node.description
  const chosen = methods.find(({ id }) => id === state.method)
  return (
    <Menu
      label="Methods"
      placement="bottom-start"
      trigger={(trigger) => (
        <button type="button" {...trigger} className="method-menu">
          <span className="method-menu__title">{chosen?.title ?? 'No method'}</span>
          {chosen !== undefined && <LastOutcome method={chosen} />}
          {chosen !== undefined && <Kind method={chosen} />}
          <ChevronsUpDown className="method-menu__icon" />
        </button>
      )}
      groups={[
        {
          items: methods.map((method) => ({
            id: method.id,
            label: method.title,
            hint: method.description,
            mark: <LastOutcome method={method} />,
            checked: method.id === state.method,
            onSelect: () => {
              if (method.id !== state.method) dispatch({ type: 'method', method: method.id })
            },
          })),
        },
      ]}
    />
  )
}
