import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { QueueStatus } from '../../../../src/hosts/queue/index.js'
import { jsonLine, root } from '../../../cli/support.js'
import { onBench, type Bench } from './bench.js'
import { startFleet } from './fleet.js'

export interface KillsOptions {
  readonly events: number
  readonly workers: number
  /** A worker is killed so often. */
  readonly everyMs: number
  /** Redis is killed and started again so often, evenly over the events. */
  readonly redisKills: number
}

export interface KillsReport {
  readonly counts: Counts
  readonly status: QueueStatus
  readonly workersKilled: number
  readonly redisKilled: number
  /** Runs of `enqueue` until one came to the end of the file. */
  readonly enqueueRuns: number
  /** How the last workers ended after SIGTERM. */
  readonly exits: readonly (number | null)[]
  readonly seconds: number
}

/** What `scripts/count-events.mjs` prints. */
export interface Counts {
  readonly expected: number
  readonly arrivals: number
  readonly stored: number
  readonly redelivered: number
  readonly lost: number
  readonly doubled: number
  readonly altered: number
  readonly unknown: number
}

/** Nothing arrives for so long: something is stuck. */
export const patienceMs = 180_000

/** A file of events through workers and a Redis that are killed, to a service of which every fifth request fails. */
export function soakWithKills(options: KillsOptions): Promise<KillsReport> {
  const { events, workers, everyMs, redisKills } = options
  return onBench({ events, emulator: { rateLimit: false, repeatedEvents: 'refuse' } }, async (bench) => {
    const { emulator, redis, file } = bench
    addFaults(bench)
    const started = performance.now()
    const args = [...bench.connection, '--rate-limit', 'off', '--concurrency', '25', '--lock', '5']
    const fleet = await startFleet(workers, args, bench.env)

    const stop = new AbortController()
    const arrived = arrivalCounter(bench)
    const killWorkers = async (): Promise<void> => {
      for (;;) {
        await sleep(everyMs)
        if (stop.signal.aborted) return
        await fleet.killOne()
      }
    }
    let redisKilled = 0
    const killRedis = async (): Promise<void> => {
      while (!stop.signal.aborted && redisKilled < redisKills) {
        // Looks so often that no machine is done before the last of them.
        await sleep(20)
        if (arrived() < (events * (redisKilled + 1)) / (redisKills + 1)) continue
        await redis.kill()
        redisKilled += 1
        await sleep(500)
        await redis.restart()
      }
    }
    const kills = Promise.all([killWorkers(), killRedis()])
    try {
      const enqueueRuns = await enqueueAll(bench)
      await arrivals(arrived, events)
      stop.abort()
      await kills
      const status = await settled(bench)
      const exits = (await fleet.stop()).map((run) => run.status)
      const counts = await countEvents(file, emulator.baseUrl)
      const seconds = Math.round((performance.now() - started) / 1_000)
      return { counts, status, workersKilled: fleet.killed(), redisKilled, enqueueRuns, exits, seconds }
    } finally {
      stop.abort()
      await kills
      await fleet.stop()
    }
  })
}

/** A tenth of the requests fails before the event is taken; of another tenth the event is taken and the answer lost. */
function addFaults({ emulator: { scenarios } }: Bench): void {
  const on = 'events.publish'
  scenarios.add({ on, share: 0.07, seed: 1, answer: { status: 503 } })
  scenarios.add({ on, share: 0.03 / 0.93, seed: 2, damage: 'hang-up', process: false })
  scenarios.add({ on, share: 0.1 / 0.9, seed: 3, damage: 'reset' })
}

/** How many events the service has kept; looks at each receipt once. */
function arrivalCounter({ emulator: { store } }: Bench): () => number {
  let seen = 0
  let kept = 0
  return () => {
    const receipts = store.receipts.list()
    while (seen < receipts.length) kept += Number(receipts[seen++]?.stored === true)
    return kept
  }
}

/** Runs `enqueue` until it reaches the end of the file, as a person would whose Redis goes away. */
async function enqueueAll(bench: Bench): Promise<number> {
  for (let runs = 1; runs <= 50; runs++) {
    const run = await bench.enqueue()
    if (run.status === 0) return runs
    if (!run.stderr.includes('Redis does not answer'))
      throw new Error(`enqueue ended with ${run.status}: ${run.stderr}`)
    await sleep(500)
  }
  throw new Error('enqueue never came to its end.')
}

export async function arrivals(arrived: () => number, events: number): Promise<void> {
  let last = 0
  let since = performance.now()
  for (let now = arrived(); now < events; now = arrived()) {
    if (now > last) since = performance.now()
    last = now
    if (performance.now() - since > patienceMs) throw new Error(`Stuck at ${now} of ${events} events.`)
    await sleep(250)
  }
}

/** Waits until no job waits for anything. */
async function settled(bench: Bench): Promise<QueueStatus> {
  const end = performance.now() + patienceMs
  for (;;) {
    const status = await bench.status()
    if (status.waiting + status.active + status.delayed === 0) return status
    if (performance.now() > end) throw new Error(`Jobs are stuck: ${JSON.stringify(status)}`)
    await sleep(500)
  }
}

/** Counts in a process of its own, which knows the file and the emulator's receipts only. */
export function countEvents(file: string, emulator: string): Promise<Counts> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(root, 'scripts/count-events.mjs'), file, emulator], (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr, { cause: error }))
      else resolve(jsonLine({ status: 0, signal: null, stdout, stderr }) as Counts)
    })
  })
}
