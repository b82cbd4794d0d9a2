import { randomBytes } from 'node:crypto'
import { authorizations, createExecutor, loadNode, type Executor, type ExecutorOptions } from '../../../src/index.js'
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
import { startRedis, type RedisServer } from '../../support/redis.js'

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

const node = await loadNode()

/** A service, a Redis, and what is opened on them; all of it is closed in the end. */
export interface Bench {
  readonly emulator: Emulator
  readonly redis: RedisServer
  readonly executor: Executor
  /** Every line that a worker has logged. */
  readonly log: JobEntry[]
  readonly errors: Error[]
  open(options?: Partial<OpenQueueOptions>): Promise<JobQueue>
  work(options?: Partial<WorkerOptions>): Promise<QueueWorker>
  executorWith(options: Partial<ExecutorOptions>): Executor
  /** The bodies of the events that came, answered or not. */
  posts(): Record<string, unknown>[]
  close(): Promise<void>
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
  const executorWith = (given: Partial<ExecutorOptions>): Executor => {
    const executor = createExecutor(node, {
      authorizations: authorizations({ main: { baseUrl: emulator.baseUrl, accessToken } }),
      ...given,
    })
    executors.push(executor)
    return executor as unknown as Executor
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
    posts: () =>
      emulator.recordings.list('events.publish').map(({ body }) => JSON.parse(body) as Record<string, unknown>),
    async close() {
      for (const one of opened) await one.close()
      for (const each of executors) each.close()
      await Promise.all([redis.close(), emulator.close()])
    },
  }
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
