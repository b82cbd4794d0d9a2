import type { Redis } from 'ioredis'
import type { QueueNames } from './queue-names.js'

/** The ids of jobs that were done within the de-duplication window; what is left of a job that BullMQ has removed. */
export interface DoneJobs {
  has(ids: readonly string[]): Promise<boolean[]>
  /** @param windowMs how long it is remembered */
  add(id: string, windowMs: number): Promise<void>
  count(): Promise<number>
  /** Forgets those whose window is over. */
  prune(): Promise<void>
}

export function doneJobs(client: Redis, { done }: QueueNames): DoneJobs {
  return {
    async has(ids) {
      if (ids.length === 0) return []
      const now = Date.now()
      return (await client.zmscore(done, ...ids)).map((until) => until !== null && Number(until) > now)
    },
    async add(id, windowMs) {
      await Promise.all([client.zadd(done, Date.now() + windowMs, id), client.pexpire(done, windowMs)])
    },
    count: () => client.zcount(done, Date.now(), '+inf'),
    async prune() {
      await client.zremrangebyscore(done, '-inf', Date.now())
    },
  }
}
