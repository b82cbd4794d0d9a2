import { type Job, type Queue, DelayedError, RateLimitError, WaitingError } from 'bullmq'
import type { Result } from '../../outcome/result.js'
import type { DoneJobs } from './done-jobs.js'
import type { JobEntry, JobEvent } from './job-entry.js'
import type { KeyRing } from './key-ring.js'
import type { Orders } from './orders.js'
import { ParkedError } from './parked-error.js'
import type { Reply, ReplySender } from './replies.js'
import { progressOf, sealedName, type JobContent, type JobEnd, type JobProgress, type StoredJob } from './stored-job.js'

/** What a worker does with the jobs that it takes. */
export interface JobContext {
  readonly queue: Queue<StoredJob>
  readonly ring: KeyRing
  readonly done: DoneJobs
  readonly orders: Orders
  readonly replies: ReplySender
  readonly onResult: ((reply: Reply) => Promise<void> | void) | undefined
  readonly log: (entry: JobEntry) => void
  readonly onError: (error: Error) => void
  readonly lockMs: number
  readonly dedupeMs: number
  /** Milliseconds after which nobody is told of an end any more who could not be told before. */
  readonly tellWithinMs: number
}

/** Milliseconds until somebody looks again whether a job may go on, should nobody have told it before. */
const lookAgainMs = 30_000

/** Milliseconds until somebody who could not be told of a result is told again. */
const tellAgainMs = 5_000

/**
 * A job in the hands of a worker: what is noted of it, and the places that it can go to. A method that sends it somewhere
 * else than to its end never returns; its error tells BullMQ where the job went.
 */
export class TakenJob {
  readonly id: string
  readonly #context: JobContext
  readonly #job: Job<StoredJob>
  readonly #token: string
  #progress: JobProgress
  #result: Result | null = null

  constructor(context: JobContext, job: Job<StoredJob>, token: string) {
    this.id = job.id ?? ''
    this.#context = context
    this.#job = job
    this.#token = token
    this.#progress = progressOf(job)
  }

  get method(): string {
    return this.#job.name
  }

  get progress(): JobProgress {
    return this.#progress
  }

  /** Milliseconds since it was enqueued, or replayed. */
  get ageMs(): number {
    return Math.max(0, Date.now() - this.#since)
  }

  /** Milliseconds since 1970. */
  get #since(): number {
    return this.#progress.replayedAt ?? this.#job.timestamp
  }

  /** @throws {SealError} */
  content(): JobContent {
    return this.#open(this.#job.data.sealed, 'content') as JobContent
  }

