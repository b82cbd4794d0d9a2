import { UsageError } from '../usage-error.js'
import { secret } from './secret.js'

export const redisVariable = 'CJDS_NODE_REDIS_URL'

/**
 * Where Redis is, as the environment says it; undefined where it says nothing.
 * @throws {UsageError} that holds no part of the address, since a password may be in it
 */
export async function readRedisUrl(environment: Readonly<NodeJS.ProcessEnv>): Promise<URL | undefined> {
  const text = await secret(redisVariable, environment)
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^rediss?:$/.test(url.protocol))
    throw new UsageError(
      `${redisVariable} must be an address such as redis://127.0.0.1:6379 or rediss://host:6380, with a port of at most 65535.`,
    )
  // ioredis ends the process over one that it cannot select.
  const databases = [url.pathname.slice(1), ...url.searchParams.getAll('db')]
  if (!databases.every((database) => /^\d*$/.test(database)))
    throw new UsageError(
      `${redisVariable} is wrong: the database in the URL must be a number, such as redis://127.0.0.1:6379/1.`,
    )
  return url
}
