import { FlowNodeError } from '../errors/flow-node-error.js'

/**
 * `REAUTH_REQUIRED`: a person has to log in again. `AUTH_REFUSED`: the client id or secret is wrong. `AUTH_UNAVAILABLE`:
 * the token endpoint cannot be reached for now. `AUTH_PROTOCOL`: its answer is not one of OAuth 2.0.
 */
export type AuthorizationErrorCode = 'REAUTH_REQUIRED' | 'AUTH_REFUSED' | 'AUTH_UNAVAILABLE' | 'AUTH_PROTOCOL'

/** Why a connection has no access token to give. Its message holds no secret. */
export class AuthorizationError extends FlowNodeError {
  constructor(
    readonly code: AuthorizationErrorCode,
    message: string,
    /** Milliseconds for which the token endpoint asked to be left alone; undefined when it did not say. */
    readonly retryAfterMs?: number,
  ) {
    super(message)
  }
}
