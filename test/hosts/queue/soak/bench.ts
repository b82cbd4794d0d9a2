import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DEFAULT_WORKSPACE_ID,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../../../src/emulator/index.js'
import type { QueueStatus } from '../../../../src/hosts/queue/index.js'
import { jsonLine, runCli, type CliRun } from '../../../cli/support.js'
import { startRedis, type RedisServer } from '../../../support/redis-server.js'

/** A service, a Redis, a file of events, and the commands on them. */
export interface Bench {
  readonly emulator: Emulator
  readonly redis: RedisServer
  readonly file: string
  readonly env: Readonly<Record<string, string>>
  readonly connection: readonly string[]
  enqueue(env?: Readonly<Record<string, string>>): Promise<CliRun>
  status(): Promise<QueueStatus>
}

export interface BenchOptions {
  readonly events: number
  readonly emulator: EmulatorOptions
  readonly redis?: Readonly<Record<string, string>>
}

/** Runs something on a bench of its own, and takes all of it away. */
export async function onBench<T>(options: BenchOptions, run: (bench: Bench) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'cjds-soak-'))
  const [redis, emulator] = await Promise.all([startRedis(options.redis), startEmulator(options.emulator)])
  const file = join(directory, 'events.jsonl')
  const connection = ['--base-url', emulator.baseUrl]
  const env = {
    CJDS_NODE_REDIS_URL: redis.url,
    CJDS_NODE_QUEUE_KEY: randomBytes(32).toString('base64'),
    CJDS_NODE_TOKEN: emulator.oauth.issue().access_token,
  }
  const common = ['--set', `workspaceId=${DEFAULT_WORKSPACE_ID}`, '--set', 'eventType=soak']
  try {
    await writeEvents(file, options.events)
    return await run({
      emulator,
      redis,
      file,
      env,
      connection,
      enqueue: (more = {}) =>
        runCli(['enqueue', 'writeToCjds', ...common, '--file', file, ...connection], { env: { ...env, ...more } }),
      status: async () => jsonLine(await runCli(['queue', 'status', '--json'], { env })) as QueueStatus,
    })
  } finally {
    await Promise.all([redis.close(), emulator.close()])
    await rm(directory, { recursive: true, force: true })
  }
}

/** Lines of inputs without ids, each with a source of its own; a thousand persons share them. */
async function writeEvents(file: string, count: number): Promise<void> {
  const stream = createWriteStream(file)
  for (let number = 1; number <= count; number++) {
    const identity = `+1202555${String(number % 1_000).padStart(4, '0')}`
    const line = { eventSource: `soak/${number}`, identityType: 'phone', identity }
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
}
