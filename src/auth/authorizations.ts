import type { Warning } from '../outcome/result.js'

export interface AccessToken {
  /** A bearer token (RFC 6750 §2.1); never logged. */
  readonly value: string
  /** What the flow's operator should know, such as a consent that ends soon; copied to the result's `meta.warnings`. */
  readonly warnings?: readonly Warning[]
}

export interface AccessTokenOptions {
  /** The token that the service has just answered 401 to; another one is wanted. */
  readonly rejected?: string
  readonly signal: AbortSignal
}

/** The host's connections by name. The executor knows nothing else of OAuth. */
export interface Authorizations {
  /** The origin that a connection's token may go to, such as `https://api.example.com`; undefined when no connection has that name. */
  baseUrl(name: string): string | undefined
  /**
   * A token for the connection. A token at hand is returned as it is, without a promise.
   * @throws {AuthorizationError} or rejects with it, when there is none to be had.
   */
  getAccessToken(name: string, options: AccessTokenOptions): AccessToken | Promise<AccessToken>
}
