import { type Job, type Queue, DelayedError, RateLimitError, WaitingError } from 'bullmq'
import type { Executor } from '../../execute.js'
import type { Result } from '../../outcome/result.js'
import { SealError } from '../../sealing/seal-error.js'
import type { DoneJobs } from './done-jobs.js'
import type { JobEntry, JobEvent } from './job-entry.js'
import type { KeyRing } from './key-ring.js'
import type { Orders } from './orders.js'
import { ParkedError } from './parked-error.js'
import { isRepeatable, type Decide } from './policy.js'
import type { RateLimiter } from './rate-limiter.js'
import type { Reply, ReplySender } from './replies.js'
import type { RetryPlan } from './retries.js'
import { progressOf, sealedName, type JobContent, type JobEnd, type JobProgress, type StoredJob } from './stored-job.js'

/** What a worker delivers jobs with. */
export interface DeliveryContext {
  readonly executor: Executor
  readonly queue: Queue<StoredJob>
  readonly ring: KeyRing
  readonly done: DoneJobs
  readonly orders: Orders
  readonly limiter: RateLimiter
  readonly decide: Decide
  readonly retries: RetryPlan
  readonly replies: ReplySender
  readonly onResult: ((reply: Reply) => Promise<void> | void) | undefined
  readonly log: (entry: JobEntry) => void
  readonly onError: (error: Error) => void
  readonly lockMs: number
  readonly dedupeMs: number
  /** Fires when the worker is closed and jobs have to be given back. */
  readonly signal: AbortSignal
}

/** Milliseconds until somebody looks again whether a job may go on, should nobody have told it before. */
const lookAgainMs = 30_000

/** Milliseconds until somebody who could not be told of a result is told again. */
const tellAgainMs = 5_000

/** Milliseconds to pause when the service asks for patience and does not say how long. */
const unstatedPauseMs = 5_000

/** Delivers one job. Ends normally when it is done, else with the error that tells BullMQ where it went. */
export type Deliver = (job: Job<StoredJob>, token: string) => Promise<void>

