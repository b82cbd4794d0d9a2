import { ListTree, Route, SquareTerminal } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { ExplainPanel } from '../explain/explain-panel.js'
import { ResultPanel } from '../result/result-panel.js'
import type { Pane } from '../state/studio-state.js'
import { Skeleton } from '../ui/skeleton.js'
import type { Tab } from '../ui/tabs.js'

const JourneyPanel = lazy(() => import('../journey/journey-panel.js').then((m) => ({ default: m.JourneyPanel })))

/** The panes as tabs. */
export const panes: readonly Tab<Pane>[] = [
  { id: 'explain', label: 'Explain', icon: ListTree },
  { id: 'result', label: 'Result', icon: SquareTerminal },
  { id: 'journey', label: 'Journey', icon: Route },
]

/** The chosen pane. */
export function Details({ pane }: { readonly pane: Pane }) {
  return (
    <>
      <h2 className="visually-hidden">{panes.find(({ id }) => id === pane)?.label}</h2>
      <Chosen pane={pane} />
    </>
  )
}

function Chosen({ pane }: { readonly pane: Pane }) {
  switch (pane) {
    case 'explain':
      return <ExplainPanel />
    case 'result':
      return <ResultPanel />
    case 'journey':
      return (
        <Suspense fallback={<Skeleton lines={6} />}>
          <JourneyPanel />
        </Suspense>
      )
  }
}
