import type { Redis } from 'ioredis'
import { connect, tellingErrors, type OnError } from './connection.js'
import { keyRing, type KeyRing } from './key-ring.js'
import { queueNames, type QueueNames } from './queue-names.js'
import type { QueueOptions } from './queue-options.js'
import { queueHash, type Hash } from './queue-secret.js'

/** What everybody has who works with a queue. */
export interface QueueAccess {
  readonly client: Redis
  readonly names: QueueNames
  readonly ring: KeyRing
  readonly hash: Hash
  /** For the errors of whatever shares the client. */
  readonly onError: OnError
}

/**
 * @param purpose one that `asks` gets an error at once when Redis is away; one that `works` waits until it is back
 * @throws {QueueUnavailableError} when Redis does not answer
 * @throws {UnsuitableRedisError} when it would lose jobs
 * @throws {QueueKeyError} when the queue is sealed with another key
 * @throws {InvalidQueueNameError}
 */
export async function accessQueue(
  options: QueueOptions,
  purpose: 'asks' | 'works',
  given: OnError | undefined,
): Promise<QueueAccess> {
  const ring = keyRing(options.keys)
  const names = queueNames(options)
  const onError = tellingErrors(given)
  const client = await connect(options.redis, purpose, onError)
  try {
    return { client, names, ring, hash: await queueHash(client, names, ring), onError }
  } catch (error) {
    client.disconnect()
    throw error
  }
}
