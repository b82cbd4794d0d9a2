import { FlowNodeError } from '../../errors/flow-node-error.js'

/** A name that cannot be part of a key in Redis. */
export class InvalidQueueNameError extends FlowNodeError {
  readonly code = 'INVALID_QUEUE_NAME'
}
