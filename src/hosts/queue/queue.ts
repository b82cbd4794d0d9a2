import { randomBytes } from 'node:crypto'
import { Queue } from 'bullmq'
import type { Executor } from '../../execute.js'
import type { Explanation } from '../../explain.js'
import type { Problem } from '../../inputs/problem.js'
import type { Variables } from '../../inputs/variables.js'
import type { AnyMethods, Methods } from '../../node-types.js'
import { redeliveryKey, withEventTime } from '../../request/redelivery.js'
import { answered } from './connection.js'
import { deadLetters, type DeadLetter, type DeadLetterContent } from './dead-letters.js'
import { doneJobs } from './done-jobs.js'
import type { JobTrace } from './job-trace.js'
import { jobOrders } from './orders.js'
import { accessQueue } from './queue-access.js'
import { checkName } from './queue-names.js'
import type { QueueOptions } from './queue-options.js'
import { sealedName, type JobContent, type StoredJob } from './stored-job.js'

export interface EnqueueOptions {
  /** The flow's variables. They are looked up now and never again. */
  readonly variables?: Variables
  /** Jobs with the same text are run one after another, in the order in which they were enqueued. Kept as a keyed hash. */
  readonly orderBy?: string
  /** The name of the queue that gets the result; see `readReplies`. */
  readonly replyTo?: string
  /** Comes back with the result. */
  readonly reference?: string
  /**
   * What makes two jobs the same where the manifest does not say it (`redelivery`); without it each is a job of its own.
   * Kept as a keyed hash.
   */
  readonly key?: string
}

/** One of many to be enqueued at once. */
export interface Job<
  M extends Methods = AnyMethods,
  Id extends keyof M & string = keyof M & string,
> extends EnqueueOptions {
  readonly method: Id
  readonly inputs: M[Id]['inputs']
}

/**
 * `duplicate`: the queue has the job already, or has done it within the de-duplication window. `refused`: it could never
 * be sent, for the reasons that an invocation would have given; nothing was queued.
 */
export type Enqueued =
  | { readonly status: 'queued' | 'duplicate'; readonly id: string }
  | {
      readonly status: 'refused'
      /** The outcome that the invocation would have had. */
      readonly outcome: string
      readonly code: string
      readonly message: string
      readonly problems: readonly Problem[]
    }

export interface QueueStatus {
  /** Ready to be taken. */
  readonly waiting: number
  /** Being run. */
  readonly active: number
  /** Waiting for their time: after a failure, or behind an earlier one of their order. */
  readonly delayed: number
  /** Dead letters. */
  readonly dead: number
  /** Done within the de-duplication window. */
  readonly completed: number
  /** Milliseconds until workers take jobs again; zero when they do. */
  readonly rateLimitedMs: number
}

/** Each method throws a {@link QueueUnavailableError} when Redis does not answer. */
export interface JobQueue<M extends Methods = AnyMethods> {
  /**
   * Puts a job into the queue. Inputs are checked as an invocation checks them; ids and times that the node makes are made
   * now, so that every delivery sends the very same request.
   * @throws {QueueUnavailableError} within two seconds when Redis does not answer
   * @throws {InvalidQueueNameError} for a `replyTo` that is no name
   */
  enqueue<Id extends keyof M & string>(method: Id, inputs: M[Id]['inputs'], options?: EnqueueOptions): Promise<Enqueued>
  /**
   * Puts many into the queue in one go; a few hundred at a time are fastest. The answers have their order.
   * `queued` may be said twice of a job that two processes enqueue in the same moment; there is one all the same.
   * @throws {QueueUnavailableError} when Redis does not answer; some of them may be queued then
   */
  enqueueMany(jobs: readonly Job<M>[]): Promise<Enqueued[]>
  status(): Promise<QueueStatus>
  /** The dead letters, the newest first. */
  deadLetters(page?: { readonly offset?: number; readonly limit?: number }): Promise<DeadLetter[]>
  /**
   * Undefined when there is no dead letter of that id.
   * @throws {QueueKeyError} when it is sealed with a key that was not given
   */
  deadLetter(id: string): Promise<DeadLetterContent | undefined>
  /** Puts a dead letter back, with the same event id; false when there is none. Attempts and age count anew. */
  replay(id: string): Promise<boolean>
  /** Puts all of them back, the oldest first; how many were put back. */
  replayAll(): Promise<number>
  /** Throws a dead letter away; false when there is none. */
  discard(id: string): Promise<boolean>
  close(): Promise<void>
}

export interface OpenQueueOptions<M extends Methods = AnyMethods> extends QueueOptions {
  /** Checks what is enqueued; runs nothing. */
  readonly executor: Executor<M>
  /** Called when Redis is lost; the queue connects again by itself. */
  readonly onError?: (error: Error) => void
  /** Keeps the trace that is active with each job. */
  readonly trace?: JobTrace
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number
}

/** A job as BullMQ takes it. */
interface PreparedJob {
  readonly id: string
  readonly name: string
  readonly data: StoredJob
}

/**
 * Opens a queue for putting jobs in and for looking after it.
 * @throws {QueueUnavailableError} when Redis does not answer
 * @throws {UnsuitableRedisError} when it would lose jobs
 * @throws {QueueKeyError} when the queue's jobs are sealed with another key
 * @throws {InvalidQueueNameError}
 */
