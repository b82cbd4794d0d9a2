import { Braces, Play, TextCursorInput } from 'lucide-react'
import type { ReactNode } from 'react'
import { FlowPanel } from '../flow/flow-panel.js'
import { FormPanel } from '../form/form-panel.js'
import { useStudio } from '../state/studio-context.js'
import type { Pane } from '../state/studio-state.js'
import { Panel } from '../ui/panel.js'
import { Tabs, type Tab } from '../ui/tabs.js'
import { Details, panes } from './details.js'

type Place = 'editor' | 'form' | 'run' | Pane

const form: Tab<Place> = { id: 'form', label: 'Fields', icon: TextCursorInput }
const run: Tab<Place> = { id: 'run', label: 'Run', icon: Play }

/**
 * What does not fit side by side, one at a time. Those behind stay alive: the run's shortcut works from everywhere, and
 * what is typed stays where it is.
 * @param editor comes first, when there is one
 */
export function TabbedRooms({ bar = false, editor }: { readonly bar?: boolean; readonly editor?: ReactNode }) {
  const { state, dispatch } = useStudio()
  const room = state.room === 'editor' && editor === undefined ? 'form' : state.room
  const place = room === 'details' ? state.pane : room
  const tabs: readonly Tab<Place>[] = [
    ...(editor === undefined ? [] : [{ id: 'editor', label: 'Editor', icon: Braces } as const]),
    form,
    run,
    ...panes,
  ]
  const choose = (to: Place): void => {
    if (to === 'editor' || to === 'form' || to === 'run') dispatch({ type: 'room', room: to })
    else dispatch({ type: 'pane', pane: to })
  }
  const rooms = (
    <>
      {editor !== undefined && (
        <Room place="editor" chosen={place}>
          {editor}
        </Room>
      )}
      <Room place="form" chosen={place}>
        <FormPanel />
      </Room>
      <Room place="run" chosen={place}>
        <FlowPanel />
        {!bar && place === 'run' && <Details pane="result" />}
      </Room>
      {room === 'details' && (
        <Room place={state.pane} chosen={place}>
          <Details pane={state.pane} />
        </Room>
      )}
    </>
  )
  const tabList = (
    <Tabs
      id="rooms"
      label="What to look at"
      look={bar ? 'bar' : 'line'}
      tabs={bar ? tabs : tabs.map(({ icon: _icon, ...tab }) => tab)}
      value={place}
      onChange={choose}
    />
  )
  if (bar)
    return (
      <>
        {rooms}
        <div className="rooms__bar">{tabList}</div>
      </>
    )
  return (
    <Panel label="The method" className="rooms__tabbed">
      <div className="rooms__tabs">{tabList}</div>
      {rooms}
    </Panel>
  )
}

function Room({
  place,
  chosen,
  children,
}: {
  readonly place: Place
  readonly chosen: Place
  readonly children: ReactNode
}) {
  return (
    <div
      role="tabpanel"
      id={`rooms-panel-${place}`}
      aria-labelledby={`rooms-tab-${place}`}
      hidden={place !== chosen}
      className="rooms__room"
    >
      {children}
    </div>
  )
}
