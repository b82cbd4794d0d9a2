/*
 * Very many invocations against a service that fails a fifth of the time, by a schedule: npm run soak. What came out must
 * be exactly what the schedule says, no memory may pile up, and nothing may stay open.
 *
 *   --invocations N   how many (1,000,000)   --seed N   which schedule (1)   --concurrency N   how many at once (64)
 */
import { parseArgs } from 'node:util'
import { createExecutor, loadNode, type Authorizations, type Executor, type Transport } from '../../../src/index.js'
import { axiosTransport } from '../../../src/transport/axios-transport.js'
import { undiciTransport } from '../../../src/transport/undici-transport.js'
import { startFaultServer, silence } from '../../support/fault-server.js'
import { openHandles } from '../../support/handles.js'
import { goodInputs } from '../../support/shipped-node.js'
import { Random } from '../../support/random.js'
import { heldBytes, mebibytes } from '../memory.js'
import { startPeer } from '../peer.js'
import { schedule } from './kinds.js'

const options = parseArgs({
  options: {
    invocations: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '64' },
  },
}).values
const [invocations, seed, concurrency] = [options.invocations, options.seed, options.concurrency].map(Number) as [
  number,
  number,
  number,
]
/** Parts of the run; memory is measured between them. */
const parts = 10
const mostGrowth = 5 << 20

const service = startPeer<'origin' | 'served', string | number>('test/proofs/soak/service.ts')
const origin = String(await service.ask('origin'))
const gone = await startFaultServer(silence)
await gone.close()

const node = await loadNode()
const handlesBefore = openHandles()
const authorizations: Authorizations = {
  baseUrl: (name) =>
    new Map([
      ['main', origin],
      ['nowhere', gone.origin],
    ]).get(name),
  getAccessToken: (_name, { rejected }) => ({ value: rejected === undefined ? 'stale' : 'fresh' }),
}
const transports = { axios: axiosTransport(), undici: undiciTransport() }
/** What only the deadline ends is given a short one; nothing else may depend on how fast this machine is. */
const executorsOver = (transport: Transport) => ({
  endless: createExecutor(node, { authorizations, transport, timeoutMs: 2_000 }) as Executor,
  other: createExecutor(node, { authorizations, transport, timeoutMs: 60_000 }) as Executor,
})
const executors = { axios: executorsOver(transports.axios), undici: executorsOver(transports.undici) }

const kindOf = schedule(new Random(seed))
const expected = new Map<string, number>()
const actual = new Map<string, number>()
let expectedRequests = 0
const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)

/** The first invocations that ended otherwise than they should, for whoever looks for the reason. */
const surprises: object[] = []

async function invoke(index: number): Promise<void> {
  const kind = kindOf(index)
  const { endless, other } = index % 2 === 0 ? executors.axios : executors.undici
  const executor = kind.endless ? endless : other
  count(expected, `${kind.method} ${kind.outcome} ${kind.code}`)
  expectedRequests += kind.requests
  const field = kind.method === 'writeToCjds' ? 'identity' : 'aliases'
  const inputs = { ...goodInputs[kind.method], [field]: kind.name, ...kind.inputs }
  const { outcome, meta } = await executor.execute(kind.method, inputs, { variables: {} })
  count(actual, `${kind.method} ${outcome} ${meta.code}`)
  if ((outcome !== kind.outcome || meta.code !== kind.code) && surprises.length < 20)
    surprises.push({ index, kind: kind.name, outcome, meta })
}

const started = performance.now()
const held: number[] = []
let next = 0
for (let part = 1; part <= parts; part++) {
  const end = Math.floor((invocations * part) / parts)
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < end) {
        await invoke(next++)
      }
    }),
  )
  held.push(await heldBytes())
}
const tookMs = performance.now() - started

for (const { endless, other } of Object.values(executors)) for (const executor of [endless, other]) executor.close()
for (const transport of Object.values(transports)) transport.close()
for (let waited = 0; openHandles() > handlesBefore && waited < 2_000; waited += 20)
  await new Promise((resolve) => setTimeout(resolve, 20))
const handlesLeft = Math.max(0, openHandles() - handlesBefore)
const served = await service.ask('served')
await service.close()

const wrong = [...new Set([...expected.keys(), ...actual.keys()])].filter(
  (key) => expected.get(key) !== actual.get(key),
)
// The first part warms up: pools fill, code is compiled.
const growth = (held.at(-1) ?? 0) - (held[0] ?? 0)
const good = wrong.length === 0 && served === expectedRequests && growth <= mostGrowth && handlesLeft === 0
const report = {
  good,
  invocations: next,
  seed,
  requests: { expected: expectedRequests, served },
  wrong: wrong.map((key) => ({ key, expected: expected.get(key) ?? 0, actual: actual.get(key) ?? 0 })),
  surprises,
  growthMiB: mebibytes(growth),
  heldMiB: held.map(mebibytes),
  residentMiB: mebibytes(process.memoryUsage.rss()),
  handlesLeft,
  perSecond: Math.round((next * 1000) / tookMs),
  histogram: Object.fromEntries([...actual].sort()),
}
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
process.exitCode = good ? 0 : 1
