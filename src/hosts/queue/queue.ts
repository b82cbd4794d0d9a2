import type { Executor } from '../../execute.js'
import type { Problem } from '../../inputs/problem.js'
import type { Variables } from '../../inputs/variables.js'
import type { AnyMethods, Methods } from '../../node-types.js'
import type { Result } from '../../outcome/result.js'
import type { QueueOptions } from './queue-options.js'

export interface EnqueueOptions {
  /** The flow's variables. They are looked up now and never again. */
  readonly variables?: Variables
  /** Jobs with the same text are run one after another, in the order in which they were enqueued. Kept as a keyed hash. */
  readonly orderBy?: string
  /** The name of the queue that gets the result; see `readReplies`. */
  readonly replyTo?: string
  /** Comes back with the result. */
  readonly reference?: string
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
  /** Done and kept for de-duplication. */
  readonly completed: number
  /** Milliseconds until workers take jobs again; zero when they do. */
  readonly rateLimitedMs: number
}

/** A job that nobody tries any more. */
export interface DeadLetter {
  readonly id: string
  readonly method: string
  /** How its last invocation ended; null when there was none. */
  readonly outcome: string | null
  /** Why it was parked: a code of the invocation, or `DELIVERY_UNKNOWN`, `TOO_OLD`, `DAMAGED`. */
  readonly code: string
  readonly deliveries: number
  /** Milliseconds since 1970, as is the other. */
  readonly enqueuedAt: number
  readonly parkedAt: number
}

/** A dead letter with what it says: personal data. */
export interface DeadLetterContent extends DeadLetter {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly reference?: string
  readonly result: Result | null
}

export interface JobQueue<M extends Methods = AnyMethods> {
  /**
   * Puts a job into the queue. Inputs are checked as an invocation checks them; ids and times that the node makes are made
   * now, so that every delivery sends the very same request.
   * @throws {QueueUnavailableError} within two seconds when Redis does not answer
   */
  enqueue<Id extends keyof M & string>(method: Id, inputs: M[Id]['inputs'], options?: EnqueueOptions): Promise<Enqueued>
  /** Puts many into the queue in one go; a few hundred at a time are fastest. The answers have their order. */
  enqueueMany(jobs: readonly Job<M>[]): Promise<Enqueued[]>
  status(): Promise<QueueStatus>
  /** The dead letters, the newest first. */
  deadLetters(page?: { readonly offset?: number; readonly limit?: number }): Promise<DeadLetter[]>
  /** Undefined when there is no dead letter of that id. */
  deadLetter(id: string): Promise<DeadLetterContent | undefined>
  /** Puts a dead letter back, with the same event id; false when there is none. Attempts and age count anew. */
  replay(id: string): Promise<boolean>
  /** Puts all of them back; how many there were. */
  replayAll(): Promise<number>
  /** Throws a dead letter away; false when there is none. */
  discard(id: string): Promise<boolean>
  close(): Promise<void>
}

export interface OpenQueueOptions<M extends Methods = AnyMethods> extends QueueOptions {
  /** Checks what is enqueued; runs nothing. */
  readonly executor: Executor<M>
  /** Milliseconds that a job that is done is remembered, so that the same is not done again; default a day. */
  readonly dedupeMs?: number
}

/**
 * Opens a queue for putting jobs in and for looking after it.
 * @throws {QueueUnavailableError} when Redis does not answer
 * @throws {UnsuitableRedisError} when it would lose jobs
 * @throws {QueueKeyError} when the queue's jobs are sealed with another key
 */
export function openQueue<M extends Methods>(_options: OpenQueueOptions<M>): Promise<JobQueue<M>> {
  throw new Error('still being written')
}
