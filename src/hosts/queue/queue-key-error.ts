import { FlowNodeError } from '../../errors/flow-node-error.js'

/** A key that is none, or not the one that a queue's jobs are sealed with. */
export class QueueKeyError extends FlowNodeError {
  readonly code = 'QUEUE_KEY'
}
