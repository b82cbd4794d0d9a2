import { ListTree } from 'lucide-react'
import { useStudio } from '../state/studio-context.js'
import { EmptyState } from '../ui/empty-state.js'
import { Skeleton } from '../ui/skeleton.js'
import { Problems } from './problems.js'
import { RequestMessage } from './request-message.js'
import { ShellCommand } from './shell-command.js'
import { Trace } from './trace.js'
import './explain-panel.css'

/** What a run would send now, value by value, or why it would send nothing. */
export function ExplainPanel() {
  const { state } = useStudio()
  const { explanation, method: id } = state
  const method = state.node.description.methods.find((each) => each.id === id)
  if (method === undefined)
    return (
      <EmptyState icon={ListTree} title="No method is chosen.">
        Choose one to see what it would send.
      </EmptyState>
    )
  if (explanation === undefined)
    return (
      <div className="explain-panel">
        <Skeleton lines={5} label="Working out the request" />
      </div>
    )
  const titleOf = (input: string): string => method.inputs.find((each) => each.id === input)?.title ?? input
  const outcome = method.outcomes.find(({ name }) => name === explanation.fault?.outcome)
  return (
    <div className="explain-panel">
      <h2 className="visually-hidden">What a run would send</h2>
      {outcome !== undefined && <Problems explanation={explanation} outcome={outcome} titleOf={titleOf} />}
      {explanation.request !== undefined && (
        <RequestMessage request={explanation.request} explanation={explanation} titleOf={titleOf} />
      )}
      {explanation.steps.length > 0 && <Trace steps={explanation.steps} titleOf={titleOf} />}
      <ShellCommand />
    </div>
  )
}
