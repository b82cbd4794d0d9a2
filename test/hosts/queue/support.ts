import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import {
  authorizations,
  createExecutor,
  loadNode,
  type Executor,
  type ExecutorOptions,
  type FlowNode,
} from '../../../src/index.js'
import {
  DEFAULT_WORKSPACE_ID,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../../src/emulator/index.js'
import {
  openQueue,
  startWorker,
  type JobEntry,
  type JobQueue,
  type OpenQueueOptions,
  type QueueWorker,
  type WorkerOptions,
} from '../../../src/hosts/queue/index.js'
import { bundleOf } from '../../support/bundle.js'
import { startRedis, type RedisServer } from '../../support/redis-server.js'
import type { ProcessOptions } from './worker-process.js'

export const key = randomBytes(32).toString('base64')

/** The inputs of an event, but for its id. */
export const event = {
  authorization: 'main',
  workspaceId: DEFAULT_WORKSPACE_ID,
  eventType: 'ivr:choice',
  eventSource: 'ivr/main-menu',
  identityType: 'phone',
  identity: '+12025550100',
} as const

export const merge = { authorization: 'main', workspaceId: DEFAULT_WORKSPACE_ID, phone: '+12025550100' } as const

const node = (await loadNode()) as unknown as FlowNode

/** A service, a Redis, and what is opened on them; all of it is closed in the end. */
export interface Bench {
  readonly emulator: Emulator
  readonly redis: RedisServer
  readonly executor: Executor
  /** Every line that a worker has logged. */
  readonly log: JobEntry[]
  readonly errors: Error[]
  readonly open: (options?: Partial<OpenQueueOptions>) => Promise<JobQueue>
  readonly work: (options?: Partial<WorkerOptions>) => Promise<QueueWorker>
  /** Starts a worker in a process of its own, which is killed in the end. */
  readonly spawn: (options?: Partial<ProcessOptions>) => Promise<WorkerProcess>
  readonly executorWith: (options: Partial<ExecutorOptions>, node?: FlowNode) => Executor
  /** The bodies of the events that came, answered or not. */
  readonly posts: () => Record<string, unknown>[]
  readonly close: () => Promise<void>
}

export interface BenchOptions {
  readonly emulator?: EmulatorOptions
  readonly redis?: Readonly<Record<string, string>>
}

export async function startBench(options: BenchOptions = {}): Promise<Bench> {
  const [redis, emulator] = await Promise.all([
    startRedis(options.redis),
    startEmulator({ rateLimit: false, recordings: 10_000, ...options.emulator }),
  ])
  const { access_token: accessToken } = emulator.oauth.issue()
  const opened: { close(): unknown }[] = []
  const executors: Executor[] = []
  const executorWith = (given: Partial<ExecutorOptions>, of: FlowNode = node): Executor => {
    const executor = createExecutor(of, {
      authorizations: authorizations({ main: { baseUrl: emulator.baseUrl, accessToken } }),
      ...given,
    })
    executors.push(executor)
    return executor
  }
  const executor = executorWith({})
  const log: JobEntry[] = []
  const errors: Error[] = []
  const track = async <T extends { close(): unknown }>(opening: Promise<T>): Promise<T> => {
    const one = await opening
    opened.push(one)
    return one
  }
  const common = { redis: redis.url, keys: [{ key }], executor, onError: (error: Error) => errors.push(error) }
  return {
    emulator,
    redis,
    executor,
    log,
    errors,
    executorWith,
    open: (given) => track(openQueue({ ...common, ...given })),
    work: (given) =>
      track(startWorker({ ...common, rateLimit: false, lockMs: 2_000, log: (entry) => log.push(entry), ...given })),
    spawn: (given) =>
      track(
        spawnWorker({
          redis: redis.url,
          key,
          baseUrl: emulator.baseUrl,
          accessToken,
          worker: { lockMs: 1_000 },
          ...given,
        }),
      ),
    posts: () =>
      emulator.recordings.list('events.publish').map(({ body }) => JSON.parse(body) as Record<string, unknown>),
    async close() {
      for (const one of opened) await one.close()
      for (const each of executors) each.close()
      await Promise.all([redis.close(), emulator.close()])
    },
  }
}

export interface WorkerProcess {
  readonly child: ChildProcess
  readonly log: readonly JobEntry[]
  /** Resolves with the exit status, or the signal that ended it, when all that it wrote is in the log. */
  readonly ended: Promise<number | NodeJS.Signals>
  readonly close: () => Promise<void>
}

let bundle: Promise<string> | undefined

async function spawnWorker(options: ProcessOptions): Promise<WorkerProcess> {
  bundle ??= bundleOf('test/hosts/queue/worker-process.ts')
  const child = spawn(process.execPath, [await bundle], {
    env: { PATH: process.env.PATH, OPTIONS: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close').then(([status, signal]) => (status ?? signal) as number | NodeJS.Signals)
  const log: JobEntry[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    if (line !== 'ready') log.push(JSON.parse(line) as JobEntry)
  })
  await once(lines, 'line')
  return {
    child,
    log,
    ended,
    close: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Removes what the worker processes were made of; for after the last test of a file. */
export async function removeBundle(): Promise<void> {
  if (bundle !== undefined) await rm(dirname(await bundle), { recursive: true, force: true })
}

/** So many jobs are done, and no worker is still busy with what comes after one: its order, its log entry. */
export const done = (queue: JobQueue, count: number) => async (): Promise<boolean> => {
  const { completed, active } = await queue.status()
  return completed === count && active === 0
}

/** Runs a test on a bench of its own. */
export async function withBench(run: (bench: Bench) => Promise<void>, options?: BenchOptions): Promise<void> {
  const bench = await startBench(options)
  try {
    await run(bench)
  } finally {
    await bench.close()
  }
}
