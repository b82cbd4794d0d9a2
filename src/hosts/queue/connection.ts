import { Redis, type RedisOptions } from 'ioredis'
import { FlowNodeError } from '../../errors/flow-node-error.js'
import { endingClient } from './ending-client.js'
import { quietly } from '../../quietly.js'
import { QueueUnavailableError } from './queue-unavailable-error.js'
import { isRedisError, redisFailure, type RedisFailureReason } from './redis-failure.js'
import { redisFacts, unsuitability } from './redis-suitability.js'

/** The most milliseconds that whoever enqueues waits for Redis. */
const answerMs = 1_900

export type OnError = (error: Error) => void

/**
 * Connects, and looks whether this Redis keeps what it is given.
 * @param purpose one that `asks` gets an error at once when Redis is away; one that `works` waits until it is back
 * @param onError see {@link tellingErrors}
 * @throws {QueueUnavailableError} when there is no answer in time
 * @throws {UnsuitableRedisError} when it is too old or may evict jobs
 */
export async function connect(
  redis: string | RedisOptions,
  purpose: 'asks' | 'works',
  onError: OnError,
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
  const client = endingClient(typeof redis === 'string' ? new Redis(redis, options) : new Redis(options))
  // What rejects is only that the connection is closed; the reason is told to the listener.
  let reason: Error | undefined
  client.on('error', (error) => {
    reason = error
    onError(error)
  })
  try {
    await answered(client.connect()).catch((error: unknown) => {
      throw reason === undefined ? error : unavailable(reason)
    })
    const [unsuitable] = unsuitability(redisFacts(await answered(client.info())))
    if (unsuitable !== undefined) throw unsuitable
    return client
  } catch (error) {
    client.disconnect()
    throw error
  }
}

/**
 * Waits for Redis for as long as whoever enqueues would.
 * @param queuing for an answer that says that jobs are queued: whether Redis may have got them; asked when there is none
 * @throws {QueueUnavailableError}
 */
export async function answered<T>(answer: Promise<T>, queuing?: () => boolean): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(unavailable(undefined, queuing?.()))
    }, answerMs)
  })
  try {
    return await Promise.race([answer, late])
  } catch (error) {
    throw error instanceof FlowNodeError ? error : unavailable(error, queuing && queuing() && !isUnsent(error))
  } finally {
    clearTimeout(timer)
    answer.catch(() => undefined)
  }
}

/**
 * A listener for Redis's clients and for BullMQ, which all tell of the same errors: each is told once, and in words of our
 * own where its own may hold a password or what was sent.
 */
export function tellingErrors(onError: OnError | undefined): OnError {
  const tell = quietly(onError)
  const told = new WeakSet<Error>()
  return (error) => {
    if (told.has(error)) return
    told.add(error)
    tell(inOurWords(error))
  }
}

/** The error, or one that says the same without what its words or members may give away. */
export function inOurWords(error: Error): Error {
  return isRedisError(error) && !(error instanceof FlowNodeError) ? unavailable(error) : error
}

const sentences: Readonly<Record<RedisFailureReason, string>> = {
  credentials: 'Redis does not accept the user name or password',
  forbidden: 'Redis does not let this user do what the queue needs',
  memory: 'The memory of Redis is full',
  refused: 'Redis refused a command',
  unreachable: 'Redis does not answer',
}

/** @param sent whether jobs may have been queued; undefined when none were to be */
function unavailable(cause: unknown, sent?: boolean): QueueUnavailableError {
  const { reason, code } = redisFailure(cause)
  const words = `${sentences[reason]}${code === undefined ? '' : ` (${code})`}`
  if (sent === undefined) return new QueueUnavailableError(`${words}.`, false)
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
