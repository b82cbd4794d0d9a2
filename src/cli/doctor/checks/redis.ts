import { isLoopbackHost } from '../../../transport/loopback.js'
import { readText } from '../../json-file.js'
import { UsageError } from '../../usage-error.js'
import { type Check, type Finding, orOk, problem, skipped, warning } from '../check.js'
import { notAsked } from '../not-asked.js'
import { readRedisInfo } from '../redis-info.js'

const neededVersion = [6, 2] as const

export const redis: Check = {
  id: 'redis',
  title: 'Redis',
  run: async ({ environment, offline, sent }) => {
    const { CJDS_NODE_REDIS_URL: given = '', CJDS_NODE_REDIS_URL_FILE: file = '' } = environment
    if (given === '' && file === '') return [skipped('CJDS_NODE_REDIS_URL is not set, so there is no queue.')]
    if (offline) return [notAsked]
    let text = given
    try {
      if (given === '') text = (await readText(file)).trim()
    } catch (error) {
      if (error instanceof UsageError) return [problem(error.message)]
      throw error
    }
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url === undefined || !/^rediss?:$/.test(url.protocol))
      return [problem('CJDS_NODE_REDIS_URL must be an address such as redis://127.0.0.1:6379 or rediss://host:6380.')]
    const read = await readRedisInfo(text)
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
  const facts = new Map(Array.from(info.matchAll(/^(\w+):(.*?)\r?$/gm), ([, name = '', value = '']) => [name, value]))
  const findings: Finding[] = []
  const version = facts.get('redis_version') ?? '0'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < neededVersion[0] || (major === neededVersion[0] && minor < neededVersion[1]))
    findings.push(problem(`Version ${version} is too old for the queue; install ${neededVersion.join('.')} or newer.`))
  const policy = facts.get('maxmemory_policy')
  if (policy !== 'noeviction')
    findings.push(
      problem(
        `Its maxmemory-policy is ${policy ?? 'not known'}, which may drop jobs; set maxmemory-policy noeviction in redis.conf.`,
      ),
    )
  if (facts.get('role') === 'slave')
    findings.push(problem('It is a replica, which takes no jobs; give the address of the primary.'))
  if (facts.get('aof_enabled') === '0')
    findings.push(warning('It forgets recent jobs when it crashes; set appendonly yes in redis.conf.'))
  return findings
}
