import { ArrowRight } from 'lucide-react'
import type { OutcomeDescription } from '../../../projections/describe.js'
import type { ExplanationView } from '../../api.js'
import { OutcomeIcon } from '../flow/outcome-icon.js'
import { toneOf } from '../flow/outcome-look.js'
import { useFocusField } from './use-focus-field.js'
import './problems.css'

/** Why nothing would be sent, in the author's words, and where a run would leave at once. */
export function Problems({
  explanation: { fault, problems },
  outcome,
  titleOf,
}: {
  readonly explanation: ExplanationView
  readonly outcome: OutcomeDescription
  readonly titleOf: (input: string) => string
}) {
  const focusField = useFocusField()
  return (
    <section className={`problems problems--${toneOf(outcome)}`} aria-label="Problems">
      <p className="problems__outcome">
        <OutcomeIcon outcome={outcome} />
        <span>
          Would leave by <strong>{outcome.title}</strong> without calling the service
        </span>
      </p>
      {problems.length === 0 ? (
        <p className="problems__message">{fault?.message}</p>
      ) : (
        <ul className="problems__list">
          {problems.map(({ code, input, text }) => (
            <li key={`${code} ${input ?? ''} ${text}`} className="problems__problem">
              <span className="problems__text">{text}</span>
              {input !== undefined && (
                <button
                  type="button"
                  className="problems__field"
                  onClick={() => {
                    focusField(input)
                  }}
                >
                  {titleOf(input)} <ArrowRight size={14} aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
