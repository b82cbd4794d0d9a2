/*
 * Answers that are made to hurt: npm run hostile. Each is read many times; at the default cap none may need more than
 * 32 MiB of memory, nor hold up the event loop for more than 50 ms in more than one of a thousand looks at the clock. On a
 * machine that is slow or busy the limit grows by as much as the JSON parser alone takes longer there.
 *
 *   --rounds N   how often each answer is read (20)
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { authorizations, createExecutor, loadNode, type Executor } from '../../../src/index.js'
import { heldBytes, mebibytes } from '../memory.js'
import { startPeer } from '../peer.js'

const options = parseArgs({ options: { rounds: { type: 'string', default: '20' } } }).values
const rounds = Number(options.rounds)
const mostMemoryMiB = 32
const mostDelayMs = 50

const service = startPeer<'what', { origin: string; names: readonly string[] }>('test/proofs/hostile/service.ts')
const { origin, names } = await service.ask('what')
const executor = createExecutor(await loadNode(), {
  authorizations: authorizations({ main: { baseUrl: origin, accessToken: 'planted-token-7Qx2' } }),
  timeoutMs: 60_000,
}) as Executor

/** The name ends the address, by which the service knows what to answer. */
const read = (name: string) =>
  executor.execute('readFromCjds', { authorization: 'main', workspaceId: 'w', aliasId: 'a', templateName: name })

/** How late the event loop was, in milliseconds, in all but one of a thousand looks at the clock. */
async function delayOf(run: () => Promise<void>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  await run()
  histogram.disable()
  return Math.round(histogram.percentile(99.9) / 1e5) / 10
}

/** The most memory that the process has had meanwhile, above what it had before. */
async function peakOf(run: () => Promise<void>): Promise<number> {
  await heldBytes()
  const before = process.memoryUsage.rss()
  let peak = before
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 2)
  await run()
  clearInterval(look)
  return Math.max(peak, process.memoryUsage.rss()) - before
}

async function repeat(times: number, run: () => Promise<void>): Promise<void> {
  for (let round = 0; round < times; round++) {
    await run()
    await delay(5)
  }
}

const megabyteOfKeys = JSON.stringify(Object.fromEntries(Array.from({ length: 1 << 16 }, (_, at) => [`key-${at}`, at])))

/**
 * How much slower than a quiet machine of today this one is at this moment: how late it is with nothing but the JSON
 * parser at work, which takes 25 ms there.
 */
async function slowness(): Promise<number> {
  const late = await delayOf(() => repeat(rounds, () => Promise.resolve(void JSON.parse(megabyteOfKeys))))
  return Math.max(1, late / 25)
}

await repeat(200, () => read('harmless').then(() => undefined))
for (const name of names) await read(name)

const results = []
for (const name of names) {
  let outcome = ''
  const once = async () => {
    const result = await read(name)
    outcome = `${result.outcome} ${result.meta.code}`
  }
  const peaks: number[] = []
  for (let round = 0; round < 3; round++) peaks.push(await peakOf(once))
  const delayMs = await delayOf(() => repeat(rounds, once))
  const limitMs = Math.round(mostDelayMs * (await slowness()))
  const memoryMiB = mebibytes(Math.max(...peaks))
  results.push({ good: delayMs <= limitMs && memoryMiB <= mostMemoryMiB, name, outcome, memoryMiB, delayMs, limitMs })
}
executor.close()
await service.close()

const good = results.every((result) => result.good)
process.stdout.write(`${JSON.stringify({ good, rounds, results }, null, 2)}\n`)
process.exitCode = good ? 0 : 1
