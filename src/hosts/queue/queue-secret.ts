import { createHmac, randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { SealError } from '../../sealing/seal-error.js'
import { answered } from './connection.js'
import type { KeyRing } from './key-ring.js'
import { QueueKeyError } from './queue-key-error.js'
import type { QueueNames } from './queue-names.js'

/** Turns what identifies a person or an event into a text that nobody without the queue's secret can guess back. */
export type Hash = (...parts: readonly unknown[]) => string

/**
 * The keyed hash of a queue. Its secret is made by whoever comes first and kept in Redis, sealed; a change of keys
 * leaves it as it is, so that jobs keep their ids.
 * @throws {QueueKeyError} when the queue was sealed with another key
 */
export async function queueHash(client: Redis, { queue, secret: place }: QueueNames, ring: KeyRing): Promise<Hash> {
  const name = `${queue}/secret`
  await answered(client.set(place, ring.seal(randomBytes(32).toString('base64'), name), 'NX'))
  const sealed = (await answered(client.get(place))) ?? ''
  let secret: unknown
  try {
    secret = ring.open(sealed, name)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    throw new QueueKeyError(
      `The queue ${queue} is sealed with another key; give that one too, after the new one when it is being changed.`,
    )
  }
  if (!ring.isCurrent(sealed, name)) await answered(client.set(place, ring.seal(secret, name)))
  const key = Buffer.from(String(secret), 'base64')
  return (...parts) => createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex').slice(0, 40)
}
