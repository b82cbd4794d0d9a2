import { ApiError } from './api-error.js'

export interface RateLimit {
  readonly requests: number
  readonly perMs: number
}

/** Counts requests by client id in fixed windows; a window begins with the client's first request after the last one. */
export class RateLimiter {
  readonly #limit: RateLimit | false
  readonly #clock: () => number
  readonly #windows = new Map<string, { startMs: number; count: number }>()

  constructor(limit: RateLimit | false, clock: () => number) {
    this.#limit = limit
    this.#clock = clock
  }

  /** @throws {ApiError} 429 with `Retry-After` in seconds, at least 1. */
  take(clientId: string): void {
    if (this.#limit === false) return
    const now = this.#clock()
    const { requests, perMs } = this.#limit
    let window = this.#windows.get(clientId)
    if (window === undefined || now >= window.startMs + perMs) {
      window = { startMs: now, count: 0 }
      this.#windows.set(clientId, window)
    }
    if (window.count >= requests) {
      const seconds = Math.max(1, Math.ceil((window.startMs + perMs - now) / 1000))
      throw new ApiError(429, [`More than ${requests} requests in ${perMs} ms`], undefined, {
        'retry-after': String(seconds),
      })
    }
    window.count += 1
  }

  clear(): void {
    this.#windows.clear()
  }
}
