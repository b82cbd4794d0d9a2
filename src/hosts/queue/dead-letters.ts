import type { Job, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { FlowNode } from '../../node-types.js'
import type { Result } from '../../outcome/result.js'
import { SealError } from '../../sealing/seal-error.js'
import { answered } from './connection.js'
import type { KeyRing } from './key-ring.js'
import { parkedReason } from './parked-error.js'
import { isRepeatable } from './policy.js'
import { QueueKeyError } from './queue-key-error.js'
import { progressOf, sealedName, type JobContent, type JobEnd, type JobProgress, type StoredJob } from './stored-job.js'

/** A job that nobody tries any more. */
export interface DeadLetter {
  readonly id: string
  readonly method: string
  /** How its last invocation ended; null when there was none. */
  readonly outcome: string | null
  /**
   * Why it was parked: a code of the invocation, or `DELIVERY_UNKNOWN`, `TOO_OLD`, `DAMAGED`, `UNKNOWN_METHOD`, or `PARKED`
   * where a policy alone decided. `STALLED`: BullMQ gave it up; a worker puts it back soon.
   */
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

/**
 * Writes what a letter is to be put back with, if it is still the one that was read: another may have put it back since.
 */
const prepareScript = `
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) or redis.call('HGET', KEYS[2], 'finishedOn') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[2], 'data', ARGV[3], 'progress', ARGV[4])
return 1`

/** Each method throws a {@link QueueUnavailableError} when Redis does not answer. */
export function deadLetters(client: Redis, queue: Queue<StoredJob>, node: FlowNode, ring: KeyRing): DeadLetters {
  async function find(id: string): Promise<Job<StoredJob> | undefined> {
    const job = await answered(queue.getJob(id))
    return job !== undefined && (await answered(job.isFailed())) ? job : undefined
  }

  /** What was parked because it was damaged has nothing to show. */
  function readable<T>(sealed: string | undefined, name: string): Partial<T> {
    try {
      return sealed === undefined ? {} : (ring.open(sealed, name) as Partial<T>)
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      if (error.code === 'SEAL_DAMAGED') return {}
      throw new QueueKeyError('The dead letter is sealed with another key; give that one too, after the new one.')
    }
  }

  async function putBack(job: Job<StoredJob>): Promise<boolean> {
    const { id = '', finishedOn = 0 } = job
    const method = node.methods.get(job.name)?.manifest
    const { end: _told, ...data } = job.data
    const progress: JobProgress = {
      ...progressOf(job),
      failures: 0,
      // Whoever replays what must not be repeated has looked; what may be repeated can still be found done already.
      unsettled: progressOf(job).unsettled && method !== undefined && isRepeatable(method),
      replayedAt: Date.now(),
    }
    const keys = [queue.toKey('failed'), queue.toKey(id)]
    const values = [id, finishedOn, JSON.stringify(data), JSON.stringify(progress)]
    if ((await answered(client.eval(prepareScript, keys.length, ...keys, ...values))) !== 1) return false
    const retried = job.retry('failed').then(
      () => true,
      (error: unknown) => {
        // Somebody else was faster, says BullMQ with a number.
        if (typeof (error as { readonly code?: unknown }).code === 'number') return false
        throw error
      },
    )
    return answered(retried)
  }

  return {
    list: async (offset, limit) =>
      (await answered(queue.getJobs('failed', offset, offset + limit - 1, false))).map(letterOf),
    async read(id) {
      const job = await find(id)
      if (job === undefined) return undefined
      const { sealed, end } = job.data
      const named = { id, method: job.name }
      const { inputs = {}, reference } = readable<JobContent>(sealed, sealedName(queue.name, named, 'content'))
      const { result = null } = readable<JobEnd>(end, sealedName(queue.name, named, 'end'))
      return { ...letterOf(job), inputs, ...(reference === undefined ? {} : { reference }), result }
    },
    async replay(id) {
      const job = await find(id)
      return job === undefined ? false : putBack(job)
    },
    async replayAll() {
      const { failed = 0 } = await answered(queue.getJobCounts('failed'))
      let replayed = 0
      // As many as there were: those that come back meanwhile are not put back again. The oldest first, to keep the order.
      for (let left = failed; left > 0; left -= handful) {
        const jobs = await answered(queue.getJobs('failed', 0, Math.min(handful, left) - 1, true))
        for (const job of jobs) if (await putBack(job)) replayed++
      }
      return replayed
    },
    async discard(id) {
      const job = await find(id)
      if (job === undefined) return false
      await answered(job.remove())
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