/** Makes the function that a worker runs for each job. */
export function delivery(context: DeliveryContext): Deliver {
  const { executor, queue, ring, done, orders, limiter, decide, retries, lockMs, signal } = context

  return async (job, token) => {
    const id = job.id ?? ''
    const { order } = job.data
    let progress = progressOf(job)
    const since = progress.replayedAt ?? job.timestamp
    let result: Result | null = null

    function report(event: JobEvent, delayMs: number | null = null, code = result?.meta.code ?? null): void {
      context.log({
        event,
        queue: queue.name,
        job: id,
        method: job.name,
        outcome: result?.outcome ?? null,
        code,
        httpStatus: result?.meta.httpStatus ?? null,
        deliveries: progress.deliveries,
        ageMs: Math.max(0, Date.now() - since),
        elapsedMs: result?.meta.elapsedMs ?? 0,
        delayMs,
      })
    }

    async function save(change: Partial<JobProgress>): Promise<void> {
      progress = { ...progress, ...change }
      await job.updateProgress(progress)
    }

    async function later(event: JobEvent, delayMs: number, code?: string): Promise<never> {
      await job.moveToDelayed(Date.now() + delayMs, token)
      report(event, delayMs, code)
      throw new DelayedError()
    }

    /** Back to the head of the queue, where nobody takes anything until the time is over. */
    async function whenAllowed(waitMs: number): Promise<never> {
      await queue.rateLimit(Math.ceil(waitMs))
      report('rate-limited', waitMs)
      throw new RateLimitError()
    }

    async function behindOthers(ordered: string): Promise<never> {
      await job.moveToDelayed(Date.now() + lookAgainMs, token)
      // The one before may have ended a moment ago and not have seen this one wait.
      if (await orders.isFirst(ordered, id)) await promote(id)
      report('held')
      throw new DelayedError()
    }

    async function promote(next: string): Promise<void> {
      try {
        await (await queue.getJob(next))?.promote()
      } catch {
        // It does not wait; then nobody has to tell it.
      }
    }

    async function leaveOrder(): Promise<void> {
      if (order === undefined) return
      const next = await orders.leave(order, id)
      if (next !== undefined) await promote(next)
    }

    /** Tells whoever asked how it ended. What was told and not noted is told again. */
    async function tell(content: JobContent | undefined, end: JobEnd): Promise<void> {
      const { replyTo, reference } = content ?? {}
      if (replyTo === undefined && context.onResult === undefined) return
      if (job.data.end === undefined)
        await job.updateData({ ...job.data, end: ring.seal(end, sealedName(queue.name, id, 'end')) })
      const reply: Reply = {
        job: id,
        method: job.name,
        ...(reference === undefined ? {} : { reference }),
        event: end.event,
        result: end.result,
      }
      try {
        if (replyTo !== undefined) await context.replies.send(replyTo, reply)
        await context.onResult?.(reply)
      } catch (error) {
        context.onError(error instanceof Error ? error : new Error('onResult rejected'))
        // Whoever cannot be told for so long is not told any more; the job itself has ended.
        if (Date.now() - since <= 2 * retries.maxAgeMs) await later('retried', tellAgainMs, 'REPLY_FAILED')
      }
    }

    async function finish(content: JobContent | undefined, end: JobEnd): Promise<void> {
      if (end.event === 'parked') await park(content, end)
      await tell(content, end)
      await done.add(id, context.dedupeMs)
      await leaveOrder()
      report('completed')
    }

    async function park(content: JobContent | undefined, end: JobEnd): Promise<never> {
      if (end.result !== null && job.data.end === undefined)
        await job.updateData({ ...job.data, end: ring.seal(end, sealedName(queue.name, id, 'end')) })
      await tell(content, end)
      await leaveOrder()
      const code = end.code ?? 'PARKED'
      report('parked', null, code)
      throw new ParkedError({ outcome: end.result?.outcome ?? null, code })
    }

    const parkedUnsent = (content: JobContent | undefined, code: string): Promise<never> =>
      park(content, { event: 'parked', code, result: null })

    // Its worker died between the last note and BullMQ's own; or it was enqueued in the moment in which it was done.
    const [isDone] = await done.has([id])
    if (isDone === true) return leaveOrder()
    const { sealed, end: toldEnd } = job.data
    let content: JobContent
    try {
      content = ring.open(sealed, sealedName(queue.name, id, 'content')) as JobContent
      if (toldEnd !== undefined) {
        const end = ring.open(toldEnd, sealedName(queue.name, id, 'end')) as JobEnd
        await finish(content, end)
        return
      }
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      return error.code === 'SEAL_DAMAGED'
        ? parkedUnsent(undefined, 'DAMAGED')
        : later('locked', lookAgainMs, error.code)
    }

    const method = executor.node.methods.get(job.name)
    if (method === undefined) return parkedUnsent(content, 'UNKNOWN_METHOD')
    const repeatable = isRepeatable(method.manifest)
    if (progress.unsettled && !repeatable) return parkedUnsent(content, 'DELIVERY_UNKNOWN')
    if (Date.now() - since > retries.maxAgeMs) return parkedUnsent(content, 'TOO_OLD')
    if (order !== undefined && !(await orders.isFirst(order, id))) return behindOthers(order)

    const taken = await limiter.take()
    if ('waitMs' in taken) return whenAllowed(taken.waitMs)
    const before = progress
    // Noted before anything is sent: should this process die, the next one knows that the service may have got it.
    const [, owned, heldMs] = await Promise.all([
      save({ deliveries: before.deliveries + 1, unsettled: true }),
      job.extendLock(token, lockMs),
      limiter.heldMs(),
    ])
    if (!owned) {
      await taken.slot.settle(0)
      // It was taken for dead, and another worker has the job.
      throw new DelayedError()
    }
    if (heldMs > 0) {
      await Promise.all([taken.slot.settle(0), save(before)])
      return whenAllowed(heldMs)
    }

    result = await executor.execute(job.name, content.inputs, { resolved: true, signal })
    const { meta } = result
    await taken.slot.settle(meta.attempts)
    const unsettled = before.unsettled || meta.delivery === 'unknown'
    const action = decide(method, result, before.unsettled)
    const end = (event: JobEnd['event'], code = meta.code): JobEnd => ({ event, code, result })

    if (action === 'complete') return finish(content, end('completed'))
    if (action === 'park') return finish(content, end('parked'))
    if (unsettled && !repeatable) return finish(content, end('parked', 'DELIVERY_UNKNOWN'))
    if (action === 'rate-limit') {
      const pauseMs = meta.retryAfterMs ?? unstatedPauseMs
      await limiter.hold(pauseMs)
      await save({ unsettled })
      return whenAllowed(pauseMs)
    }
    if (signal.aborted && meta.code === 'CANCELLED') {
      await save({ unsettled })
      await job.moveToWait(token)
      report('released')
      throw new WaitingError()
    }
    const failures = progress.failures + 1
    const delayMs = retries.delayMs(failures)
    if (delayMs === undefined) return finish(content, end('parked'))
    await save({ failures, unsettled })
    return later('retried', Math.max(delayMs, meta.retryAfterMs ?? 0))
  }
}
