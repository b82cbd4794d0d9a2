import { FlowPanel } from '../flow/flow-panel.js'
import { FormPanel } from '../form/form-panel.js'

export function Layout() {
  return (
    <main>
      <FormPanel />
      <FlowPanel />
    </main>
  )
}
