import type { Job, Queue } from 'bullmq'
import type { DoneJobs } from './done-jobs.js'
import { parkedReason } from './parked-error.js'
import type { StoredJob } from './stored-job.js'

/** How many are looked at with one question. */
const handful = 500

/** Whether it was put back: somebody else may have been faster. */
const putBack = (job: Job<StoredJob>): Promise<boolean> =>
  job.retry('failed').then(
    () => true,
    () => false,
  )

/**
 * Puts back what BullMQ gave up by itself, such as a job whose workers died too often: only a policy parks jobs. Removes
 * what has been kept long enough; BullMQ itself removes dead letters only when another job fails.
 * @param since milliseconds since 1970: what failed before was looked at already
 */
export async function reconcile(
  queue: Queue<StoredJob>,
  done: DoneJobs,
  { since, keepDeadMs }: { readonly since: number; readonly keepDeadMs: number },
): Promise<void> {
  for (let offset = 0; ;) {
    const jobs = await queue.getJobs('failed', offset, offset + handful - 1, false)
    // Those that are put back do not stand in front of the others any more.
    offset += handful
    for (const job of jobs) if (parkedReason(job.failedReason) === undefined && (await putBack(job))) offset--
    if (jobs.length < handful || (jobs.at(-1)?.finishedOn ?? 0) < since) break
  }
  await done.prune()
  await queue.clean(keepDeadMs, 0, 'failed')
}
