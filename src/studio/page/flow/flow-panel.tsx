import { useStudio } from '../state/studio-context.js'
import { Panel } from '../ui/panel.js'
import { VisuallyHidden } from '../ui/visually-hidden.js'
import { FlowCard } from './flow-card.js'
import { duration } from './milliseconds.js'
import { Ports } from './ports.js'
import { RunBar } from './run-bar.js'
import './flow-panel.css'

/** A piece of a flow builder's canvas: the chosen method as a step with its exits. */
export function FlowPanel() {
  const { state } = useStudio()
  const method = state.node.description.methods.find(({ id }) => id === state.method)
  const running = state.running !== undefined
  const runs = state.runs.filter((run) => run.method === state.method)
  const last = runs.at(-1)
  const outcome = method?.outcomes.find(({ name }) => name === last?.result.outcome)
  const seen = new Set(runs.map(({ result }) => result.outcome)).size
  return (
    <Panel label="Flow" className="flow-panel">
      <RunBar />
      <VisuallyHidden live>
        {running
          ? 'Running'
          : last === undefined
            ? ''
            : `Run finished: ${outcome?.title ?? ''} (${last.result.outcome}), ${duration(last.result.meta.elapsedMs)}`}
      </VisuallyHidden>
      {method !== undefined && (
        <div className="flow-panel__canvas">
          <div className="flow-panel__flow">
            <div className="flow-panel__step">
              <FlowCard method={method} />
              <p className="flow-panel__seen">
                {seen === 0
                  ? `${method.outcomes.length} exits, none seen yet`
                  : `${seen} of ${method.outcomes.length} exits seen`}
              </p>
            </div>
            <Ports method={method} runs={runs} lit={running ? undefined : last} />
          </div>
        </div>
      )}
    </Panel>
  )
}
