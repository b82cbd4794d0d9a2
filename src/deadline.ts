/** Thrown out of whatever was being waited for when the time is up or the caller has given up. */
export class Expired extends Error {}

/**
 * The one budget of an invocation: a single timer that bounds variables, token, connection, answer and any second
 * attempt, and the caller's own signal beside it. One thing is waited for at a time.
 */
export class Deadline {
  /** Why it ended early; undefined while there is time left. */
  cause: 'timeout' | 'cancelled' | undefined
  readonly #startedAt = performance.now()
  readonly #timer: NodeJS.Timeout
  readonly #caller: AbortSignal | undefined
  #controller: AbortController | undefined
  #grace: NodeJS.Timeout | undefined
  #onExpiry: (() => void) | undefined
  #stop: (() => void) | undefined

  /** @param ms milliseconds from now */
  constructor(ms: number, caller: AbortSignal | undefined) {
    this.#timer = setTimeout(() => {
      this.#expire('timeout')
    }, ms)
    this.#caller = caller
    if (caller?.aborted === true) this.#expire('cancelled')
    else caller?.addEventListener('abort', this.#cancel, { once: true })
  }

  /** Fires at the deadline or when the caller gives up. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.cause !== undefined) this.#controller.abort()
    return this.#controller.signal
  }

  /** For a transport, cheaper than the signal: called once when it ends, at once when it has; undefined takes it back. */
  onExpiry(callback: (() => void) | undefined): void {
    this.#stop = callback
    if (this.cause !== undefined) callback?.()
  }

  /** Whether it ended because the caller gave up. */
  isCancelled(): boolean {
    return this.cause === 'cancelled'
  }

  /** Milliseconds since the invocation began, to a tenth. */
  elapsedMs(): number {
    return Math.round((performance.now() - this.#startedAt) * 10) / 10
  }

  /**
   * Waits for a promise as long as there is time.
   * @param graceMs how long it may still take to settle by itself once the signal has fired
   * @throws {Expired} when there is none left
   */
  wait<T>(promise: PromiseLike<T>, graceMs = 0): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        reject(new Expired())
      }
      this.#onExpiry = () => {
        if (graceMs === 0) giveUp()
        else this.#grace = setTimeout(giveUp, graceMs)
      }
      if (this.cause !== undefined) this.#onExpiry()
      promise.then(resolve, reject)
    })
  }

  /** Releases the timers and the caller's signal. */
  end(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#grace)
    this.#caller?.removeEventListener('abort', this.#cancel)
  }

  readonly #cancel = (): void => {
    this.#expire('cancelled')
  }

  #expire(cause: 'timeout' | 'cancelled'): void {
    if (this.cause !== undefined) return
    this.cause = cause
    this.#controller?.abort()
    this.#stop?.()
    this.#onExpiry?.()
  }
}
