import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Queue, Worker } from 'bullmq'
import { longestMs } from '../../duration.js'
import type { Executor } from '../../execute.js'
import type { AnyMethods, Methods } from '../../node-types.js'
import { delivery } from './delivery.js'
import { doneJobs } from './done-jobs.js'
import type { JobEntry } from './job-entry.js'
import type { JobTrace } from './job-trace.js'
import { InvalidPolicyError } from './invalid-policy-error.js'
import { jobOrders } from './orders.js'
import { compilePolicy, type Policy } from './policy.js'
import { quietly } from '../../quietly.js'
import { accessQueue } from './queue-access.js'
import type { QueueOptions } from './queue-options.js'
import { rateLimiter } from './rate-limiter.js'
import { reconcile } from './reconcile.js'
import { replySender, type Reply } from './replies.js'
import { retryPlan, type Retries } from './retries.js'
import type { StoredJob } from './stored-job.js'

export interface WorkerOptions<M extends Methods = AnyMethods> extends QueueOptions {
  /** Runs the jobs. Close it after the worker. */
  readonly executor: Executor<M>
  /** Jobs at a time, default 10. */
  readonly concurrency?: number
  /** What the service allows a client id, over all workers of the queue; default 300 requests in 60,000 ms. */
  readonly rateLimit?: { readonly requests: number; readonly perMs: number } | false
  readonly policy?: Policy
  readonly retries?: Retries
  /** Called when a job has ended, at least once. When it rejects, it is called again later; the request is not repeated. */
  readonly onResult?: (reply: Reply) => Promise<void> | void
  /** Called with one line for each job that was taken. */
  readonly log?: (entry: JobEntry) => void
  /** Runs each delivery as a part of the trace that was kept with its job. */
  readonly trace?: JobTrace
  /** Called when Redis is lost or answers strangely; the worker goes on by itself. */
  readonly onError?: (error: Error) => void
  /** Milliseconds after which a job of a worker that died is given to another one, at most twice that; default 30,000. */
  readonly lockMs?: number
  /** Milliseconds that a job that is done is remembered, so that the same is not done again; default a day. */
  readonly dedupeMs?: number
  /** Milliseconds that dead letters are kept, default 30 days. */
  readonly keepDeadMs?: number
}

export interface QueueWorker {
  /**
   * Takes no more jobs and waits for those under way. Two seconds before the time is over they are cancelled and given
   * back.
   * @param options.graceMs the most milliseconds that it takes, default 15,000
   * @throws {InvalidPolicyError} for a `graceMs` that no timer keeps; the worker goes on
   */
  close(options?: { readonly graceMs?: number }): Promise<void>
}

/** How often a job may lose its worker before BullMQ gives it up and the reconciler takes it back. */
const mostStalls = 10

/** What is left of the grace for giving jobs back. */
const releaseMs = 2_000

/** BullMQ keeps a queue's pause only where there is a limit; ours is the one that counts. */
const noLimit = { max: Number.MAX_SAFE_INTEGER, duration: 1_000 }

/**
 * Starts a worker; any number of them, on any machines, share a queue.
 * @throws {QueueUnavailableError} when Redis does not answer
 * @throws {UnsuitableRedisError} when it would lose jobs
 * @throws {QueueKeyError} when the queue's jobs are sealed with another key
 * @throws {InvalidPolicyError} when the policy names an outcome that the node does not have, or a number is none
 * @throws {InvalidQueueNameError}
 */
export async function startWorker<M extends Methods>(options: WorkerOptions<M>): Promise<QueueWorker> {
  const { concurrency = 10, lockMs = 30_000, dedupeMs = 86_400_000, keepDeadMs = 30 * 86_400_000 } = options
  const { rateLimit = { requests: 300, perMs: 60_000 }, log = () => undefined } = options
  checkSettings({
    concurrency,
    dedupeMs,
    keepDeadMs,
    ...(rateLimit === false ? {} : { 'rateLimit.requests': rateLimit.requests, 'rateLimit.perMs': rateLimit.perMs }),
  })
  checkSettings({ lockMs }, 1, longestMs)
  const executor = options.executor as unknown as Executor
  const { node } = executor
  const decide = compilePolicy(node, options.policy)
  const retries = retryPlan(options.retries)
  const access = await accessQueue(options, 'works', options.onError)
  const { client, names, ring, onError } = access

  const bull = { connection: client, prefix: names.prefix }
  const queue = new Queue<StoredJob>(names.queue, bull)
  const replies = replySender(access)
  const stopping = new AbortController()
  // One for each job at a time.
  setMaxListeners(0, stopping.signal)
  const done = doneJobs(client, names)
  const deliver = delivery({
    executor,
    queue,
    ring,
    done,
    orders: jobOrders(client, names),
    limiter: rateLimiter(client, {
      key: `${names.jobs}limit`,
      limit: rateLimit === false ? undefined : rateLimit,
      // Both of an invocation's requests, and what it takes to note their end.
      longestMs: node.manifest.timeoutMs + 5_000,
    }),
    decide,
    retries,
    trace: options.trace,
    replies,
    onResult: options.onResult,
    log: quietly(log),
    onError: quietly(options.onError),
    lockMs,
    dedupeMs,
    tellWithinMs: 2 * retries.maxAgeMs,
    signal: stopping.signal,
  })
  const worker = new Worker<StoredJob>(names.queue, (job, token = '') => deliver(job, token), {
    ...bull,
    concurrency,
    limiter: noLimit,
    // Its id is remembered elsewhere, at a tenth of the memory.
    removeOnComplete: { count: 0 },
    lockDuration: lockMs,
    stalledInterval: lockMs,
    maxStalledCount: mostStalls,
    runRetryDelay: 1_000,
    drainDelay: 5,
  })
  worker.on('error', onError)
  queue.on('error', onError)

  let since = 0
  let reconciling: Promise<void> = Promise.resolve()
  const clock = setInterval(() => {
    const from = since
    since = Date.now() - lockMs
    reconciling = reconcile(queue, done, { since: from, keepDeadMs }).catch(onError)
  }, lockMs)

  async function end(graceMs: number): Promise<void> {
    clearInterval(clock)
    const ended = new AbortController()
    const after = (ms: number): Promise<void> => delay(ms, undefined, { signal: ended.signal }).catch(() => undefined)
    void after(Math.max(0, graceMs - releaseMs)).then(() => {
      stopping.abort()
    })
    // Redis may be away, and a connection that is not there can neither end nor give back anything.
    await Promise.race([worker.close().then(() => reconciling), after(graceMs)])
    ended.abort()
    stopping.abort()
    client.disconnect()
    const closed = Promise.all([worker.close(true), replies.close(), queue.close()])
    await Promise.race([closed, delay(500, undefined, { ref: false })]).catch(onError)
  }

  let closing: Promise<void> | undefined
  return {
    async close({ graceMs = 15_000 } = {}) {
      checkSettings({ graceMs }, 0, longestMs)
      await (closing ??= end(graceMs))
    },
  }
}

/** @throws {InvalidPolicyError} for a number that is none or out of range */
function checkSettings(settings: Readonly<Record<string, number>>, least = 1, most = Infinity): void {
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`
  for (const [name, value] of Object.entries(settings))
    if (!(Number.isFinite(value) && value >= least && value <= most))
      throw new InvalidPolicyError(`"${name}" must be a number ${range}.`)
}
