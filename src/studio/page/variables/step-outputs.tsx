import type { Run } from '../../api.js'
import { toneOf } from '../flow/outcome-look.js'
import { useStudio } from '../state/studio-context.js'
import { previewOf } from '../state/variables.js'
import { Badge } from '../ui/badge.js'
import { CopyButton } from '../ui/copy-button.js'
import './step-outputs.css'

/** What a step left behind: its exit, and its outputs under the names by which later fields refer to them. */
export function StepOutputs({ run: { step, method, result } }: { readonly run: Run }) {
  const { state } = useStudio()
  const description = state.node.description.methods.find(({ id }) => id === method)
  const outcome = description?.outcomes.find(({ name }) => name === result.outcome)
  const outputs = Object.entries(result.outputs).filter(([, value]) => value !== null)
  return (
    <section className="step-outputs" aria-label={step}>
      <header className="step-outputs__header">
        <code className="step-outputs__step">{step}</code>
        <span className="step-outputs__method">{description?.title ?? method}</span>
        <Badge tone={outcome === undefined ? 'neutral' : toneOf(outcome)}>{outcome?.title ?? result.outcome}</Badge>
      </header>
      <ul className="step-outputs__list">
        {outputs.map(([output, value]) => {
          const reference = `$(${step}.${output})`
          return (
            <li key={output} className="step-outputs__output">
              <code className="step-outputs__name">{output}</code>
              <span className="step-outputs__value">{previewOf(value)}</span>
              <CopyButton text={reference} label={`Copy ${reference}`} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
