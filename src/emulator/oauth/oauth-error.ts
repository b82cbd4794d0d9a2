import { FlowNodeError } from '../../errors/flow-node-error.js'

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'access_denied'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'

/** An error of RFC 6749 §4.1.2.1 or §5.2; its code and message are what the client is told. */
export class OAuthError extends FlowNodeError {
  constructor(
    readonly code: OAuthErrorCode,
    message: string,
  ) {
    super(message)
  }
}
