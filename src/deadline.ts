/** Thrown out of whatever was being waited for when the time is up or the caller has given up. */
export class Expired extends Error {}

/**
 * The one budget of an invocation: a single timer that bounds variables, token, connection, answer and any second
 * attempt, and the caller's own signal beside it.
 */
export class Deadline {
  /** Why it ended early; undefined while there is time left. */
  cause: 'timeout' | 'cancelled' | undefined
  readonly #controller = new AbortController()
  readonly #startedAt = performance.now()
  readonly #timer: NodeJS.Timeout
  readonly #caller: AbortSignal | undefined
  readonly #onCallerAbort = (): void => {
    this.#expire('cancelled')
  }

  /** @param ms milliseconds from now */
  constructor(ms: number, caller: AbortSignal | undefined) {
    this.#timer = setTimeout(() => {
      this.#expire('timeout')
    }, ms)
    this.#caller = caller
    if (caller?.aborted === true) this.#expire('cancelled')
    else caller?.addEventListener('abort', this.#onCallerAbort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  elapsedMs(): number {
    return performance.now() - this.#startedAt
  }

  /**
   * Waits for a promise as long as there is time.
   * @param graceMs how long it may still take to settle by itself once the signal has fired
   * @throws {Expired} when there is none left
   */
  async wait<T>(promise: PromiseLike<T>, graceMs = 0): Promise<T> {
    let stop: (() => void) | undefined
    let grace: NodeJS.Timeout | undefined
    const expiry = new Promise<never>((_resolve, reject) => {
      const expire = (): void => {
        if (graceMs === 0) reject(new Expired())
        else grace = setTimeout(() => { reject(new Expired()) }, graceMs)
      }
      if (this.signal.aborted) expire()
      else {
        this.signal.addEventListener('abort', expire, { once: true })
        stop = () => { this.signal.removeEventListener('abort', expire) }
      }
    })
    try {
      return await Promise.race([promise, expiry])
    } finally {
      stop?.()
      clearTimeout(grace)
    }
  }

  /** Releases the timer and the caller's signal. */
  end(): void {
    clearTimeout(this.#timer)
    this.#caller?.removeEventListener('abort', this.#onCallerAbort)
  }

  #expire(cause: 'timeout' | 'cancelled'): void {
    this.cause ??= cause
    this.#controller.abort()
  }
}
