import { redisFailure } from '../../hosts/queue/redis-failure.js'

/** What Redis says of itself, or why it says nothing, for a person. */
export type RedisInfo = { readonly info: string } | { readonly failure: string }

const patienceMs = 4_000

/**
 * Asks Redis for its `INFO`, with the optional peer ioredis.
 * @param url with its password; no message holds it
 */
export async function readRedisInfo(url: string): Promise<RedisInfo> {
  const Redis = await loadRedis()
  if (Redis === undefined) return { failure: 'The package ioredis is not installed; run: npm install ioredis' }
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: null,
  })
  // The same errors reject what waits for the connection.
  let reason: unknown
  redis.on('error', (error) => {
    reason = error
  })
  try {
    await redis.connect()
    return { info: await redis.info() }
  } catch (error) {
    return { failure: failureOf(reason ?? error) }
  } finally {
    redis.disconnect()
  }
}

async function loadRedis(): Promise<typeof import('ioredis').Redis | undefined> {
  try {
    return (await import('ioredis')).Redis
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}

function failureOf(error: unknown): string {
  const { reason, code } = redisFailure(error)
  switch (reason) {
    case 'credentials':
      return 'It does not accept the user name or password of CJDS_NODE_REDIS_URL; correct them.'
    case 'forbidden':
      return 'Its user may not run INFO; allow it: ACL SETUSER NAME +info'
    case 'memory':
    case 'refused':
      return `It refuses to answer (${code ?? 'no reason'}); look into its log.`
    case 'unreachable':
      return `It cannot be reached (${code ?? 'no answer'}); check that it runs, and the address in CJDS_NODE_REDIS_URL.`
  }
}
