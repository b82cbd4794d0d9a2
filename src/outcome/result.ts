/** A machine-readable remark that does not change the outcome. */
export interface Warning {
  readonly code: string
  readonly message: string
}

export type Delivery = 'not-sent' | 'accepted' | 'rejected' | 'unknown'

/** About the run rather than for the flow: none of this becomes a flow variable. */
export interface Meta {
  /** Why it ended like this, such as `REQUIRED` or `CONNECT`; null after a success. */
  readonly code: string | null
  /** API requests made: 0, 1 or 2. */
  readonly attempts: number
  readonly elapsedMs: number
  /** From a `Retry-After` header (RFC 9110 §10.2.3), at most an hour; null when there is none that can be read. */
  readonly retryAfterMs: number | null
  readonly delivery: Delivery
  readonly warnings: readonly Warning[]
  readonly httpStatus: number | null
  /** Which manifests have decided this: their SHA-256 in hexadecimal, and `+ID` for each overlay. */
  readonly manifestHash: string
}

/** The one outcome of an invocation. `outputs` has every declared name, empty ones as `null` or `[]`. */
export interface Result<Outcome extends string = string, Outputs = Readonly<Record<string, unknown>>> {
  readonly outcome: Outcome
  readonly outputs: Outputs
  readonly meta: Meta
}
