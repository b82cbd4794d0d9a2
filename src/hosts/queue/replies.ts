import { Queue, Worker } from 'bullmq'
import type { Result } from '../../outcome/result.js'
import { inOurWords, type OnError } from './connection.js'
import { accessQueue, type QueueAccess } from './queue-access.js'
import { checkName } from './queue-names.js'
import type { QueueOptions } from './queue-options.js'
import { quietly } from '../../quietly.js'

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

/** A reply is given until it was taken: however often its handler rejects, or the process of its handler dies. */
const oftenEnough = 1_000_000

/** Puts replies into the queues that asked for them. */
export interface ReplySender {
  /** @param since milliseconds since 1970 at which the job was enqueued or replayed: it gets one reply for each */
  send(name: string, reply: Reply, since: number): Promise<void>
  close(): Promise<void>
}

export function replySender({ client, names, ring, onError }: QueueAccess): ReplySender {
  const { queue, prefix } = names
  const queues = new Map<string, Queue<StoredReply>>()
  const queueOf = (name: string): Queue<StoredReply> => {
    const known = queues.get(name)
    if (known !== undefined) return known
    const opened = new Queue<StoredReply>(replyQueue(queue, name), { connection: client, prefix })
    opened.on('error', onError)
    queues.set(name, opened)
    return opened
  }
  return {
    async send(name, reply, since) {
      const jobId = `${reply.job}-${since}`
      const sealed = ring.seal(reply, sealedName(queue, jobId))
      const options = { jobId, attempts: oftenEnough, backoff: 5_000, removeOnComplete: { age: rememberedS } }
      try {
        await queueOf(name).add(reply.method, { sealed }, options)
      } catch (error) {
        throw inOurWords(error as Error)
      }
    },
    close: async () => {
      await Promise.all([...queues.values()].map((each) => each.close()))
    },
  }
}

/**
 * Reads the replies of a reply queue, each at least once: one whose handler rejects comes again, five seconds later, and
 * `onError` is told.
 * @param options of the queue that the jobs were put into
 * @param name what was given as `replyTo`
 * @throws {QueueUnavailableError} when Redis does not answer
 * @throws {UnsuitableRedisError} when it would lose replies
 * @throws {QueueKeyError} when the replies are sealed with another key
 * @throws {InvalidQueueNameError}
 */
export async function readReplies(
  options: QueueOptions & { readonly onError?: OnError },
  name: string,
  handler: (reply: Reply) => Promise<void> | void,
): Promise<ReplyReader> {
  checkName(name, 'The name of a reply queue')
  const { client, names, ring, onError } = await accessQueue(options, 'works', options.onError)
  const tell = quietly(options.onError)

  async function handle({ id = '', data }: { readonly id?: string; readonly data: StoredReply }): Promise<void> {
    try {
      await handler(ring.open(data.sealed, sealedName(names.queue, id)) as Reply)
    } catch (error) {
      tell(error instanceof Error ? error : new Error('The handler of replies rejected.'))
      // eslint-disable-next-line preserve-caught-error -- BullMQ keeps what it is thrown, and this one may hold anything
      throw new Error('The handler rejected.')
    }
  }

  const worker = new Worker<StoredReply>(replyQueue(names.queue, name), handle, {
    connection: client,
    prefix: names.prefix,
    maxStalledCount: oftenEnough,
  })
  worker.on('error', onError)
  return {
    async close() {
      await worker.close()
      client.disconnect()
    },
  }
}

const sealedName = (queue: string, reply: string): string => `${queue}/${reply}/reply`

const replyQueue = (queue: string, name: string): string => `${queue}-replies-${name}`
