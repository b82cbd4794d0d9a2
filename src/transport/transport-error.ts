import { FlowNodeError } from '../errors/flow-node-error.js'

export type TransportErrorCode =
  /** The service's name could not be resolved. */
  | 'DNS'
  /** No connection could be made: refused, unreachable, no free port or file handle. */
  | 'CONNECT'
  /** The connection was not ready in time; nothing had been sent. */
  | 'CONNECT_TIMEOUT'
  /** The certificate is not acceptable, or the other side does not speak TLS as it should. */
  | 'TLS'
  /** Certificate checks are switched off for this process, so nothing is sent to another machine. */
  | 'TLS_DISABLED'
  /** The service's address is one that this transport may not connect to. */
  | 'BLOCKED_ADDRESS'
  /** What came back is not HTTP. */
  | 'PROTOCOL'
  | 'HEADERS_TOO_LARGE'
  /** The connection broke before there was a status. */
  | 'RESET'
  /** The signal fired before there was a status. */
  | 'ABORTED'
  /** The request cannot be written as HTTP: its URL or a header is malformed. */
  | 'INVALID_REQUEST'
  /** Anything else, such as an exception in a host's own interceptor. */
  | 'UNKNOWN'

/** Why a request ended without a status. Its message never holds a URL, a header or a body. */
export class TransportError extends FlowNodeError {
  constructor(
    readonly code: TransportErrorCode,
    message: string,
    /** Whether the service can have seen the request. */
    readonly delivery: 'not-sent' | 'unknown',
    /** Whether the very same request may do better a moment later. */
    readonly transient: boolean,
    /** The runtime's own code, such as `CERT_HAS_EXPIRED`, where there was one. */
    readonly systemCode?: string,
  ) {
    super(message)
  }
}
