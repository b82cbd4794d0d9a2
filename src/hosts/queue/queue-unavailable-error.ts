import { FlowNodeError } from '../../errors/flow-node-error.js'

/** Redis did not answer in time. Whether it got what it was sent is not known unless `sent` is false. */
export class QueueUnavailableError extends FlowNodeError {
  readonly code = 'QUEUE_UNAVAILABLE'

  constructor(
    message: string,
    /** False when nothing can have been queued. */
    readonly sent: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
