import { unwatchExpiry, watchExpiry } from './expiry.js'
import type { TransportOptions } from './transport.js'

/**
 * A counting lock for the connections to one origin. An agent's own queue keeps requests that were given up and later
 * connects for them; here they leave at once.
 */
export class Slots {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(readonly size: number) {
    this.#free = size
  }

  /** Nobody holds a slot or waits for one. */
  get idle(): boolean {
    return this.#free === this.size
  }

  /** Takes a slot when one is free. */
  tryAcquire(): boolean {
    if (this.#free === 0) return false
    this.#free--
    return true
  }

  /** Waits for a slot in the order of the calls. Resolves to false, holding none, when the time is up first. */
  acquire(options: TransportOptions): Promise<boolean> {
    return new Promise((resolve) => {
      const granted = () => {
        unwatchExpiry(options, givenUp)
        resolve(true)
      }
      const givenUp = () => {
        this.#waiting.delete(granted)
        resolve(false)
      }
      this.#waiting.add(granted)
      watchExpiry(options, givenUp)
    })
  }

  /** Hands the slot on to the one who has waited longest. */
  release(): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#free++
    } else {
      this.#waiting.delete(next)
      next()
    }
  }
}
