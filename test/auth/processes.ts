import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileTokenStore, type FileTokenStore, readTokenSet } from '../../src/auth/index.js'
import { type Emulator, type OAuthCounters, startEmulator } from '../../src/emulator/index.js'
import { bundleOf } from '../support/bundle.js'
import { settingsFor } from './support.js'

export type Task = 'useTokens' | 'write' | 'hold' | 'enter'

/** What a worker says; each line has some of these. */
export interface Line {
  readonly ready?: true
  readonly held?: true
  readonly released?: true
  readonly reads?: number
  readonly tokens?: number
  readonly errors?: Readonly<Record<string, number>>
  readonly entered?: number
  readonly crowded?: number
}

export interface Worker {
  readonly process: ChildProcess
  next(): Promise<Line>
  kill(): Promise<void>
}

/** Runs a test with processes of their own, all of which are gone afterwards. */
export async function withWorkers<T>(
  run: (tools: { directory: string; start: (task: Task, directory: string, ms?: number) => Worker }) => Promise<T>,
): Promise<T> {
  const bundle = await bundleOf('test/auth/worker.ts')
  const directory = await mkdtemp(join(tmpdir(), 'cjds-'))
  const started: Worker[] = []
  try {
    const start = (task: Task, at: string, ms = 10_000): Worker => {
      const worker = startWorker(bundle, task, at, ms)
      started.push(worker)
      return worker
    }
    return await run({ directory, start })
  } finally {
    await Promise.all(started.map((worker) => worker.kill()))
    await rm(directory, { recursive: true, force: true })
    await rm(dirname(bundle), { recursive: true, force: true })
  }
}

function startWorker(bundle: string, task: Task, directory: string, ms: number): Worker {
  const child = spawn(process.execPath, [bundle], {
    env: { PATH: process.env.PATH, TASK: task, DIRECTORY: directory, MS: String(ms) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    process: child,
    next: async () => {
      const line = (await lines.next()) as IteratorResult<string, undefined>
      if (line.done) throw new Error(`the worker for ${task} ended`)
      return JSON.parse(line.value) as Line
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Makes the connection `main` in a store, as a login would. */
export async function logIn(store: FileTokenStore, emulator: Emulator): Promise<void> {
  const version = store.read('main')
  const tokens = readTokenSet(emulator.oauth.issue())
  const generation = await store.compareAndSwap('main', version?.generation ?? 0, {
    settings: settingsFor(emulator),
    tokens,
  })
  if (generation === undefined) throw new Error('somebody else has logged in')
}

export interface RaceReport extends Pick<OAuthCounters, 'refreshGrants' | 'refused' | 'maxConcurrentRefreshes'> {
  readonly reads: number
  readonly errors: readonly (readonly [code: string, count: number])[]
}

/** Processes that share a store and use tokens of less than a second, at a server that revokes all on a second use. */
export function raceForTokens(options: {
  processes: number
  ms: number
  lifetimeSeconds: number
}): Promise<RaceReport> {
  return withWorkers(async ({ directory, start }) => {
    const emulator = await startEmulator({
      rateLimit: false,
      oauth: { rotation: 'strict', accessTokenLifetime: options.lifetimeSeconds },
    })
    try {
      await logIn(fileTokenStore({ directory }), emulator)
      const workers = Array.from({ length: options.processes }, () => start('useTokens', directory, options.ms))
      const reports = await Promise.all(
        workers.map(async (worker) => {
          await worker.next()
          return worker.next()
        }),
      )
      const { refreshGrants, refused, maxConcurrentRefreshes } = emulator.oauth.counters
      return {
        reads: reports.reduce((sum, report) => sum + (report.reads ?? 0), 0),
        errors: reports.flatMap((report) => Object.entries(report.errors ?? {})),
        refreshGrants,
        refused,
        maxConcurrentRefreshes,
      }
    } finally {
      await emulator.close()
    }
  })
}

export interface KillReport {
  readonly kills: number
  /** Times the store could not be read. */
  readonly unreadable: number
  /** Times its generation was lower than before. */
  readonly backwards: number
  /** Times the consent was lost, so that somebody had to log in again. */
  readonly lost: number
  readonly refreshes: number
  /** Times a refresh token was used again that a killed process had used already. */
  readonly graceReplays: number
}

/** Kills processes at random moments while they renew and save tokens. */
export function killWhileRefreshing(options: { kills: number; graceMs: number; mostMs: number }): Promise<KillReport> {
  return withWorkers(async ({ directory, start }) => {
    const emulator = await startEmulator({
      rateLimit: false,
      oauth: { rotation: 'strict', accessTokenLifetime: 0.02, graceMs: options.graceMs },
    })
    try {
      await logIn(fileTokenStore({ directory }), emulator)
      const report = { kills: 0, unreadable: 0, backwards: 0, lost: 0 }
      let generation = 0
      while (report.kills < options.kills) {
        const workers = [start('useTokens', directory, 60_000), start('useTokens', directory, 60_000)]
        for (const worker of workers) {
          await worker.next()
          await new Promise((done) => setTimeout(done, Math.random() * options.mostMs))
          await worker.kill()
          report.kills++
          try {
            // A store of its own, which remembers nothing.
            const store = fileTokenStore({ directory })
            const version = store.read('main')
            if ((version?.generation ?? 0) < generation) report.backwards++
            generation = version?.generation ?? 0
            if (version?.connection.reauthRequired) {
              report.lost++
              await logIn(store, emulator)
            }
          } catch {
            report.unreadable++
          }
        }
      }
      const { refreshGrants: refreshes, graceReplays } = emulator.oauth.counters
      return { ...report, refreshes, graceReplays }
    } finally {
      await emulator.close()
    }
  })
}
