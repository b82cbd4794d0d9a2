import { redisFacts, unsuitability } from '../../../hosts/queue/redis-suitability.js'
import { isLoopbackHost } from '../../../transport/loopback.js'
import { readRedisUrl, redisVariable } from '../../queue/redis-url.js'
import { UsageError } from '../../usage-error.js'
import { type Check, type Finding, orOk, problem, skipped, warning } from '../check.js'
import { notAsked } from '../not-asked.js'
import { readRedisInfo } from '../redis-info.js'

export const redis: Check = {
  id: 'redis',
  title: 'Redis',
  run: async ({ environment, offline, sent }) => {
    let url: URL | undefined
    try {
      url = await readRedisUrl(environment)
    } catch (error) {
      if (error instanceof UsageError) return [problem(error.message)]
      throw error
    }
    if (url === undefined) return [skipped(`${redisVariable} is not set, so there is no queue.`)]
    if (offline) return [notAsked]
    const read = await readRedisInfo(url.href)
    if ('failure' in read) return [problem(read.failure)]
    sent.push(`INFO to Redis at ${url.host}`)
    const inClear =
      url.protocol === 'redis:' && !isLoopbackHost(url.hostname)
        ? [warning('It is reached without TLS; use rediss:// where others share the network.')]
        : []
    return orOk([...inClear, ...findingsOf(read.info)], 'It keeps what it is given.')
  },
}

/** @param info the answer to `INFO`: lines of names and values */
export function findingsOf(info: string): readonly Finding[] {
  const facts = redisFacts(info)
  const findings: Finding[] = unsuitability(facts).map(({ message }) => problem(message))
  if (facts.get('role') === 'slave')
    findings.push(problem('It is a replica, which takes no jobs; give the address of the primary.'))
  if (facts.get('aof_enabled') === '0')
    findings.push(warning('It forgets recent jobs when it crashes; set appendonly yes in redis.conf.'))
  return findings
}
