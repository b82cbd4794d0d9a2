import { setTimeout as sleep } from 'node:timers/promises'
import type { Recording } from '../../../../src/emulator/index.js'
import { onBench, type Bench } from './bench.js'
import { startFleet } from './fleet.js'
import { arrivals, patienceMs } from './kills.js'

export interface RateOptions {
  readonly workers: number
  readonly events: number
  readonly limit: { readonly requests: number; readonly perMs: number }
}

export interface RateReport {
  readonly requests: number
  readonly refused: number
  readonly seconds: number
  readonly perMinute: number
}

/** Workers of one queue at a service that counts requests: how many answers are 429. */
export function soakAtTheLimit({ workers, events, limit }: RateOptions): Promise<RateReport> {
  return onBench({ events, emulator: { rateLimit: limit, recordings: 10 * events } }, async (bench) => {
    await enqueued(bench)
    const rate = `${limit.requests}/${limit.perMs / 1_000}`
    const fleet = await startFleet(workers, [...bench.connection, '--rate-limit', rate], bench.env)
    const started = performance.now()
    try {
      await delivered(bench, events)
      const seconds = (performance.now() - started) / 1_000
      await fleet.stop()
      const answers = bench.emulator.recordings.list('events.publish')
      return {
        requests: answers.length,
        refused: answers.filter(({ status }) => status === 429).length,
        seconds: Math.round(seconds),
        perMinute: Math.round((answers.length / seconds) * 60),
      }
    } finally {
      await fleet.stop()
    }
  })
}

export interface PatienceOptions {
  readonly workers: number
  readonly events: number
  /** How often the service asks for patience, and for how many seconds. */
  readonly times: number
  readonly retryAfter: number
}

export interface PatienceReport {
  readonly refused: number
  /** Events that came again before the service was ready for them. */
  readonly sameTooEarly: number
  /** Other events that were sent although the workers had had a second to know. */
  readonly othersTooEarly: number
  readonly requests: number
}

/** How long a request may be on its way, and a worker need to hear of a pause. */
const onTheWayMs = 1_000

/** Workers without a limit of their own at a service that says `Retry-After`: whether any of them comes too early. */
export function soakWithPatience({ workers, events, times, retryAfter }: PatienceOptions): Promise<PatienceReport> {
  return onBench({ events, emulator: { rateLimit: false, recordings: 10 * events } }, async (bench) => {
    const { emulator } = bench
    await enqueued(bench)
    const fleet = await startFleet(workers, [...bench.connection, '--rate-limit', 'off'], bench.env)
    const answer = { status: 429, headers: { 'retry-after': String(retryAfter) } }
    try {
      for (let count = 1; count <= times; count++) {
        const before = emulator.recordings.total
        await until(() => emulator.recordings.total > before + 20)
        emulator.scenarios.add({ on: 'events.publish', times: 1, answer })
        await until(() => emulator.scenarios.list().length === 0)
      }
      await delivered(bench, events)
      await fleet.stop()
      const requests = emulator.recordings.total
      return { ...tooEarly(emulator.recordings.list('events.publish'), retryAfter), requests }
    } finally {
      await fleet.stop()
    }
  })
}

function tooEarly(requests: readonly Recording[], retryAfter: number): Omit<PatienceReport, 'requests'> {
  const refusals = requests.filter(({ status }) => status === 429)
  const after = (refusal: Recording, fromMs: number): Recording[] => {
    const at = Date.parse(refusal.time)
    return requests.filter(
      ({ sequence, time }) =>
        sequence > refusal.sequence && Date.parse(time) >= at + fromMs && Date.parse(time) < at + retryAfter * 1_000,
    )
  }
  const sameTooEarly = refusals.flatMap((refusal) => after(refusal, 0).filter(({ body }) => body === refusal.body))
  const othersTooEarly = refusals.flatMap((refusal) => after(refusal, onTheWayMs))
  return { refused: refusals.length, sameTooEarly: sameTooEarly.length, othersTooEarly: othersTooEarly.length }
}

async function enqueued(bench: Bench): Promise<void> {
  const { status, stderr } = await bench.enqueue()
  if (status !== 0) throw new Error(`enqueue ended with ${status}: ${stderr}`)
}

function delivered({ emulator }: Bench, events: number): Promise<void> {
  return arrivals(() => new Set(emulator.store.receipts.list().map(({ source }) => source)).size, events)
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + patienceMs
  while (!holds()) {
    if (performance.now() > end) throw new Error('Stuck: nothing is sent.')
    await sleep(50)
  }
}
