import type { ExpiryListener } from './transport/transport.js'

/** Thrown out of whatever was being waited for when the time is up or the caller has given up. */
export class Expired extends Error {}

/**
 * The one budget of an invocation: a single timer that bounds variables, token, connection, answer and any second
 * attempt, and the caller's own signal beside it. One thing is waited for at a time.
 */
export class Deadline implements ExpiryListener {
  /** Why it ended early; undefined while there is time left. */
  cause: 'timeout' | 'cancelled' | undefined
  readonly #startedAt = performance.now()
  readonly #timer: NodeJS.Timeout
  readonly #caller: AbortSignal | undefined
  #controller: AbortController | undefined
  #grace: NodeJS.Timeout | undefined
  #listener: ExpiryListener | undefined
  #giveUp: ((reason: Expired) => void) | undefined
  #graceMs = 0

  /** @param ms milliseconds from now */
  constructor(ms: number, caller: AbortSignal | undefined) {
    // No closures of an invocation's own here and below: a thousand may be under way.
    this.#timer = setTimeout(Deadline.#timeIsUp, ms, this)
    this.#caller = caller
    if (caller?.aborted === true) this.handleEvent()
    else caller?.addEventListener('abort', this, { once: true })
  }

  static readonly #timeIsUp = (deadline: Deadline): void => {
    deadline.#expire('timeout')
  }

  /** The caller has given up. */
  handleEvent(): void {
    this.#expire('cancelled')
  }

  /** Fires at the deadline or when the caller gives up. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.cause !== undefined) this.#controller.abort()
    return this.#controller.signal
  }

  /** For a transport, cheaper than the signal: told once when it ends, at once when it has; undefined takes it back. */
  onExpiry(listener: ExpiryListener | undefined): void {
    this.#listener = listener
    if (this.cause !== undefined) listener?.handleEvent()
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
      this.#giveUp = reject
      this.#graceMs = graceMs
      if (this.cause !== undefined) this.#abandon()
      promise.then(resolve, reject)
    })
  }

  /** Releases the timers and the caller's signal. */
  end(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#grace)
    this.#caller?.removeEventListener('abort', this)
  }

  #expire(cause: 'timeout' | 'cancelled'): void {
    if (this.cause !== undefined) return
    this.cause = cause
    this.#controller?.abort()
    this.#listener?.handleEvent()
    this.#abandon()
  }

  /** Leaves what is being waited for to itself, at once or after its grace. */
  #abandon(): void {
    const giveUp = this.#giveUp
    if (giveUp === undefined) return
    if (this.#graceMs === 0) giveUp(new Expired())
    else
      this.#grace = setTimeout(() => {
        giveUp(new Expired())
      }, this.#graceMs)
  }
}
