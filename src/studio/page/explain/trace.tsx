import { ChevronRight } from 'lucide-react'
import type { TracedStep } from '../../api.js'
import { useFocusField } from './use-focus-field.js'
import { SourceLink } from './source-link.js'
import './trace.css'

const stages: readonly { readonly step: TracedStep['step']; readonly title: string }[] = [
  { step: 'variables', title: 'Variables are filled in' },
  { step: 'normalise', title: 'Texts become values' },
  { step: 'hide', title: 'Hidden fields are left out' },
  { step: 'default', title: 'Empty fields get their defaults' },
  { step: 'validate', title: 'Rules are checked' },
  { step: 'send', title: 'Values go into the request' },
]

const nothing: Partial<Record<TracedStep['step'], string>> = { validate: 'nothing to object', send: 'nothing is sent' }

/** Everything that happened on the way to the request, stage by stage, each with its line of the manifest. */
export function Trace({
  steps,
  titleOf,
}: {
  readonly steps: readonly TracedStep[]
  readonly titleOf: (input: string) => string
}) {
  return (
    <section className="trace" aria-labelledby="trace-title">
      <h3 id="trace-title" className="trace__heading">
        Step by step
      </h3>
      <ol className="trace__stages">
        {stages.map(({ step, title }) => (
          <Stage
            key={step}
            step={step}
            title={title}
            steps={steps.filter((each) => each.step === step)}
            titleOf={titleOf}
          />
        ))}
      </ol>
    </section>
  )
}

function Stage({
  step,
  title,
  steps,
  titleOf,
}: {
  readonly step: TracedStep['step']
  readonly title: string
  readonly steps: readonly TracedStep[]
  readonly titleOf: (input: string) => string
}) {
  const focusField = useFocusField()
  if (steps.length === 0)
    return (
      <li className="trace__stage trace__stage--idle">
        {title} <span className="trace__none">{nothing[step] ?? 'nothing to do'}</span>
      </li>
    )
  return (
    <li className={`trace__stage trace__stage--${step}`}>
      <details open={step !== 'hide' && step !== 'send'}>
        <summary className="trace__summary">
          <ChevronRight className="trace__arrow" size={14} aria-hidden />
          {title} <span className="trace__count">{steps.length}</span>
        </summary>
        <ul className="trace__steps">
          {steps.map(({ input, text, source, manifest }) => (
            <li key={`${manifest} ${input ?? ''} ${text}`} className="trace__step">
              <span className="trace__text">{text}</span>
              {input !== undefined && step !== 'hide' && (
                <button
                  type="button"
                  className="trace__field"
                  aria-label={`Field ${titleOf(input)}`}
                  onClick={() => {
                    focusField(input)
                  }}
                >
                  Field
                </button>
              )}
              {source !== undefined && <SourceLink source={source} />}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}
