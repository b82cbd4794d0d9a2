import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type Queue, takeTurn, type Ticket } from '../../../src/auth/process-lock/bakery.js'
import { errorOf } from '../support.js'

const never = new AbortController().signal

/** A queue in memory. Between any two steps of it others may take theirs, in an order that a test decides. */
class SteppedQueue implements Queue {
  readonly all: Ticket[] = []
  readonly step: (what: string) => Promise<unknown>
  /** How often a number was drawn that another has. */
  ties = 0
  #made = 0

  constructor(step: (what: string) => Promise<unknown>) {
    this.step = step
  }

  async join() {
    await this.step('draw')
    const number = 1 + Math.max(0, ...this.all.map((ticket) => ticket.number))
    await this.step('show')
    // Ids are in no order, as those of sockets.
    const ticket = { number, id: `${(this.#made++ * 7) % 10}` }
    if (this.all.some((other) => other.number === number)) this.ties++
    this.all.push(ticket)
    return { ticket, leave: () => void this.all.splice(this.all.indexOf(ticket), 1) }
  }

  tickets(): Ticket[] {
    return [...this.all]
  }

  async untilGone(ticket: Ticket): Promise<void> {
    do await this.step('wait')
    while (this.all.includes(ticket))
  }
}

describe('The bakery', () => {
  it('lets one at a time have the lock, and everyone in the end, however their steps are mixed', async () => {
    let ties = 0
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, count) => {
        const queue = new SteppedQueue((what) => scheduler.schedule(Promise.resolve(), what))
        let holders = 0
        let served = 0
        const all = Promise.all(
          Array.from({ length: count }, async () => {
            const leave = await takeTurn(queue, never)
            expect(++holders).toBe(1)
            await scheduler.schedule(Promise.resolve(), 'work')
            holders--
            served++
            leave()
          }),
        )
        await scheduler.waitFor(all)
        expect(served).toBe(count)
        expect(queue.all).toEqual([])
        ties += queue.ties
      }),
      { numRuns: 300 },
    )
    // The mixtures were such that numbers were drawn twice.
    expect(ties).toBeGreaterThan(0)
  })

  /** A queue that says each time what is in it. */
  function scripted(...looks: Ticket[][]): { queue: Queue; log: string[] } {
    const log: string[] = []
    let joined = 0
    const queue: Queue = {
      join: () => {
        const ticket = { number: 5, id: `m${++joined}` }
        log.push(`join ${ticket.id}`)
        return Promise.resolve({ ticket, leave: () => log.push(`leave ${ticket.id}`) })
      },
      tickets: () => [{ number: 5, id: `m${joined}` }, ...(looks.shift() ?? [])],
      untilGone: ({ id }) => {
        log.push(`wait for ${id}`)
        return Promise.resolve()
      },
    }
    return { queue, log }
  }

  it.each<[string, Ticket, 'waits' | 'draws again']>([
    ['a lower number', { number: 4, id: 'z' }, 'waits'],
    ['the same number and an earlier id', { number: 5, id: 'a' }, 'waits'],
    ['the same number and a later id', { number: 5, id: 'z' }, 'draws again'],
    ['a higher number', { number: 6, id: 'a' }, 'draws again'],
  ])('sees %s when it comes in', async (_title, other, what) => {
    const { queue, log } = scripted([other], what === 'waits' ? [other] : [])
    const leave = await takeTurn(queue, never)
    expect(log).toEqual(what === 'waits' ? ['join m1', `wait for ${other.id}`] : ['join m1', 'leave m1', 'join m2'])
    leave()
    expect(log.at(-1)).toMatch(/^leave/)
  })

  it('waits again for whoever is before it, and not for those who come later', async () => {
    const first = { number: 1, id: 'first' }
    const second = { number: 2, id: 'second' }
    const later = { number: 9, id: 'later' }
    const { queue, log } = scripted([first, second], [first, second, later], [second, later], [later])
    await takeTurn(queue, never)
    expect(log).toEqual(['join m1', 'wait for first', 'wait for second'])
  })

  it('gives up its place when it cannot wait', async () => {
    const { queue, log } = scripted([{ number: 1, id: 'first' }], [{ number: 1, id: 'first' }])
    const signal = AbortSignal.timeout(10_000)
    const failing: Queue = {
      ...queue,
      untilGone: (_ticket, given) => Promise.reject(new Error(given === signal ? 'enough' : 'another signal')),
    }
    expect(await errorOf(takeTurn(failing, signal))).toMatchObject({ message: 'enough' })
    expect(log).toEqual(['join m1', 'leave m1'])
  })
})
