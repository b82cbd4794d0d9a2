import { type Deadline, Expired } from '../deadline.js'
import { FlowNodeError } from '../errors/flow-node-error.js'
import type { Problem } from '../inputs/problem.js'
import type { Faults } from '../manifest/manifest.js'
import { TransportError } from '../transport/transport-error.js'

/** An end without a usable answer, in words for a flow author. */
export interface Fault {
  /** Which of the manifest's four faults. */
  readonly kind: keyof Faults
  readonly code: string
  readonly message: string
  /** One text for each problem. */
  readonly errors: readonly string[]
}

export function makeFault(kind: keyof Faults, code: string, message: string): Fault {
  return { kind, code, message, errors: [message] }
}

/** Where problems with inputs lead. Invalid data wins over an invalid choice. */
export function faultOfProblems(problems: readonly Problem[]): Fault {
  const kind = problems.some((problem) => problem.fault === 'invalidData') ? 'invalidData' : 'invalidChoice'
  const first = problems.find((problem) => problem.fault === kind)
  const errors = problems.map(({ text }) => text)
  const others = problems.length - 1
  const more =
    others === 0 ? '' : others === 1 ? ' 1 more thing needs attention.' : ` ${others} more things need attention.`
  return { kind, code: first?.code ?? 'FORMAT', message: `${first?.text ?? ''}${more}`, errors }
}

/**
 * Where an exception on the way leads. What is not one of our own errors is told apart from them and never quoted.
 * @param onUnexpected is given it
 */
export function faultOfError(error: unknown, deadline: Deadline, onUnexpected: (error: unknown) => void): Fault {
  if (deadline.cause === 'cancelled') return makeFault('error', 'CANCELLED', 'The caller cancelled the invocation.')
  if (deadline.cause === 'timeout' || error instanceof Expired)
    return makeFault('timeout', 'TIMEOUT', 'No complete answer came within the time allowed.')
  if (error instanceof TransportError && error.code === 'CONNECT_TIMEOUT')
    return makeFault('timeout', error.code, error.message)
  if (error instanceof FlowNodeError) return makeFault('error', error.code, error.message)
  onUnexpected(error)
  return makeFault('error', 'UNEXPECTED', 'Something unexpected went wrong in the host; nothing more is known.')
}

export const unknownMethod: Fault = makeFault(
  'invalidChoice',
  'UNKNOWN_METHOD',
  'This node has no such method; choose one that it has.',
)
