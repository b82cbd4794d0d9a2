import { FlowNodeError } from '../errors/flow-node-error.js'

/** Settings that cannot be a connection's. The message repeats no value, since it may be a secret. */
export class InvalidConnectionError extends FlowNodeError {
  readonly code = 'INVALID_CONNECTION'
}
