/** Who waits for a slot. */
export interface SlotWaiter {
  /** Called once: the slot is theirs until they release it. */
  granted(): void
}

/**
 * A counting lock for the connections to one origin. An agent's own queue keeps requests that were given up and later
 * connects for them; here they leave at once.
 */
export class Slots {
  #free: number
  readonly #waiting = new Set<SlotWaiter>()

  constructor(readonly size: number) {
    this.#free = size
  }

  /** Nobody holds a slot or waits for one. */
  get idle(): boolean {
    return this.#free === this.size
  }

  /** Grants a slot now, or later in the order of the calls. */
  acquire(waiter: SlotWaiter): void {
    if (this.#free === 0) {
      this.#waiting.add(waiter)
      return
    }
    this.#free--
    waiter.granted()
  }

  /** Waits no longer. */
  leave(waiter: SlotWaiter): void {
    this.#waiting.delete(waiter)
  }

  /** Hands the slot on to the one who has waited longest. */
  release(): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#free++
    } else {
      this.#waiting.delete(next)
      next.granted()
    }
  }
}
