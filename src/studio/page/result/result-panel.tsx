import { SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import type { Run } from '../../api.js'
import type { MethodDescription } from '../../../projections/describe.js'
import { useStudio } from '../state/studio-context.js'
import { EmptyState } from '../ui/empty-state.js'
import { Skeleton } from '../ui/skeleton.js'
import { Exchanges } from './exchanges.js'
import { Facts } from './facts.js'
import { OutputsTable } from './outputs-table.js'
import { ResultHeader } from './result-header.js'
import { Timeline } from './timeline.js'
import './result-panel.css'

/** What the last run of the method came to, or the one chosen of those before it. */
export function ResultPanel() {
  const { state } = useStudio()
  const [chosen, setChosen] = useState<{ readonly id: string; readonly after: number }>()
  const method = state.node.description.methods.find(({ id }) => id === state.method)
  const runs = state.runs.filter((run) => run.method === state.method)
  // A new run is looked at rather than the one that was chosen before it.
  const run = runs.find(({ id }) => chosen?.after === runs.length && chosen.id === id) ?? runs.at(-1)
  const running = state.running !== undefined && state.running === method?.id
  if (running && run === undefined)
    return (
      <div className="result-panel">
        <Skeleton lines={5} label="Running" />
      </div>
    )
  if (method === undefined || run === undefined)
    return (
      <EmptyState icon={SquareTerminal} title="This method has not run yet.">
        Run it, or choose an exit on the canvas to make it happen. Its outputs, its timing and what went over the wire
        will stand here.
      </EmptyState>
    )
  return (
    <div className={running ? 'result-panel result-panel--stale' : 'result-panel'} aria-busy={running}>
      <ResultHeader
        run={run}
        runs={runs}
        method={method}
        onChoose={(id) => {
          setChosen({ id, after: runs.length })
        }}
      />
      <RunDetails key={run.id} run={run} method={method} />
    </div>
  )
}

function RunDetails({ run, method }: { readonly run: Run; readonly method: MethodDescription }) {
  return (
    <>
      <OutputsTable run={run} outputs={method.outputs} />
      <Timeline run={run} />
      <Exchanges run={run} />
      <Facts meta={run.result.meta} />
    </>
  )
}
