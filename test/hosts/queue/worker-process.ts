import { authorizations, createExecutor, loadNode, type Executor } from '../../../src/index.js'
import { startWorker, type WorkerOptions } from '../../../src/hosts/queue/index.js'

/** What a worker in a process of its own is told. */
export interface ProcessOptions {
  readonly redis: string
  readonly key: string
  readonly baseUrl: string
  readonly accessToken: string
  readonly worker: Partial<WorkerOptions>
  readonly graceMs?: number
  /** Kills the process, as `kill -9` does, when the first answer is there and before anybody knows of it. */
  readonly dieAfterAnswer?: boolean
}

const options = JSON.parse(process.env.OPTIONS ?? '{}') as ProcessOptions
const { redis, key, baseUrl, accessToken, worker: given, graceMs = 15_000 } = options
const executor = createExecutor(await loadNode(), {
  authorizations: authorizations({ main: { baseUrl, accessToken } }),
}) as unknown as Executor

const mortal: Executor = {
  ...executor,
  execute: async (...args) => {
    const result = await executor.execute(...args)
    if (options.dieAfterAnswer === true) process.kill(process.pid, 'SIGKILL')
    return result
  },
}

const worker = await startWorker({
  redis,
  keys: [{ key }],
  rateLimit: false,
  executor: mortal,
  log: (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`),
  ...given,
})
process.stdout.write('ready\n')

process.once('SIGTERM', () => {
  void worker.close({ graceMs }).then(() => {
    executor.close()
  })
})
