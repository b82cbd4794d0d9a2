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

/* It lasts as long as the id that is remembered longest: workers may have different windows. */
const addScript = `
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return 0`

export function doneJobs(client: Redis, { done }: QueueNames): DoneJobs {
  return {
    async has(ids) {
      if (ids.length === 0) return []
      const now = Date.now()
      return (await client.zmscore(done, ...ids)).map((until) => until !== null && Number(until) > now)
    },
    async add(id, windowMs) {
      await client.eval(addScript, 1, done, id, Date.now() + windowMs, windowMs)
    },
    count: () => client.zcount(done, Date.now(), '+inf'),
    async prune() {
      await client.zremrangebyscore(done, '-inf', Date.now())
    },
  }
}
