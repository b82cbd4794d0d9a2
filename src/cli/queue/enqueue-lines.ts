import { setTimeout as sleep } from 'node:timers/promises'
import type { Enqueued, JobQueue } from '../../hosts/queue/index.js'
import { interruptSignal } from '../interrupt.js'
import { jobOfLine, type LineRules, type Refusal } from './line-job.js'
import type { Line } from './lines.js'

/** What became of the lines so far. */
export interface LineCounts {
  lines: number
  queued: number
  duplicates: number
  refused: number
}

/** Milliseconds between two attempts at a Redis that does not answer. */
const againMs = 500

/**
 * Puts lines into a queue, all at once, and counts what became of them. Sent again to a Redis that was away or too slow, they
 * are not doubled, since each has an identity; those that it had taken count as duplicates then.
 * @param patienceMs how long Redis may not answer
 * @returns those that could never be sent
 * @throws {QueueUnavailableError} none of the lines is counted then, though some may be queued
 */
export async function enqueueLines(
  queue: JobQueue,
  lines: readonly Line[],
  rules: LineRules,
  counts: LineCounts,
  patienceMs: number,
): Promise<Refusal[]> {
  const read = lines.map((line) => ({ number: line.number, job: jobOfLine(line, rules) }))
  const jobs = read.flatMap(({ job }) => ('inputs' in job ? [job] : []))
  const answers = (await patiently(() => queue.enqueueMany(jobs), patienceMs)).values()
  const refusals = read.flatMap(({ number, job }) => {
    if (!('inputs' in job)) return [job]
    const answer = answers.next().value
    if (answer === undefined) throw new Error('The queue has answered for fewer jobs than it was given.')
    counts.queued += Number(answer.status === 'queued')
    counts.duplicates += Number(answer.status === 'duplicate')
    return answer.status === 'refused' ? [refusalOf(number, answer)] : []
  })
  counts.lines += lines.length
  counts.refused += refusals.length
  return refusals
}

async function patiently<T>(ask: () => Promise<T>, patienceMs: number): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      const { code } = error as { readonly code?: unknown }
      if (code !== 'QUEUE_UNAVAILABLE' || performance.now() > end || interruptSignal().aborted) throw error
      await sleep(againMs)
    }
  }
}

function refusalOf(line: number, { code, message, problems }: Extract<Enqueued, { status: 'refused' }>): Refusal {
  return { line, code, message, errors: problems.map(({ text }) => text) }
}
