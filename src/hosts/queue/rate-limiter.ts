import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'

/** A slot for one invocation. */
export interface Slot {
  /** The answer is there. @param requests how many were sent */
  settle(requests: number): Promise<void>
}

/** The service's limit for one client id, kept in Redis for all workers, on its clock. */
export interface RateLimiter {
  /** A slot, or the milliseconds until it is worth asking again. */
  take(): Promise<{ readonly slot: Slot } | { readonly waitMs: number }>
  /** Milliseconds that the service has still asked us to wait. */
  heldMs(): Promise<number>
  /** Nobody gets a slot for so many milliseconds. */
  hold(ms: number): Promise<void>
}

export interface RateLimiterOptions {
  /** What the keys begin with. */
  readonly key: string
  readonly limit: { readonly requests: number; readonly perMs: number } | undefined
  /** The most milliseconds that an invocation takes: so long a slot is kept for one that never reports back. */
  readonly longestMs: number
}

/*
 * A request counts from the moment it is allowed until the window's length after its answer. Whatever fixed or sliding
 * window the service counts in, and however long a request was on its way, no window can then hold more than the limit:
 * of all requests that arrived in one, none had stopped counting when the last of them was allowed.
 */
const takeScript = `
local held = redis.call('PTTL', KEYS[2])
if held > 0 then return held end
local limit, per, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
if limit == 0 then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local count = redis.call('ZCARD', KEYS[1])
if count < limit then
  redis.call('ZADD', KEYS[1], now + longest + per, ARGV[4])
  redis.call('PEXPIRE', KEYS[1], longest + per)
  return 0
end
-- Until a thirtieth of the slots is free, so that workers do not all come back for each single one.
local rank = math.ceil(limit / 30) - 1
local free = tonumber(redis.call('ZRANGE', KEYS[1], rank, rank, 'WITHSCORES')[2])
return math.max(1, math.min(free - now, per))`

const settleScript = `
local time = redis.call('TIME')
local until_ = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
redis.call('ZREM', KEYS[1], ARGV[1])
for index = 1, tonumber(ARGV[3]) do redis.call('ZADD', KEYS[1], until_, ARGV[1] .. index) end
return 0`

const holdScript = `
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end
return 0`

/** Makes the limiter; without a limit it only keeps what the service asks for. */
export function rateLimiter(client: Redis, { key, limit, longestMs }: RateLimiterOptions): RateLimiter {
  const requests = `${key}:requests`
  const held = `${key}:held`
  const perMs = limit?.perMs ?? 0

  return {
    async take() {
      const id = randomUUID()
      const waitMs = Number(
        await client.eval(takeScript, 2, requests, held, limit?.requests ?? 0, perMs, longestMs, id),
      )
      if (waitMs > 0) return { waitMs }
      return {
        slot: {
          async settle(sent) {
            if (limit !== undefined) await client.eval(settleScript, 1, requests, id, perMs, sent)
          },
        },
      }
    },
    heldMs: async () => Math.max(0, await client.pttl(held)),
    hold: async (ms) => {
      if (ms > 0) await client.eval(holdScript, 1, held, Math.ceil(ms))
    },
  }
}
