import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from './app.js'
import { EmulatorError } from './emulator-error.js'
import { isLoopback } from './http/loopback.js'
import { listen } from '../listen.js'
import { OAuthServer, type OAuthOptions } from './oauth/oauth-server.js'
import { OPERATIONS } from './operations/table.js'
import { readOptions } from './options-schema.js'
import { RateLimiter, type RateLimit } from './rate-limit.js'
import { Recordings, type Recording } from './recordings.js'
import { Scenarios } from './scenarios/scenarios.js'
import { loadBodyCheck } from './schemas.js'
import { DEFAULT_ORGANIZATION_ID, plant, type Seed } from './seed.js'
import { Store, type RepeatedEvents } from './store/store.js'

export interface EmulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** The address to bind, default 127.0.0.1. One that other machines can reach needs `allowRemote`. */
  readonly host?: string
  /** Lets other machines in and accepts any `Host` header. Default false. */
  readonly allowRemote?: boolean
  /** Epoch milliseconds; rules token lifetimes, rate windows, look-back windows and time stamps. Default `Date.now`. */
  readonly clock?: () => number
  /** Where success statuses come from: the node's contract (202 for a write; default) or the published OpenAPI (200). */
  readonly statuses?: 'contract' | 'openapi'
  /** Requests by client id, default 300 in 60,000 ms; false for no limit. */
  readonly rateLimit?: RateLimit | false
  /** An event of a source and id that the workspace has already: kept once more (default) or refused with 409. */
  readonly repeatedEvents?: RepeatedEvents
  readonly oauth?: OAuthOptions
  /** What is there from the start; false for nothing, not even a workspace. */
  readonly seed?: Seed | false
  readonly organizationId?: string
  /** The most recordings kept, default 1000. */
  readonly recordings?: number
  /** Told of each request when its answer is out, the control requests excepted. */
  readonly onAnswer?: (recording: Recording) => void
}

export interface Emulator {
  /** Such as `http://127.0.0.1:49152`. */
  readonly baseUrl: string
  readonly authorizationUrl: string
  readonly tokenUrl: string
  readonly revocationUrl: string
  readonly store: Store
  readonly oauth: OAuthServer
  readonly scenarios: Scenarios
  readonly recordings: Recordings
  /** Back to the seed: data, tokens, rate windows, scenarios, recordings and receipts. Registered clients stay. */
  reset(): void
  /** Ends every connection, finished or not, and frees the port. */
  close(): Promise<void>
}

/**
 * Starts a Customer Journey Data Service and its OAuth 2.0 server on this machine.
 * @throws {EmulatorError} `OPTIONS` and `SEED` for what cannot be read, `REMOTE_HOST` for an address that other machines
 * can reach, `LISTEN` when the port is none or taken.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  readOptions(options)
  const { host = '127.0.0.1', allowRemote = false, clock = Date.now, seed } = options
  if (!allowRemote && !isLoopback(host)) {
    throw new EmulatorError('REMOTE_HOST', 'The emulator is for this machine only; allowRemote lets others in')
  }
  const closing = new AbortController()
  const store = new Store({
    organizationId: options.organizationId ?? DEFAULT_ORGANIZATION_ID,
    clock,
    repeatedEvents: options.repeatedEvents ?? 'accept',
  })
  const oauth = new OAuthServer(options.oauth ?? {}, clock)
  const scenarios = new Scenarios(OPERATIONS.map(({ id }) => id))
  const recordings = new Recordings(options.recordings ?? 1000, clock)
  const rateLimiter = new RateLimiter(options.rateLimit ?? { requests: 300, perMs: 60_000 }, clock)
  const reset = () => {
    for (const part of [store, oauth, scenarios, recordings, rateLimiter]) part.clear()
    plant(store, seed)
  }
  plant(store, seed)

  const app = createApp({
    store,
    oauth,
    scenarios,
    recordings,
    rateLimiter,
    checkBody: loadBodyCheck(),
    statuses: options.statuses ?? 'contract',
    clock,
    reset,
    onAnswer: options.onAnswer ?? (() => undefined),
    allowRemote,
    closing: closing.signal,
  })
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as import('node:http').Server
  const port = await listen(
    server,
    { port: options.port ?? 0, host },
    (why, cause) => new EmulatorError('LISTEN', `${why}; choose another, or 0 for any.`, { cause }),
  )
  const baseUrl = `http://${host.includes(':') ? `[${host}]` : host}:${port}`

  return {
    baseUrl,
    authorizationUrl: `${baseUrl}/oauth/authorize`,
    tokenUrl: `${baseUrl}/oauth/token`,
    revocationUrl: `${baseUrl}/oauth/revoke`,
    store,
    oauth,
    scenarios,
    recordings,
    reset,
    close: async () => {
      if (!server.listening) return
      closing.abort()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
