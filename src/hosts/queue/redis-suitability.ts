import { UnsuitableRedisError } from './unsuitable-redis-error.js'

/** What Redis needs to have for the commands that are used. */
const leastVersion = [6, 2] as const

/** Why a Redis cannot be trusted with jobs; empty when it can. @param facts its answer to `INFO`, see `redisFacts` */
export function unsuitability(facts: ReadonlyMap<string, string>): UnsuitableRedisError[] {
  const found: UnsuitableRedisError[] = []
  const version = facts.get('redis_version') ?? 'unknown'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  // A version that cannot be read is no number, and so not at least this one.
  if (!(major > leastVersion[0] || (major === leastVersion[0] && minor >= leastVersion[1])))
    found.push(
      new UnsuitableRedisError(
        'REDIS_VERSION',
        `This is Redis ${version}; the queue needs ${leastVersion.join('.')} or newer.`,
      ),
    )
  const policy = facts.get('maxmemory_policy') ?? 'unknown'
  if (policy !== 'noeviction')
    found.push(
      new UnsuitableRedisError(
        'REDIS_EVICTION',
        `Redis would throw jobs away when its memory is full (maxmemory-policy ${policy}); set maxmemory-policy noeviction.`,
      ),
    )
  return found
}

/** The names and values in Redis's answer to `INFO`. */
export function redisFacts(info: string): ReadonlyMap<string, string> {
  return new Map(Array.from(info.matchAll(/^(\w+):(.*?)\r?$/gm), ([, name = '', value = '']) => [name, value]))
}
