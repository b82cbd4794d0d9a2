import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import type { Problem } from '../../../inputs/problem.js'
import type { FormField } from '../../../projections/form/form.js'
import { focusField } from './form-context.js'
import './form-summary.css'

interface FormSummaryProps {
  readonly fields: ReadonlyMap<string, FormField>
  readonly problems: readonly Problem[]
  /** Whether it is time to call what is missing a mistake. */
  readonly strict: boolean
}

/** What is left to do before the method can run, with a way to each field. */
export function FormSummary({ fields, problems, strict }: FormSummaryProps) {
  const atFields = problems.filter(({ input }) => input !== undefined && fields.has(input))
  const others = problems.filter((problem) => !atFields.includes(problem))
  const missing = atFields.filter(({ code }) => code === 'REQUIRED')
  const wrong = atFields.filter(({ code }) => code !== 'REQUIRED')
  if (problems.length === 0)
    return (
      <p className="form-summary form-summary--ready">
        <CircleCheck className="form-summary__icon" /> Ready to run
      </p>
    )
  return (
    <div className="form-summary__all">
      {missing.length > 0 && (
        <Line
          tone={strict ? 'wrong' : 'open'}
          text={missing.length === 1 ? '1 field to fill' : `${missing.length} fields to fill`}
          problems={missing}
          fields={fields}
        />
      )}
      {wrong.length > 0 && (
        <Line
          tone="wrong"
          text={wrong.length === 1 ? '1 field to correct' : `${wrong.length} fields to correct`}
          problems={wrong}
          fields={fields}
        />
      )}
      {others.map(({ text }) => (
        <p key={text} className={`form-summary form-summary--${strict ? 'wrong' : 'open'}`}>
          {strict ? <CircleAlert className="form-summary__icon" /> : <CircleDashed className="form-summary__icon" />}
          <span>{text}</span>
        </p>
      ))}
    </div>
  )
}

function Line({
  tone,
  text,
  problems,
  fields,
}: {
  readonly tone: 'wrong' | 'open'
  readonly text: string
  readonly problems: readonly Problem[]
  readonly fields: ReadonlyMap<string, FormField>
}) {
  const Icon = tone === 'wrong' ? CircleAlert : CircleDashed
  const inputs = new Set(problems.flatMap(({ input }) => input ?? []))
  return (
    <div className={`form-summary form-summary--${tone}`}>
      <Icon className="form-summary__icon" />
      <span>{text}</span>
      {[...inputs].map((input) => (
        <button
          key={input}
          type="button"
          className="form-summary__field"
          onClick={() => {
            focusField(input)
          }}
        >
          {fields.get(input)?.title ?? input}
        </button>
      ))}
    </div>
  )
}
