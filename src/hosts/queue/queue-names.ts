import type { QueueOptions } from './queue-options.js'

/** How a queue and its keys in Redis are called. */
export interface QueueNames {
  readonly queue: string
  readonly prefix: string
  /** What the key of a job begins with; its id follows. */
  readonly jobs: string
  /** Sealed with the key ring; also tells whether a key ring fits. */
  readonly secret: string
  readonly orderClock: string
  /** What the key of an order begins with. */
  readonly orders: string
}

export function queueNames({ queue = 'cjds', prefix = 'cjds-node' }: QueueOptions): QueueNames {
  const base = `${prefix}:${queue}:`
  return {
    queue,
    prefix,
    jobs: base,
    secret: `${base}secret`,
    orderClock: `${base}order-clock`,
    orders: `${base}order:`,
  }
}
