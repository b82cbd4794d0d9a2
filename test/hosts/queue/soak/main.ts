/*
 * The long forms of the proofs of the queue: npm run soak:queue [-- --events N] [--lines N] [--only kills,rate,memory].
 * Prints its figures as JSON and ends with 1 when one of them is not what it must be.
 */
import { parseArgs } from 'node:util'
import { soakWithKills } from './kills.js'
import { soakMemory } from './memory.js'
import { soakAtTheLimit, soakWithPatience } from './rate.js'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    lines: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'kills,rate,memory' },
  },
})
const parts = values.only.split(',')
const bad: string[] = []

async function part<T extends object>(
  name: string,
  title: string,
  run: () => Promise<T>,
  isGood: (report: T) => boolean,
) {
  if (!parts.includes(name)) return
  const report = await run()
  const good = isGood(report)
  if (!good) bad.push(title)
  process.stdout.write(`${JSON.stringify({ title, good, ...report })}\n`)
}

const events = Number(values.events)
await part(
  'kills',
  `${events} events, 4 workers, one killed every 2 s, Redis killed 3 times, 20 % faults`,
  () => soakWithKills({ events, workers: 4, everyMs: 2_000, redisKills: 3 }),
  ({ counts, status, redisKilled, exits }) =>
    counts.expected === events &&
    counts.lost + counts.doubled + counts.altered + counts.unknown === 0 &&
    status.waiting + status.active + status.delayed + status.dead === 0 &&
    redisKilled === 3 &&
    exits.every((exit) => exit === 0),
)
await part(
  'rate',
  '3 workers at a limit of 300 a minute',
  () => soakAtTheLimit({ workers: 3, events: 900, limit: { requests: 300, perMs: 60_000 } }),
  ({ refused }) => refused === 0,
)
await part(
  'rate',
  '3 workers at a service that asks for patience',
  () => soakWithPatience({ workers: 3, events: 2_000, times: 5, retryAfter: 4 }),
  ({ refused, sameTooEarly, othersTooEarly }) => refused === 5 && sameTooEarly + othersTooEarly === 0,
)

const lines = Number(values.lines)
let peakOfATenth = 0
await part(
  'memory',
  'a tenth of the lines',
  () => soakMemory(lines / 10),
  ({ peakMiB }) => {
    peakOfATenth = peakMiB
    return peakMiB > 0
  },
)
await part(
  'memory',
  'all lines in the memory of a tenth of them',
  () => soakMemory(lines),
  ({ peakMiB }) => peakMiB <= peakOfATenth * 1.25,
)

process.exitCode = bad.length === 0 ? 0 : 1
