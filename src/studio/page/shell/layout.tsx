import { useState } from 'react'
import { useStudio } from '../state/studio-context.js'
import { Alert } from '../ui/alert.js'
import { TabPanel } from '../ui/tabs.js'
import { VariablesPanel } from '../variables/variables-panel.js'
import { FirstSteps } from './first-steps.js'
import { Help } from './help.js'
import { ManifestRooms } from './manifest-rooms.js'
import { NodeRooms } from './node-rooms.js'
import { TopBar } from './top-bar.js'
import { useWidth } from './use-width.js'
import './layout.css'

/** The whole page: the top bar, and below it what the view and the window's width call for. */
export function Layout() {
  const { state, dispatch } = useStudio()
  const width = useWidth()
  const [aside, setAside] = useState<'help' | 'variables' | undefined>()
  const close = (): void => {
    setAside(undefined)
  }
  return (
    <div className={`layout layout--${width}`}>
      <TopBar open={setAside} width={width} />
      {state.failure !== undefined && (
        <div className="layout__line">
          <Alert
            tone="danger"
            onDismiss={() => {
              dispatch({ type: 'failed', message: undefined })
            }}
          >
            {state.failure}
          </Alert>
        </div>
      )}
      {state.view === 'node' && <FirstSteps width={width} />}
      <main className="layout__view">
        <TabPanel id="views" tab={state.view} className="layout__view">
          {state.view === 'node' ? <NodeRooms width={width} /> : <ManifestRooms width={width} />}
        </TabPanel>
      </main>
      {aside === 'variables' && <VariablesPanel onClose={close} />}
      {aside === 'help' && <Help onClose={close} />}
    </div>
  )
}
