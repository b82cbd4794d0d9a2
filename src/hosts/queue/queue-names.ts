import { InvalidQueueNameError } from './invalid-queue-name-error.js'
import type { QueueOptions } from './queue-options.js'

/** How a queue and its keys in Redis are called. */
export interface QueueNames {
  readonly queue: string
  readonly prefix: string
  /** What the key of a job begins with; its id follows. */
  readonly jobs: string
  /** Sealed with the key ring; also tells whether a key ring fits. */
  readonly secret: string
  /** Ids of jobs that are done, by until when they are remembered. */
  readonly done: string
  readonly orderClock: string
  /** What the key of an order begins with. */
  readonly orders: string
}

/** @throws {InvalidQueueNameError} */
export function queueNames({ queue = 'cjds', prefix = 'cjds-node' }: QueueOptions): QueueNames {
  checkName(queue, 'The name of a queue')
  checkName(prefix, 'The prefix of a queue')
  const base = `${prefix}:${queue}:`
  return {
    queue,
    prefix,
    jobs: base,
    secret: `${base}secret`,
    done: `${base}done`,
    orderClock: `${base}order-clock`,
    orders: `${base}order:`,
  }
}

/** @throws {InvalidQueueNameError} */
export function checkName(name: string, what: string): void {
  if (!/^[\w.-]{1,64}$/.test(name))
    throw new InvalidQueueNameError(`${what} has letters, digits, dots, dashes and underscores, at most 64.`)
}
