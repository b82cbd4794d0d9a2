/*
 * Invocations that something makes slow: npm run deadline. None may end, or hold a connection, more than 250 ms after its
 * deadline, by the clock of another process.
 *
 *   --cases N   how many (1,000)   --concurrency N   how many at once (50)   --timeout MS   the deadline (1,000)
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  fileTokenStore,
  memoryTokenStore,
  oauthAuthorizations,
  type ConnectionSettings,
  type TokenSet,
} from '../../../src/auth/index.js'
import { authorizations, createExecutor, loadNode, type Authorizations, type Executor } from '../../../src/index.js'
import { axiosTransport } from '../../../src/transport/axios-transport.js'
import { undiciTransport } from '../../../src/transport/undici-transport.js'
import { startPeer } from '../peer.js'
import type { Observation, Question } from './observer.js'

const options = parseArgs({
  options: {
    cases: { type: 'string', default: '1000' },
    concurrency: { type: 'string', default: '50' },
    timeout: { type: 'string', default: '1000' },
  },
}).values
const [cases, concurrency, timeoutMs] = [options.cases, options.concurrency, options.timeout].map(Number) as [
  number,
  number,
  number,
]
const mostOvershootMs = 250

const observer = startPeer<Question, Observation>('test/proofs/deadline/observer.ts')
const { origin } = await observer.ask({ ask: 'origin' })
const node = await loadNode()
const transports = [axiosTransport({ maxSockets: 500 }), undiciTransport({ maxSockets: 500 })]

const expired: TokenSet = { accessToken: 'old', refreshToken: 'refresh', receivedAt: 0, expiresAt: 0 }

function settings(tokenUrl: string): ConnectionSettings {
  return {
    baseUrl: origin,
    clientId: 'client',
    clientSecret: 'secret',
    authorizationUrl: `${origin}/authorize`,
    tokenUrl,
  }
}

/** Somebody else is renewing the tokens of this store, and does not come to an end. */
const directory = await mkdtemp(join(tmpdir(), 'deadline-'))
const store = fileTokenStore({ directory })
await store.compareAndSwap('main', 0, { settings: settings(`${origin}/token`), tokens: expired })
const release = new AbortController()
const holding = new Promise<void>((held) => {
  void fileTokenStore({ directory })
    .lease('main', AbortSignal.timeout(5_000), async () => {
      held()
      await delay(3_600_000, undefined, { signal: release.signal }).catch(() => undefined)
    })
    .catch(() => undefined)
})
await holding

/** What makes an invocation slow, by the way its token comes. */
const kinds: Readonly<Record<string, (id: string) => Authorizations>> = {
  'headers that drip': withToken,
  'a body that drips': withToken,
  'no answer': withToken,
  'interim answers without end': withToken,
  'a token endpoint that drips': withTokenEndpoint,
  'a token endpoint that never answers': withTokenEndpoint,
  'a lock that another holds': () =>
    oauthAuthorizations({ connections: { main: settings(`${origin}/token`) }, store: fileTokenStore({ directory }) }),
}

function withToken(): Authorizations {
  return authorizations({ main: { baseUrl: origin, accessToken: 'token' } })
}

function withTokenEndpoint(id: string): Authorizations {
  const tokenUrl = `${origin}/token/${id}`
  return oauthAuthorizations({ connections: { main: settings(tokenUrl) }, store: memoryTokenStore({ main: expired }) })
}

interface Case {
  readonly kind: string
  readonly outcome: string
  readonly code: string | null
  readonly overshootMs: number
}

async function run(index: number): Promise<Case> {
  const names = Object.keys(kinds)
  const kind = names[index % names.length] ?? ''
  const id = `case-${index}`
  const transport = transports[Math.floor(index / names.length) % transports.length]
  const host = kinds[kind]?.(id)
  if (host === undefined || transport === undefined) throw new Error(`there is no kind ${kind}`)
  const executor = createExecutor(node, { authorizations: host, transport, timeoutMs }) as Executor
  await observer.ask({ ask: 'begin', id, kind })
  const { outcome, meta } = await executor.execute('readFromCjds', {
    authorization: 'main',
    workspaceId: 'w',
    aliasId: 'a',
    // Ends the address, by which the observer knows the invocation.
    templateName: id,
  })
  const { ms, closedMs } = await observer.ask({ ask: 'end', id })
  executor.close()
  return { kind, outcome, code: meta.code, overshootMs: Math.max(ms, closedMs ?? 0) - timeoutMs }
}

const started = performance.now()
const results: Case[] = []
let next = 0
await Promise.all(
  Array.from({ length: concurrency }, async () => {
    while (next < cases) results.push(await run(next++))
  }),
)
const tookMs = performance.now() - started

release.abort()
for (const transport of transports) transport.close()
await observer.close()
await rm(directory, { recursive: true, force: true })

const overshoots = (of: readonly Case[]) => of.map(({ overshootMs }) => overshootMs).sort((one, other) => one - other)
const rounded = (ms: number | undefined) => Math.round((ms ?? 0) * 10) / 10
const wrong = results.filter(({ outcome }) => outcome !== 'onTimeout')
const worst = overshoots(results).at(-1) ?? 0
const good = results.length === cases && wrong.length === 0 && worst <= mostOvershootMs
const report = {
  good,
  cases: results.length,
  wrong: wrong.slice(0, 5),
  worstOvershootMs: rounded(worst),
  late: results.filter(({ overshootMs }) => overshootMs > mostOvershootMs).length,
  kinds: Object.fromEntries(
    Object.keys(kinds).map((kind) => {
      const sorted = overshoots(results.filter((result) => result.kind === kind))
      return [kind, { medianMs: rounded(sorted[Math.floor(sorted.length / 2)]), worstMs: rounded(sorted.at(-1)) }]
    }),
  ),
  tookMs: Math.round(tookMs),
}
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
process.exitCode = good ? 0 : 1
