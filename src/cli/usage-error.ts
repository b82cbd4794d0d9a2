import { FlowNodeError } from '../errors/flow-node-error.js'

/** A command that cannot be carried out as it was typed. The message says what to type instead. */
export class UsageError extends FlowNodeError {
  readonly code = 'USAGE'
}
