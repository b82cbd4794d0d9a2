import type { MethodDescription } from '../../../projections/describe.js'
import { toneOf } from '../flow/outcome-look.js'
import { useStudio } from '../state/studio-context.js'
import { lastRun } from '../state/studio-state.js'
import { Badge } from '../ui/badge.js'
import './method-list.css'

/** The node's methods to choose from; `across` puts them side by side. */
export function MethodList({ across }: { readonly across: boolean }) {
  const { state, dispatch } = useStudio()
  const { methods } = state.node.description
  return (
    <nav aria-label="Methods" className={`rooms__methods method-list ${across ? 'method-list--across' : ''}`}>
      {!across && (
        <h2 className="method-list__heading">
          Methods <span className="method-list__count">{methods.length}</span>
        </h2>
      )}
      <ul className="method-list__list">
        {methods.map((method) => (
          <li key={method.id} className="method-list__entry">
            <button
              type="button"
              className="method-list__method"
              aria-current={method.id === state.method ? 'true' : undefined}
              onClick={() => {
                if (method.id !== state.method) dispatch({ type: 'method', method: method.id })
              }}
            >
              <span className="method-list__line">
                <span className="method-list__title">{method.title}</span>
                <LastOutcome method={method} />
              </span>
              {!across && method.description !== undefined && (
                <span className="method-list__description">{method.description}</span>
              )}
              <span className="method-list__kind">
                <Kind method={method} />
                {!across && method.annotations.destructive && <span>May replace data</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Whether a method only reads, as its manifest says. */
export function Kind({ method: { annotations } }: { readonly method: MethodDescription }) {
  if (annotations.readOnly) return <Badge>Read</Badge>
  return <Badge tone="accent">Write</Badge>
}

/** A dot in the colour of the exit that the last run took. */
export function LastOutcome({ method }: { readonly method: MethodDescription }) {
  const { state } = useStudio()
  const run = lastRun(state, method.id)
  const outcome = method.outcomes.find(({ name }) => name === run?.result.outcome)
  if (outcome === undefined) return null
  const text = `Last run: ${outcome.title}`
  return <span role="img" aria-label={text} title={text} className={`last-outcome last-outcome--${toneOf(outcome)}`} />
}
