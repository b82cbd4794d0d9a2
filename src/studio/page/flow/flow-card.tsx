import type { MethodDescription } from '../../../projections/describe.js'
import type { Run } from '../../api.js'
import { lastRun } from '../state/studio-state.js'
import { useStudio } from '../state/studio-context.js'
import { configured } from './configured.js'
import { Elapsed } from './elapsed.js'
import { duration } from './milliseconds.js'
import { NodeIcon } from './node-icon.js'
import { OutcomeIcon } from './outcome-icon.js'
import './flow-card.css'

const mostLines = 3

/** The step as it lies on a canvas: its name, what is filled in, whether it is at work. */
export function FlowCard({ method }: { readonly method: MethodDescription }) {
  const { state } = useStudio()
  const { description } = state.node
  const running = state.running === method.id
  const last = lastRun(state, method.id)
  const step = running || last === undefined ? nextStep(state.runs) : last.step
  const ahead = method.outcomes.find(({ name }) => name === state.explanation?.fault?.outcome)
  const lines = configured(method, state.forms[method.id] ?? {}, state.explanation?.hidden ?? [])
  const shown = lines.filter(({ id }) => id !== description.authentication?.input).slice(0, mostLines)
  return (
    <article className={running ? 'flow-card flow-card--running' : 'flow-card'} aria-label={`Step ${step}`}>
      <header className="flow-card__header">
        <span className="flow-card__icon">
          <NodeIcon svg={description.icon} />
        </span>
        <span className="flow-card__titles">
          <span className="flow-card__title">{method.title}</span>
          <span className="flow-card__node">{description.title}</span>
        </span>
      </header>
      {shown.length === 0 ? (
        <p className="flow-card__empty">Nothing is filled in yet.</p>
      ) : (
        <dl className="flow-card__lines">
          {shown.map(({ id, title, text }) => (
            <div key={id} className="flow-card__line">
              <dt>{title}</dt>
              <dd title={text}>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      <footer className="flow-card__footer">
        {running ? (
          <Elapsed deadlineMs={state.timeoutMs ?? description.timeoutMs} />
        ) : ahead !== undefined ? (
          <span className="flow-card__ahead">
            <OutcomeIcon outcome={ahead} size={14} /> Leaves by {ahead.title}
          </span>
        ) : (
          <span>{last === undefined ? 'Not run yet' : `Ran in ${duration(last.result.meta.elapsedMs)}`}</span>
        )}
        <span className="flow-card__step">{step}</span>
      </footer>
    </article>
  )
}

/** The server counts the steps; those of an earlier visit to the page count too. */
function nextStep(runs: readonly Run[]): string {
  const last = runs.at(-1)?.step ?? 'n0'
  return last.replace(/\d+$/, (count) => String(Number(count) + 1))
}
