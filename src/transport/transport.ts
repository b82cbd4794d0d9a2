/** One HTTP exchange as the executor asks for it. Everything in it is ready to be sent. */
export interface TransportRequest {
  readonly method: string
  /** Absolute; its origin is the authorization's. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** The most bytes of body to take, counted after content decoding. */
  readonly maxResponseBytes: number
}

/** An answer whose status line and headers arrived, whatever became of its body. */
export interface TransportResponse {
  /** 200 to 999; an interim answer is never the answer. */
  readonly status: number
  /** Lower-case names; a header that came more than once is a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /** UTF-8 text after content decoding; what had arrived when `bodyFailure` is set. */
  readonly body: string
  /** Set when the body could not be read to its end. */
  readonly bodyFailure?: BodyFailureCode
}

export type BodyFailureCode = 'RESPONSE_TOO_LARGE' | 'DECODE' | 'RESET' | 'PROTOCOL' | 'ABORTED'

/** Who is told that time is up: an object, so that an exchange can be its own listener, as an `EventTarget` has it. */
export interface ExpiryListener {
  handleEvent(): void
}

export interface TransportOptions {
  /** Fires at the invocation's deadline or when the caller gives up; the transport then frees its socket at once. */
  readonly signal: AbortSignal
  /**
   * The same moment for less than a signal costs; a transport may use either. The listener is told once, at once when
   * the moment has passed. One listener at a time: the next takes the place of the last, `undefined` takes it back.
   */
  onExpiry?(listener: ExpiryListener | undefined): void
}

/**
 * Sends one request. Resolves as soon as there is a status, with or without a complete body; rejects with a
 * {@link TransportError} when there is none. Follows no redirect, retries nothing, keeps no cookie.
 */
export type Transport = (request: TransportRequest, options: TransportOptions) => Promise<TransportResponse>
