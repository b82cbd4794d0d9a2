import { FlowNodeError } from '../errors/flow-node-error.js'

type SealingKeyErrorCode = 'KEY_INVALID' | 'KEY_PERMISSIONS'

/** A key that is none, or that others could read. Whoever asked for the key says it in the words of its own errors. */
export class SealingKeyError extends FlowNodeError {
  constructor(
    readonly code: SealingKeyErrorCode,
    message: string,
  ) {
    super(message)
  }
}
