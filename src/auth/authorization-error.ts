import { FlowNodeError } from '../errors/flow-node-error.js'

export type AuthorizationErrorCode = 'REAUTH_REQUIRED' | 'AUTH_UNAVAILABLE' | 'AUTH_PROTOCOL'

/** Why a connection has no access token to give. Its message holds no secret. */
export class AuthorizationError extends FlowNodeError {
  constructor(
    readonly code: AuthorizationErrorCode,
    message: string,
  ) {
    super(message)
  }
}
