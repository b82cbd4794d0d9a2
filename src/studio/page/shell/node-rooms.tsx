import { FlowPanel } from '../flow/flow-panel.js'
import { FormPanel } from '../form/form-panel.js'
import { useStudio } from '../state/studio-context.js'
import { Panel } from '../ui/panel.js'
import { TabPanel, Tabs } from '../ui/tabs.js'
import { Details, panes } from './details.js'
import { MethodList } from './method-list.js'
import { MethodMenu } from './method-menu.js'
import { TabbedRooms } from './tabbed-rooms.js'
import type { Width } from './use-width.js'

/** The node as a flow's author lives with it: methods, fields, what happens. */
export function NodeRooms({ width }: { readonly width: Width }) {
  const { state, dispatch } = useStudio()
  if (width === 'narrow')
    return (
      <div className="rooms rooms--narrow">
        <div className="rooms__methods">
          <MethodMenu />
        </div>
        <TabbedRooms bar />
      </div>
    )
  return (
    <div className={`rooms rooms--${width}`}>
      <MethodList across={width === 'medium'} />
      <div className="rooms__room">
        <FormPanel />
      </div>
      <div className="rooms__stack">
        <FlowPanel />
        <Panel label="What happens" className="rooms__details">
          <div className="rooms__tabs">
            <Tabs
              id="panes"
              label="What happens"
              tabs={panes}
              value={state.pane}
              onChange={(pane) => {
                dispatch({ type: 'pane', pane })
              }}
            />
          </div>
          <TabPanel id="panes" tab={state.pane}>
            <Details pane={state.pane} />
          </TabPanel>
        </Panel>
      </div>
    </div>
  )
}
