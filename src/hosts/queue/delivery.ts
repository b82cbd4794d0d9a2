import type { Job } from 'bullmq'
import type { Executor } from '../../execute.js'
import type { Result } from '../../outcome/result.js'
import { SealError } from '../../sealing/seal-error.js'
import type { JobTrace } from './job-trace.js'
import { isRepeatable, type Decide } from './policy.js'
import type { RateLimiter } from './rate-limiter.js'
import type { RetryPlan } from './retries.js'
import type { JobContent, JobEnd, StoredJob } from './stored-job.js'
import { TakenJob, type JobContext } from './taken-job.js'

/** What a worker delivers jobs with. */
export interface DeliveryContext extends JobContext {
  readonly executor: Executor
  readonly limiter: RateLimiter
  readonly decide: Decide
  readonly retries: RetryPlan
  readonly trace: JobTrace | undefined
  /** Fires when the worker is closed and jobs have to be given back. */
  readonly signal: AbortSignal
}

/** Milliseconds to pause when the service asks for patience and does not say how long. */
const unstatedPauseMs = 5_000

/** The least, should it name a moment that is over. */
const leastPauseMs = 1_000

/** Delivers one job. Ends normally when it is done, else with the error that tells BullMQ where it went. */
export type Deliver = (job: Job<StoredJob>, token: string) => Promise<void>

/** Makes the function that a worker runs for each job. */
export function delivery(context: DeliveryContext): Deliver {
  const { executor, limiter, decide, retries, trace, signal } = context

  return async (stored, token) => {
    const job = new TakenJob(context, stored, token)
    if (await job.isDone()) return job.leaveOrder()
    const opened = await open(job)
    return 'untold' in opened ? job.end(opened.content, opened.untold) : deliver(job, opened.content)
  }

  async function deliver(job: TakenJob, content: JobContent): Promise<void> {
    const method = executor.node.methods.get(job.method)
    if (method === undefined) return job.parkUnsent(content, 'UNKNOWN_METHOD')
    const repeatable = isRepeatable(method.manifest)
    const wasUnsettled = job.progress.unsettled
    if (wasUnsettled && !repeatable) return job.parkUnsent(content, 'DELIVERY_UNKNOWN')
    if (job.ageMs > retries.maxAgeMs) return job.parkUnsent(content, 'TOO_OLD')
    if (!(await job.isItsTurn())) return job.waitForTurn()

    const result = await send(job, content)
    const { meta } = result
    const unsettled = wasUnsettled || meta.delivery === 'unknown'
    const action = decide(method, result, wasUnsettled)
    const ended = (event: JobEnd['event'], code = meta.code): Promise<void> => job.end(content, { event, code, result })

    if (action === 'complete') return ended('completed')
    if (action === 'park') return ended('parked')
    if (!repeatable && meta.delivery === 'accepted') return ended('parked')
    if (!repeatable && unsettled) return ended('parked', 'DELIVERY_UNKNOWN')
    if (action === 'rate-limit') {
      const pauseMs = Math.max(leastPauseMs, meta.retryAfterMs ?? unstatedPauseMs)
      await limiter.hold(pauseMs)
      await job.note({ unsettled })
      return job.waitUntilAllowed(pauseMs)
    }
    if (signal.aborted && meta.code === 'CANCELLED') {
      await job.note({ unsettled })
      return job.release()
    }
    const failures = job.progress.failures + 1
    const delayMs = retries.delayMs(failures)
    if (delayMs === undefined) return ended('parked')
    await job.note({ failures, unsettled })
    return job.retryLater(Math.max(delayMs, meta.retryAfterMs ?? 0))
  }

  /** One invocation, within the service's limit. */
  async function send(job: TakenJob, content: JobContent): Promise<Result> {
    const taken = await limiter.take()
    if ('waitMs' in taken) return job.waitUntilAllowed(taken.waitMs)
    const before = job.progress
    // Noted before anything is sent: should this process die, the next one knows that the service may have got it.
    const [, kept, heldMs] = await Promise.all([
      job.note({ deliveries: before.deliveries + 1, unsettled: true }),
      job.keep(),
      limiter.heldMs(),
    ])
    if (!kept) {
      await taken.slot.settle(0)
      return job.leaveToOther()
    }
    if (heldMs > 0) {
      await Promise.all([taken.slot.settle(0), job.note(before)])
      return job.waitUntilAllowed(heldMs)
    }
    const execute = (): Promise<Result> => executor.execute(job.method, content.inputs, { resolved: true, signal })
    const result = await (trace === undefined ? execute() : trace.resume(content.trace ?? {}, execute))
    job.noteResult(result)
    await taken.slot.settle(result.meta.attempts)
    return result
  }
}

/** What is sealed; a job that cannot be read is parked, or left to a worker that has its key. */
async function open(job: TakenJob): Promise<{ readonly content: JobContent; readonly untold?: JobEnd }> {
  try {
    const content = job.content()
    const untold = job.untoldEnd()
    return untold === undefined ? { content } : { content, untold }
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    return error.code === 'SEAL_DAMAGED' ? job.parkUnsent(undefined, 'DAMAGED') : job.leaveLocked(error.code)
  }
}
