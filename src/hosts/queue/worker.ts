import type { Executor } from '../../execute.js'
import type { AnyMethods, Methods } from '../../node-types.js'
import type { JobEntry } from './job-entry.js'
import type { Policy } from './policy.js'
import type { QueueOptions } from './queue-options.js'
import type { Reply } from './replies.js'
import type { Retries } from './retries.js'

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
  /** Called when Redis is lost or answers strangely; the worker goes on by itself. */
  readonly onError?: (error: Error) => void
  /** Milliseconds after which a job of a worker that died is given to another one, at most twice that; default 30,000. */
  readonly lockMs?: number
  /** Milliseconds that dead letters are kept, default 30 days. */
  readonly keepDeadMs?: number
}

export interface QueueWorker {
  /**
   * Takes no more jobs and waits for those under way. When half of the time is over they are cancelled and given back.
   * @param options.graceMs the most milliseconds that it takes, default 15,000
   */
  close(options?: { readonly graceMs?: number }): Promise<void>
}

/**
 * Starts a worker; any number of them, on any machines, share a queue.
 * @throws {QueueUnavailableError} when Redis does not answer
 * @throws {UnsuitableRedisError} when it would lose jobs
 * @throws {QueueKeyError} when the queue's jobs are sealed with another key
 * @throws {InvalidPolicyError} when the policy names an outcome that the node does not have
 */
export function startWorker<M extends Methods>(_options: WorkerOptions<M>): Promise<QueueWorker> {
  throw new Error('still being written')
}
