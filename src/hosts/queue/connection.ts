import { Redis, type RedisOptions } from 'ioredis'
import { QueueUnavailableError } from './queue-unavailable-error.js'
import { redisFacts, unsuitability } from './redis-suitability.js'
import { UnsuitableRedisError } from './unsuitable-redis-error.js'

/** The most milliseconds that whoever enqueues waits for Redis. */
const answerMs = 1_900

/**
 * Connects, and looks whether this Redis keeps what it is given.
 * @param purpose one that `asks` gets an error at once when Redis is away; one that `works` waits until it is back
 * @throws {QueueUnavailableError} when there is no answer in time
 * @throws {UnsuitableRedisError} when it is too old or may evict jobs
 */
export async function connect(
  redis: string | RedisOptions,
  purpose: 'asks' | 'works',
  onError: (error: Error) => void = () => undefined,
): Promise<Redis> {
  const options = {
    ...(typeof redis === 'string' ? {} : redis),
    // Without it ioredis leaves the shape of its answers open.
    replyMapping: 'legacy',
    lazyConnect: true,
    connectTimeout: answerMs,
    retryStrategy: (times: number) => Math.min(times * 100, 2_000),
    ...(purpose === 'asks' ? { enableOfflineQueue: false, maxRetriesPerRequest: 1 } : { maxRetriesPerRequest: null }),
  } as const
  const client = typeof redis === 'string' ? new Redis(redis, options) : new Redis(options)
  // Without a listener a lost connection would end the process.
  client.on('error', onError)
  try {
    await answered(client.connect())
    const [unsuitable] = unsuitability(redisFacts(await answered(client.info())))
    if (unsuitable !== undefined) throw unsuitable
    return client
  } catch (error) {
    client.disconnect()
    throw error instanceof UnsuitableRedisError ? error : unavailable(false, error)
  }
}

/**
 * Waits for Redis for as long as whoever enqueues would.
 * @param sent whether Redis may have got something that it keeps; asked when there is no answer
 * @throws {QueueUnavailableError}
 */
export async function answered<T>(answer: Promise<T>, sent: () => boolean = () => false): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(unavailable(sent()))
    }, answerMs)
  })
  try {
    return await Promise.race([answer, late])
  } catch (error) {
    throw error instanceof QueueUnavailableError ? error : unavailable(sent() && !isUnsent(error), error)
  } finally {
    clearTimeout(timer)
    answer.catch(() => undefined)
  }
}

/** Redis's own words may quote an address with its password, so only a code is passed on. */
function unavailable(sent: boolean, cause?: unknown): QueueUnavailableError {
  const { code } = (cause ?? {}) as { readonly code?: unknown }
  const [reply] = /^[A-Z]{4,}(?= )/.exec(cause instanceof Error ? cause.message : '') ?? []
  const reason = reply ?? (typeof code === 'string' ? code : undefined)
  const words = `Redis does not answer${reason === undefined ? '' : ` (${reason})`}`
  return new QueueUnavailableError(
    sent
      ? `${words}; the jobs may have been queued or not. Enqueue them again: what has an id of its own is not doubled.`
      : `${words}; nothing was queued.`,
    sent,
  )
}

/** What ioredis says of a command that it did not send. */
function isUnsent(error: unknown): boolean {
  return error instanceof Error && error.message.includes('enableOfflineQueue')
}
