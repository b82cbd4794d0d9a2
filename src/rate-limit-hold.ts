import type { Connection } from './exchange.js'
import type { Result } from './outcome/result.js'

/** Remembers for each authorization until when its service has asked for patience. */
export class RateLimitHold {
  readonly #until = new Map<string, number>()

  /** @param now the clock, in milliseconds since 1970 */
  constructor(readonly now: () => number) {}

  /** Milliseconds still to wait; zero or less when a request may be made. */
  heldMs({ authorization, baseUrl }: Connection): number {
    return (this.#until.get(authorization?.name ?? baseUrl) ?? 0) - this.now()
  }

  note({ authorization, baseUrl }: Connection, { meta }: Result): void {
    if (meta.httpStatus !== 429 || meta.retryAfterMs === null) return
    this.#until.set(authorization?.name ?? baseUrl, this.now() + meta.retryAfterMs)
  }
}
