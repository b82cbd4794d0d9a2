import { FlowNodeError } from '../errors/flow-node-error.js'

/**
 * `CORRUPT`: what is there was not written by us, or was damaged. `KEY`: it was encrypted with another key.
 * `PERMISSIONS`: others could read or change it. `BUSY`: somebody else has held it for too long. `VERSION`: a newer release of this package wrote it.
 * `IO`: the system refused.
 */
export type TokenStoreErrorCode =
  | 'TOKEN_STORE_CORRUPT'
  | 'TOKEN_STORE_KEY'
  | 'TOKEN_STORE_PERMISSIONS'
  | 'TOKEN_STORE_BUSY'
  | 'TOKEN_STORE_VERSION'
  | 'TOKEN_STORE_IO'

/** Why stored connections cannot be read or written. Its message holds no secret. */
export class TokenStoreError extends FlowNodeError {
  constructor(
    readonly code: TokenStoreErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
