const firstMs = 500
const longestMs = 60_000

/** How long to leave a token endpoint alone that has failed: twice as long after each failure, and never in step. */
export class RefreshPause {
  #failures = 0
  #until = -Infinity
  readonly #monotonic: () => number
  readonly #random: () => number

  constructor(monotonic: () => number, random: () => number) {
    this.#monotonic = monotonic
    this.#random = random
  }

  /** Milliseconds; 0 when there is nothing to wait for. */
  get leftMs(): number {
    return Math.max(0, this.#until - this.#monotonic())
  }

  /** @param askedForMs what the server itself asked for */
  noteFailure(askedForMs = 0): void {
    const ceiling = Math.min(longestMs, firstMs * 2 ** this.#failures)
    this.#failures++
    this.#until = this.#monotonic() + Math.max(askedForMs, ceiling * (0.5 + this.#random() / 2))
  }

  end(): void {
    this.#failures = 0
    this.#until = -Infinity
  }
}
