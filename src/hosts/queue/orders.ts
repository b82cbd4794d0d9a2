import type { Redis } from 'ioredis'
import type { QueueNames } from './queue-names.js'

/**
 * Jobs that are run one after another: of each order a sorted set of the jobs that are not done, by when they were
 * enqueued. Only its first may run. A job that is gone, or has ended, is taken out by whoever waits behind it.
 */
export interface Orders {
  /** Puts jobs at the end of their orders; those without one are left out. Before they are enqueued. */
  join(jobs: readonly { readonly id: string; readonly order: string | undefined }[]): Promise<void>
  /** Whether it is a job's turn. One that is in no order may always run. */
  isFirst(order: string, id: string): Promise<boolean>
  /** Takes a job out. The one whose turn has come by that; undefined when nobody waits, or for another one than this. */
  leave(order: string, id: string): Promise<string | undefined>
}

/** How long a job that has joined may take to be enqueued before those behind it go on without it: a minute. */
const patienceUs = 60_000_000

/* Times are Redis's own, in microseconds; two jobs never have the same. */
const joinScript = `
local time = redis.call('TIME')
local at = math.max(time[1] * 1000000 + time[2], (tonumber(redis.call('GET', KEYS[1])) or 0) + 1)
for index = 1, #ARGV do
  redis.call('ZADD', KEYS[index + 1], 'NX', string.format('%d', at), ARGV[index])
  at = at + 1
end
redis.call('SET', KEYS[1], string.format('%d', at))
return 0`

const firstScript = `
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 1 end
while true do
  local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  if first[1] == ARGV[1] then return 1 end
  local job = ARGV[2] .. first[1]
  if redis.call('EXISTS', job) == 0 then
    local time = redis.call('TIME')
    if time[1] * 1000000 + time[2] - tonumber(first[2]) < tonumber(ARGV[3]) then return 0 end
  elseif redis.call('HEXISTS', job, 'finishedOn') == 0 then
    return 0
  end
  redis.call('ZREM', KEYS[1], first[1])
end`

const leaveScript = `
local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
redis.call('ZREM', KEYS[1], ARGV[1])
if first ~= ARGV[1] then return {} end
return redis.call('ZRANGE', KEYS[1], 0, 0)`

export function jobOrders(client: Redis, { orders, orderClock, jobs: prefix }: QueueNames): Orders {
  return {
    async join(jobs) {
      const ordered = jobs.flatMap(({ id, order }) => (order === undefined ? [] : [{ id, key: orders + order }]))
      if (ordered.length === 0) return
      const keys = ordered.map(({ key }) => key)
      await client.eval(joinScript, keys.length + 1, orderClock, ...keys, ...ordered.map(({ id }) => id))
    },
    isFirst: async (order, id) => (await client.eval(firstScript, 1, orders + order, id, prefix, patienceUs)) === 1,
    async leave(order, id) {
      const [next] = (await client.eval(leaveScript, 1, orders + order, id)) as string[]
      return next
    },
  }
}
