import { FlowNodeError } from '../errors/flow-node-error.js'

/** `SEAL_DAMAGED`: we did not write it, or it was altered. `SEAL_KEY`: another key did. `SEAL_VERSION`: a newer release did. */
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