export async function openQueue<M extends Methods>(options: OpenQueueOptions<M>): Promise<JobQueue<M>> {
  const { now = Date.now, trace } = options
  const executor = options.executor as unknown as Executor
  const { node } = executor
  const { client, names, ring, hash, onError } = await accessQueue(options, 'asks', options.onError)
  const queue = new Queue<StoredJob>(names.queue, { connection: client, prefix: names.prefix })
  queue.on('error', onError)
  const orders = jobOrders(client, names)
  const done = doneJobs(client, names)
  const letters = deadLetters(client, queue, node, ring)

  async function prepare({
    method,
    inputs,
    variables,
    orderBy,
    replyTo,
    reference,
    key,
  }: Job): Promise<PreparedJob | Enqueued> {
    if (replyTo !== undefined) checkName(replyTo, 'The name of a reply queue')
    let explanation = await executor.explain(method, inputs, variables === undefined ? {} : { variables })
    const manifest = node.methods.get(method)?.manifest
    const redelivery = manifest?.redelivery
    if (redelivery !== undefined && explanation.fault === undefined) {
      const time = new Date(now()).toISOString()
      const values = withEventTime(redelivery, explanation.values, explanation.hidden, time)
      if (values !== explanation.values) explanation = await executor.explain(method, values, { resolved: true })
    }
    if (explanation.fault !== undefined) return refused(explanation, explanation.fault)

    const { values, request } = explanation
    const authorization = values[node.manifest.authentication?.input ?? ''] ?? null
    const same = redelivery === undefined ? key : redeliveryKey(redelivery, { values, body: request?.body })
    const id = same === undefined ? randomBytes(20).toString('hex') : hash('job', authorization, method, same)
    const kept = trace?.keep() ?? {}
    const content: JobContent = {
      inputs: values,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(reference === undefined ? {} : { reference }),
      ...(Object.keys(kept).length === 0 ? {} : { trace: kept }),
    }
    // BullMQ takes an id of digits only for one of its own.
    const jobId = `j${id}`
    return {
      id: jobId,
      name: method,
      data: {
        sealed: ring.seal(content, sealedName(names.queue, { id: jobId, method }, 'content')),
        ...(orderBy === undefined ? {} : { order: hash('order', orderBy) }),
      },
    }
  }

  /** @param sending called before the first job is sent; throws when it is too late for that */
  async function add(jobs: readonly PreparedJob[], sending: () => void): Promise<ReadonlySet<string>> {
    const [known, finished] = await Promise.all([
      Promise.all(jobs.map(({ id }) => client.exists(names.jobs + id))),
      done.has(jobs.map(({ id }) => id)),
    ])
    const fresh = jobs.filter((_job, index) => known[index] === 0 && finished[index] !== true)
    if (fresh.length === 0) return new Set()
    await orders.join(fresh.map(({ id, data: { order } }) => ({ id, order })))
    sending()
    await queue.addBulk(fresh.map(({ id, name, data }) => ({ name, data, opts: { jobId: id } })))
    return new Set(fresh.map(({ id }) => id))
  }

  async function addInTime(jobs: readonly PreparedJob[]): Promise<ReadonlySet<string>> {
    let sent = false
    let late = false
    const adding = add(jobs, () => {
      if (late) throw new Error('Whoever enqueues has been told already that nothing was queued.')
      sent = true
    })
    try {
      return await answered(adding, () => sent)
    } finally {
      late = true
    }
  }

  async function enqueueMany(jobs: readonly Job[]): Promise<Enqueued[]> {
    const answers: (PreparedJob | Enqueued)[] = []
    for (const job of jobs) answers.push(await prepare(job))
    const distinct = new Map(answers.flatMap((answer) => ('data' in answer ? [[answer.id, answer]] : [])))
    const fresh = new Set(await addInTime([...distinct.values()]))
    return answers.map((answer) => {
      if (!('data' in answer)) return answer
      // The first of several equal ones is the one that was queued.
      return { status: fresh.delete(answer.id) ? 'queued' : 'duplicate', id: answer.id }
    })
  }

  const opened: JobQueue = {
    async enqueue(method, inputs, given = {}) {
      const [answer] = await enqueueMany([{ ...given, method, inputs }])
      if (answer === undefined) throw new Error('A job without an answer.')
      return answer
    },
    enqueueMany,
    async status() {
      const [counts, completed, limitedMs] = await answered(
        Promise.all([
          queue.getJobCounts('wait', 'active', 'delayed', 'failed'),
          done.count(),
          // BullMQ counts jobs there as well; only a pause makes it as many as this.
          queue.getRateLimitTtl(Number.MAX_SAFE_INTEGER),
        ]),
      )
      return {
        waiting: counts.wait ?? 0,
        active: counts.active ?? 0,
        delayed: counts.delayed ?? 0,
        dead: counts.failed ?? 0,
        completed,
        rateLimitedMs: Math.max(0, limitedMs),
      }
    },
    deadLetters: ({ offset = 0, limit = 100 } = {}) => letters.list(offset, limit),
    deadLetter: letters.read,
    replay: letters.replay,
    replayAll: letters.replayAll,
    discard: letters.discard,
    async close() {
      await queue.close()
      client.disconnect()
    },
  }
  return opened as unknown as JobQueue<M>
}

function refused({ problems }: Explanation, fault: NonNullable<Explanation['fault']>): Enqueued {
  const { outcome, code, message } = fault
  return { status: 'refused', outcome, code, message, problems }
}
