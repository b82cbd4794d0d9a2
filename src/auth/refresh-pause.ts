import { AuthorizationError } from './authorization-error.js'

const firstMs = 500
const longestMs = 60_000

/** How long to leave a token endpoint alone that has failed: twice as long after each failure, and never in step. */
export class RefreshPause {
  #failures = 0
  #last: AuthorizationError | undefined
  #until = -Infinity
  readonly #monotonic: () => number
  readonly #random: () => number

  constructor(monotonic: () => number, random: () => number) {
    this.#monotonic = monotonic
    this.#random = random
  }

  /** The last failure, with the time that is left; undefined when there is nothing to wait for. */
  get failure(): AuthorizationError | undefined {
    const leftMs = this.#until - this.#monotonic()
    if (this.#last === undefined || leftMs <= 0) return undefined
    const { code, message } = this.#last
    const seconds = Math.ceil(leftMs / 1000)
    return new AuthorizationError(code, `${message} The next attempt is in ${seconds} s.`, leftMs)
  }

  noteFailure(failure: AuthorizationError): void {
    const ceiling = Math.min(longestMs, firstMs * 2 ** this.#failures)
    this.#failures++
    this.#last = failure
    this.#until = this.#monotonic() + Math.max(failure.retryAfterMs ?? 0, ceiling * (0.5 + this.#random() / 2))
  }

  end(): void {
    this.#failures = 0
    this.#last = undefined
  }
}
