import { setTimeout as delay } from 'node:timers/promises'

/** A number in a queue. Of two who have drawn the same, the id decides. */
export interface Ticket {
  readonly number: number
  readonly id: string
}

export interface Place {
  readonly ticket: Ticket
  readonly leave: () => void
}

/** Those who want a lock, each with a ticket that all others see. */
export interface Queue {
  /** Draws a number above all that are there, and then lets the others see it. */
  join(): Promise<Place>
  /** Of all who are in the queue, oneself included. */
  tickets(): Ticket[]
  /** Waits until somebody has left. May end earlier. */
  untilGone(ticket: Ticket, signal: AbortSignal): Promise<void>
}

/**
 * Lamport's bakery (https://doi.org/10.1145/361082.361093): who has nobody before it has the lock. Between drawing a
 * number and showing it others may have drawn the same, or shown higher ones and found nobody before them; so who comes
 * in and sees a later one draws again.
 * @param signal ends the wait
 * @returns what lets go of the lock
 * @throws whatever the queue throws; the place in it is then given up
 */
export async function takeTurn(queue: Queue, signal: AbortSignal): Promise<() => void> {
  for (;;) {
    const { ticket, leave } = await queue.join()
    try {
      if (!queue.tickets().some((other) => isBefore(ticket, other))) {
        await untilFirst(ticket, queue, signal)
        return leave
      }
    } catch (error) {
      leave()
      throw error
    }
    leave()
    await delay(Math.random() * 5)
  }
}

async function untilFirst(ticket: Ticket, queue: Queue, signal: AbortSignal): Promise<void> {
  for (;;) {
    const before = queue.tickets().find((other) => isBefore(other, ticket))
    if (before === undefined) return
    await queue.untilGone(before, signal)
  }
}

const isBefore = (one: Ticket, other: Ticket): boolean =>
  one.number === other.number ? one.id < other.id : one.number < other.number
