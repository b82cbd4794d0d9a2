import { FlowNodeError } from '../errors/flow-node-error.js'

export type TransportErrorCode =
  | 'DNS'
  | 'CONNECT'
  | 'CONNECT_TIMEOUT'
  | 'TLS'
  | 'TLS_DISABLED'
  | 'BLOCKED_ADDRESS'
  | 'PROTOCOL'
  | 'HEADERS_TOO_LARGE'
  | 'RESET'
  | 'ABORTED'

/** Why a request ended without a status. Its message never holds a URL, a header or a body. */
export class TransportError extends FlowNodeError {
  constructor(
    readonly code: TransportErrorCode,
    message: string,
    /** Whether the service can have seen the request. */
    readonly delivery: 'not-sent' | 'unknown',
    /** Whether the very same request may do better a moment later. */
    readonly transient: boolean,
  ) {
    super(message)
  }
}
