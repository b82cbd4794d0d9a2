import { Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Result } from '../../outcome/result.js'
import { connect } from './connection.js'
import { keyRing, type KeyRing } from './key-ring.js'
import { queueNames, type QueueNames } from './queue-names.js'
import type { QueueOptions } from './queue-options.js'
import { queueHash } from './queue-secret.js'
import { sealedName } from './stored-job.js'

/** How a job ended. */
export interface Reply {
  readonly job: string
  readonly method: string
  /** What was given with the job. */
  readonly reference?: string
  /** `parked`: it became a dead letter. */
  readonly event: 'completed' | 'parked'
  /** Null for a job that was parked without an invocation. */
  readonly result: Result | null
}

export interface ReplyReader {
  /** Waits for the handler that is running. */
  close(): Promise<void>
}

interface StoredReply {
  readonly sealed: string
}

/** Seconds that a reply which was read is remembered, so that it is not given twice. */
const rememberedS = 3_600

/** Puts replies into the queues that asked for them. */
export interface ReplySender {
  send(name: string, reply: Reply): Promise<void>
  close(): Promise<void>
}

export function replySender(client: Redis, { queue, prefix }: QueueNames, ring: KeyRing): ReplySender {
  const queues = new Map<string, Queue<StoredReply>>()
  const queueOf = (name: string): Queue<StoredReply> => {
    const known = queues.get(name) ?? new Queue<StoredReply>(replyQueue(queue, name), { connection: client, prefix })
    queues.set(name, known)
    return known
  }
  return {
    async send(name, reply) {
      const sealed = ring.seal(reply, sealedName(queue, reply.job, 'reply'))
      await queueOf(name).add(
        reply.method,
        { sealed },
        { jobId: reply.job, attempts: 1_000_000, backoff: 5_000, removeOnComplete: { age: rememberedS } },
      )
    },
    close: async () => {
      await Promise.all([...queues.values()].map((each) => each.close()))
    },
  }
}

/**
 * Reads the replies of a reply queue, each at least once: one whose handler rejects comes again, five seconds later.
 * @param options of the queue that the jobs were put into
 * @param name what was given as `replyTo`
 * @throws {QueueUnavailableError} when Redis does not answer
 * @throws {UnsuitableRedisError} when it would lose replies
 * @throws {QueueKeyError} when the replies are sealed with another key
 * @throws {InvalidQueueNameError}
 */
export async function readReplies(
  options: QueueOptions & { readonly onError?: (error: Error) => void },
  name: string,
  handler: (reply: Reply) => Promise<void> | void,
): Promise<ReplyReader> {
  const ring = keyRing(options.keys)
  const names = queueNames(options)
  const onError = options.onError ?? (() => undefined)
  const client = await connect(options.redis, 'works', onError)
  await queueHash(client, names, ring)
  const worker = new Worker<StoredReply>(
    replyQueue(names.queue, name),
    async ({ id = '', data }) => {
      await handler(ring.open(data.sealed, sealedName(names.queue, id, 'reply')) as Reply)
    },
    { connection: client, prefix: names.prefix },
  )
  worker.on('error', onError)
  return {
    async close() {
      await worker.close()
      client.disconnect()
    },
  }
}

const replyQueue = (queue: string, name: string): string => `${queue}-replies-${name}`
