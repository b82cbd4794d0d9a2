import { FlowNodeError } from '../errors/flow-node-error.js'

/** `DAMAGED`: we did not write it, or it was altered. `KEY`: another key did. `VERSION`: a newer release did. */
type SealErrorCode = 'SEAL_DAMAGED' | 'SEAL_KEY' | 'SEAL_VERSION'

/** Why a sealed text cannot be opened. What it means is for whoever keeps the text to say. */
export class SealError extends FlowNodeError {
  constructor(
    readonly code: SealErrorCode,
    message: string,
  ) {
    super(message)
  }
}
