import { randomBytes } from 'node:crypto'
import {
  DEFAULT_WORKSPACE_ID,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../../src/emulator/index.js'
import { startRedis, type RedisServer } from '../../support/redis-server.js'
import { runCli, startCli, withFiles, type CliRun } from '../support.js'

/** A service, a Redis, a directory with files, and the commands that are run on them. */
export interface QueueBench {
  readonly emulator: Emulator
  readonly redis: RedisServer
  readonly directory: string
  readonly env: Readonly<Record<string, string>>
  /** How the service is reached; for the commands that need to know. */
  readonly connection: readonly string[]
  readonly run: (args: readonly string[], stdin?: string) => Promise<CliRun>
  readonly start: (args: readonly string[], env?: Readonly<Record<string, string>>) => ReturnType<typeof startCli>
}

export interface BenchOptions {
  readonly emulator?: EmulatorOptions
  readonly redis?: Readonly<Record<string, string>>
}

export async function withQueueBench(
  files: Readonly<Record<string, string>>,
  use: (bench: QueueBench) => Promise<void>,
  options: BenchOptions = {},
): Promise<void> {
  const [redis, emulator] = await Promise.all([
    // Every write to the disk is waited for where a test is about that.
    startRedis({ appendfsync: 'no', ...options.redis }),
    startEmulator({ rateLimit: false, ...options.emulator }),
  ])
  const env = {
    CJDS_NODE_REDIS_URL: redis.url,
    CJDS_NODE_QUEUE_KEY: randomBytes(32).toString('base64'),
    CJDS_NODE_TOKEN: emulator.oauth.issue().access_token,
  }
  try {
    await withFiles(files, (directory) =>
      use({
        emulator,
        redis,
        directory,
        env,
        connection: ['--base-url', emulator.baseUrl],
        run: (args, stdin) => runCli(args, { env, cwd: directory, ...(stdin === undefined ? {} : { stdin }) }),
        start: (args, more = {}) => startCli(args, { env: { ...env, ...more }, cwd: directory }),
      }),
    )
  } finally {
    await Promise.all([redis.close(), emulator.close()])
  }
}

/** What every line has that `eventLine` leaves out. */
export const common = ['--set', `workspaceId=${DEFAULT_WORKSPACE_ID}`, '--set', 'eventType=test']

/** A line of inputs without an id; its source tells it apart in the emulator's receipts. */
export const eventLine = (number: number, changes: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify({ eventSource: `line-${number}`, identityType: 'phone', identity: `+1202555${String(number).padStart(4, '0')}`, ...changes })}\n`

export const eventLines = (count: number): string =>
  Array.from({ length: count }, (_, index) => eventLine(index + 1)).join('')
