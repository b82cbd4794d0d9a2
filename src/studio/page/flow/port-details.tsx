import { Play } from 'lucide-react'
import type { OutcomeDescription } from '../../../projections/describe.js'
import type { Run } from '../../api.js'
import { useStudio } from '../state/studio-context.js'
import { OutcomeIcon } from './outcome-icon.js'
import { duration } from './milliseconds.js'
import { useWays } from './use-ways.js'
import { waysTo } from './ways.js'
import './port-details.css'

/** What leads to an exit, and how to see it taken. */
export function PortDetails({
  outcome,
  taken,
  close,
}: {
  readonly outcome: OutcomeDescription
  readonly taken: readonly Run[]
  readonly close: () => void
}) {
  const { state } = useStudio()
  const { go, filledBy, isOpen } = useWays()
  const method = state.node.description.methods.find(({ id }) => id === state.method)
  const { session, node } = state
  const ways =
    method === undefined
      ? []
      : waysTo(outcome, method, node.description, session.scenarios, node.presets[state.method] ?? [])
  const open = ways.filter(isOpen)
  const steps = taken.map(({ step }) => step).join(', ')
  return (
    <div className="port-details__box">
      <p className="port-details__title">
        <OutcomeIcon outcome={outcome} />
        <strong>{outcome.title}</strong>
      </p>
      <p className="port-details__name">{outcome.name}</p>
      {outcome.description !== undefined && <p className="port-details__text">{outcome.description}</p>}
      {outcome.statuses.length > 0 && (
        <p className="port-details__text port-details__muted">{statusWords(outcome.statuses)}</p>
      )}
      {taken.length > 0 && <p className="port-details__text port-details__muted">Taken by {steps} so far.</p>}
      <p className="port-details__heading">Make it happen</p>
      {ways.length > open.length && (
        <p className="port-details__text port-details__muted">
          Only the emulator answers as asked; choose its connection in the form.
        </p>
      )}
      {ways.length === 0 && (
        <p className="port-details__text port-details__muted">The manifest has no example that ends here.</p>
      )}
      {open.map((way) => {
        const filling = filledBy(way)
        return (
          <button
            key={`${way.title} ${way.preset === undefined}`}
            type="button"
            className="port-details__way"
            disabled={state.running !== undefined}
            onClick={() => {
              close()
              go(way)
            }}
          >
            <Play size={14} aria-hidden />
            <span>
              {way.title}
              {way.change !== undefined && <span className="port-details__hint">Changes the form</span>}
              {way.timeoutMs !== undefined && (
                <span className="port-details__hint">With a deadline of {duration(way.timeoutMs)}</span>
              )}
              {filling !== undefined && (
                <span className="port-details__hint">
                  {filling === way.preset
                    ? 'Fills the form with this example'
                    : `Fills the form with the example: ${filling.name}`}
                </span>
              )}
            </span>
          </button>
        )
      })}
    </div>
  )
}

function statusWords(statuses: readonly string[]): string {
  const words = statuses.map((status) =>
    status === 'default' ? 'every status that no other exit takes' : `HTTP ${status}`,
  )
  return `Taken after ${words.join(', ')}.`
}
