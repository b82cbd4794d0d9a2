import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { JobEntry } from '../../src/hosts/queue/index.js'
import { jobMetrics } from '../../src/telemetry/index.js'
import { startTelemetry, type Telemetry } from './exported.js'

let telemetry: Telemetry
let log: (entry: JobEntry) => void
beforeEach(() => {
  telemetry = startTelemetry()
  log = jobMetrics(telemetry.providers)
})
afterEach(() => telemetry.close())

const entry = (changes: Partial<JobEntry>): JobEntry => ({
  event: 'completed',
  queue: 'eu1',
  job: 'a-hash',
  method: 'writeToCjds',
  outcome: 'onEventPostSuccess',
  code: null,
  httpStatus: 202,
  deliveries: 1,
  ageMs: 1_500,
  elapsedMs: 500,
  delayMs: null,
  ...changes,
})

interface Point {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly value: unknown
}

/** The count and the sum of a histogram, or the number of a counter, with what follows `flow_node.` in its attributes. */
async function told(metric: string): Promise<unknown[]> {
  const points = (await telemetry.points(metric)) as readonly Point[]
  return points.map(({ attributes, value }) => {
    expect(attributes).toMatchObject({ 'messaging.system': 'bullmq', 'messaging.destination.name': 'eu1' })
    const { 'flow_node.job.event': event, 'flow_node.outcome': outcome, 'error.type': code } = attributes
    const { count, sum } = value as { count: number; sum: number }
    return [event, outcome, code, ...(typeof value === 'number' ? [value] : [count, sum])]
  })
}

test('jobs are counted by what became of them, method, outcome and code', async () => {
  const failed = { outcome: 'onInternalServerError', code: 'HTTP_503', httpStatus: 503 }
  log(entry({}))
  log(entry({ event: 'retried', ...failed, delayMs: 1_000 }))
  log(entry({ event: 'retried', ...failed, delayMs: 1_000, deliveries: 2 }))
  log(entry({ event: 'parked', ...failed, deliveries: 20 }))
  log(entry({ event: 'rate-limited', outcome: null, httpStatus: null, deliveries: 0, delayMs: 4_000 }))
  expect(await told('flow_node.job.events')).toEqual([
    ['completed', 'onEventPostSuccess', undefined, 1],
    ['retried', 'onInternalServerError', 'HTTP_503', 2],
    ['parked', 'onInternalServerError', 'HTTP_503', 1],
    ['rate-limited', undefined, undefined, 1],
  ])
})

test('a job waits until its first invocation, and is old and delivered when it ends', async () => {
  log(entry({ event: 'rate-limited', outcome: null, deliveries: 0, ageMs: 400, elapsedMs: 0 }))
  log(entry({ event: 'retried', deliveries: 1, ageMs: 1_500, elapsedMs: 500 }))
  log(entry({ event: 'completed', deliveries: 2, ageMs: 4_000, elapsedMs: 500 }))
  log(entry({ event: 'parked', deliveries: 1, ageMs: 3_000, elapsedMs: 1_000 }))
  expect(await told('flow_node.job.wait')).toEqual([[undefined, undefined, undefined, 2, 3]])
  expect(await told('flow_node.job.age')).toEqual([
    ['completed', undefined, undefined, 1, 4],
    ['parked', undefined, undefined, 1, 3],
  ])
  expect(await told('flow_node.job.deliveries')).toEqual([
    ['completed', undefined, undefined, 1, 2],
    ['parked', undefined, undefined, 1, 1],
  ])
})

test('no metric tells jobs apart', async () => {
  log(entry({ job: 'planted-job-id' }))
  expect(await telemetry.all()).not.toContain('planted-job-id')
})