  /**
   * How it ended when that could not be told to whoever asked; undefined when it has not ended.
   * @throws {SealError}
   */
  untoldEnd(): JobEnd | undefined {
    const { end } = this.#job.data
    return end === undefined ? undefined : (this.#open(end, 'end') as JobEnd)
  }

  /** Its worker died between the last note and BullMQ's own; or it was enqueued in the moment in which it was done. */
  async isDone(): Promise<boolean> {
    const [isDone] = await this.#context.done.has([this.id])
    return isDone === true
  }

  async isItsTurn(): Promise<boolean> {
    const { order } = this.#job.data
    return order === undefined || this.#context.orders.isFirst(order, this.id)
  }

  async note(change: Partial<JobProgress>): Promise<void> {
    this.#progress = { ...this.#progress, ...change }
    await this.#job.updateProgress(this.#progress)
  }

  /** What its log entries tell of from now on. */
  noteResult(result: Result): void {
    this.#result = result
  }

  /** Whether it is still this worker's: one that seems dead loses its jobs to others. */
  async keep(): Promise<boolean> {
    const { lockMs } = this.#context
    return (await this.#job.extendLock(this.#token, lockMs)) === 1
  }

  /** Another worker has it. */
  leaveToOther(): never {
    throw new DelayedError()
  }

  async retryLater(delayMs: number): Promise<never> {
    return this.#delay('retried', delayMs)
  }

  /** For a worker that has the key. */
  async leaveLocked(code: string): Promise<never> {
    return this.#delay('locked', lookAgainMs, code)
  }

  /** Back to the head of the queue, where nobody takes anything until the time is over. */
  async waitUntilAllowed(waitMs: number): Promise<never> {
    await this.#context.queue.rateLimit(Math.ceil(waitMs))
    this.#report('rate-limited', waitMs)
    throw new RateLimitError()
  }

  /** Waits for those before it in its order. */
  async waitForTurn(): Promise<never> {
    await this.#job.moveToDelayed(Date.now() + lookAgainMs, this.#token)
    // The one before may have ended a moment ago and not have seen this one wait.
    if (await this.isItsTurn()) await this.#promote(this.id)
    this.#report('held')
    throw new DelayedError()
  }

  /** Back to the queue, for a worker that is not about to close. */
  async release(): Promise<never> {
    await this.#job.moveToWait(this.#token)
    this.#report('released')
    throw new WaitingError()
  }

  /** Ends it, whichever way it ended. @param content undefined when it cannot be read */
  async end(content: JobContent | undefined, end: JobEnd): Promise<void> {
    return end.event === 'parked' ? this.#park(content, end) : this.#complete(content, end)
  }

  async parkUnsent(content: JobContent | undefined, code: string): Promise<never> {
    return this.#park(content, { event: 'parked', code, result: null })
  }

  async leaveOrder(): Promise<void> {
    const { order } = this.#job.data
    if (order === undefined) return
    const next = await this.#context.orders.leave(order, this.id)
    if (next !== undefined) await this.#promote(next)
  }

  async #complete(content: JobContent | undefined, end: JobEnd): Promise<void> {
    await this.#tell(content, end)
    await this.#context.done.add(this.id, this.#context.dedupeMs)
    await this.leaveOrder()
    this.#report('completed')
  }

  async #park(content: JobContent | undefined, end: JobEnd): Promise<never> {
    if (end.result !== null) await this.#keepEnd(end)
    await this.#tell(content, end)
    await this.leaveOrder()
    const code = end.code ?? 'PARKED'
    this.#report('parked', null, code)
    throw new ParkedError({ outcome: end.result?.outcome ?? null, code })
  }

  /** Tells whoever asked how it ended. What was told and not noted is told again. */
  async #tell(content: JobContent | undefined, end: JobEnd): Promise<void> {
    const { replies, onResult, onError, tellWithinMs } = this.#context
    const { replyTo, reference } = content ?? {}
    if (replyTo === undefined && onResult === undefined) return
    await this.#keepEnd(end)
    // It will not run again, however long it takes to tell.
    await this.leaveOrder()
    const reply: Reply = {
      job: this.id,
      method: this.method,
      ...(reference === undefined ? {} : { reference }),
      event: end.event,
      result: end.result,
    }
    try {
      if (replyTo !== undefined) await replies.send(replyTo, reply, this.#since)
      await onResult?.(reply)
    } catch (error) {
      onError(error instanceof Error ? error : new Error('onResult rejected'))
      // Whoever cannot be told for so long is not told any more; the job itself has ended.
      if (this.ageMs <= tellWithinMs) await this.#delay('retried', tellAgainMs, 'REPLY_FAILED')
    }
  }

  async #keepEnd(end: JobEnd): Promise<void> {
    const { data } = this.#job
    if (data.end === undefined)
      await this.#job.updateData({ ...data, end: this.#context.ring.seal(end, this.#sealedName('end')) })
  }

  async #delay(event: JobEvent, delayMs: number, code?: string): Promise<never> {
    await this.#job.moveToDelayed(Date.now() + delayMs, this.#token)
    this.#report(event, delayMs, code)
    throw new DelayedError()
  }

  async #promote(next: string): Promise<void> {
    try {
      await (await this.#context.queue.getJob(next))?.promote()
    } catch {
      // It does not wait; then nobody has to tell it.
    }
  }

  #report(event: JobEvent, delayMs: number | null = null, code = this.#result?.meta.code ?? null): void {
    const { log, queue } = this.#context
    log({
      event,
      queue: queue.name,
      job: this.id,
      method: this.method,
      outcome: this.#result?.outcome ?? null,
      code,
      httpStatus: this.#result?.meta.httpStatus ?? null,
      deliveries: this.#progress.deliveries,
      ageMs: this.ageMs,
      elapsedMs: this.#result?.meta.elapsedMs ?? 0,
      delayMs,
    })
  }

  #open(sealed: string, part: 'content' | 'end'): unknown {
    return this.#context.ring.open(sealed, this.#sealedName(part))
  }

  #sealedName(part: 'content' | 'end'): string {
    return sealedName(this.#context.queue.name, this, part)
  }
}
