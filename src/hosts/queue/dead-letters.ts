import type { Job, Queue } from 'bullmq'
import type { FlowNode } from '../../node-types.js'
import type { Result } from '../../outcome/result.js'
import { SealError } from '../../sealing/seal-error.js'
import type { KeyRing } from './key-ring.js'
import { parkedReason } from './parked-error.js'
import { isRepeatable } from './policy.js'
import { progressOf, sealedName, type JobContent, type JobEnd, type StoredJob } from './stored-job.js'

/** A job that nobody tries any more. */
export interface DeadLetter {
  readonly id: string
  readonly method: string
  /** How its last invocation ended; null when there was none. */
  readonly outcome: string | null
  /** Why it was parked: a code of the invocation, or `DELIVERY_UNKNOWN`, `TOO_OLD`, `DAMAGED`, `UNKNOWN_METHOD`. */
  readonly code: string
  readonly deliveries: number
  /** Milliseconds since 1970, as is the other. */
  readonly enqueuedAt: number
  readonly parkedAt: number
}

/** A dead letter with what it says: personal data. */
export interface DeadLetterContent extends DeadLetter {
  /** Empty when the job was damaged. */
  readonly inputs: Readonly<Record<string, unknown>>
  readonly reference?: string
  readonly result: Result | null
}

/** Jobs that were parked, which BullMQ calls failed. */
export interface DeadLetters {
  readonly list: (offset: number, limit: number) => Promise<DeadLetter[]>
  readonly read: (id: string) => Promise<DeadLetterContent | undefined>
  readonly replay: (id: string) => Promise<boolean>
  readonly replayAll: () => Promise<number>
  readonly discard: (id: string) => Promise<boolean>
}

/** How many are put back with one look. */
const handful = 500

export function deadLetters(queue: Queue<StoredJob>, node: FlowNode, ring: KeyRing): DeadLetters {
  async function find(id: string): Promise<Job<StoredJob> | undefined> {
    const job = await queue.getJob(id)
    return job !== undefined && (await job.isFailed()) ? job : undefined
  }

  /** What was parked because it was damaged has nothing to show. */
  function readable<T>(sealed: string | undefined, name: string): Partial<T> {
    try {
      return sealed === undefined ? {} : (ring.open(sealed, name) as Partial<T>)
    } catch (error) {
      if (error instanceof SealError && error.code === 'SEAL_DAMAGED') return {}
      throw error
    }
  }

  async function putBack(job: Job<StoredJob>): Promise<boolean> {
    const method = node.methods.get(job.name)?.manifest
    const progress = progressOf(job)
    const { end: _told, ...data } = job.data
    await job.updateData(data)
    await job.updateProgress({
      ...progress,
      failures: 0,
      // Whoever replays what must not be repeated has looked; what may be repeated can still be found done already.
      unsettled: progress.unsettled && method !== undefined && isRepeatable(method),
      replayedAt: Date.now(),
    })
    try {
      await job.retry('failed')
      return true
    } catch {
      // Somebody else was faster.
      return false
    }
  }

  return {
    list: async (offset, limit) =>
      (await queue.getJobs('failed', offset, offset + limit - 1, false)).filter(Boolean).map(letterOf),
    async read(id) {
      const job = await find(id)
      if (job === undefined) return undefined
      const { sealed, end } = job.data
      const { inputs = {}, reference } = readable<JobContent>(sealed, sealedName(queue.name, id, 'content'))
      const { result = null } = readable<JobEnd>(end, sealedName(queue.name, id, 'end'))
      return { ...letterOf(job), inputs, ...(reference === undefined ? {} : { reference }), result }
    },
    async replay(id) {
      const job = await find(id)
      return job === undefined ? false : putBack(job)
    },
    async replayAll() {
      const { failed = 0 } = await queue.getJobCounts('failed')
      let replayed = 0
      // As many as there were: those that come back meanwhile are not put back again. The oldest first, to keep the order.
      for (let left = failed; left > 0; left -= handful) {
        const jobs = await queue.getJobs('failed', 0, Math.min(handful, left) - 1, true)
        for (const job of jobs) if (await putBack(job)) replayed++
      }
      return replayed
    },
    async discard(id) {
      const job = await find(id)
      if (job === undefined) return false
      await job.remove()
      return true
    },
  }
}

function letterOf(job: Job<StoredJob>): DeadLetter {
  const { outcome = null, code = 'STALLED' } = parkedReason(job.failedReason) ?? {}
  return {
    id: job.id ?? '',
    method: job.name,
    outcome,
    code,
    deliveries: progressOf(job).deliveries,
    enqueuedAt: job.timestamp,
    parkedAt: job.finishedOn ?? 0,
  }
}
