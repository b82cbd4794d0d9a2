import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type ConnectionSettings,
  memoryTokenStore,
  oauthAuthorizations,
  readTokenSet,
  type TokenStore,
} from '../../src/auth/index.js'
import type { AccessToken, Authorizations } from '../../src/index.js'
import { DEFAULT_CLIENT, type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.js'

export const hour = 3_600_000
export const day = 24 * hour

/** The clocks of a test, which move when told. */
export class TestClock {
  time = Date.UTC(2026, 0, 1)
  elapsed = 0

  readonly now = (): number => this.time
  readonly monotonic = (): number => this.elapsed

  /** Time goes by. */
  pass(ms: number): void {
    this.time += ms
    this.elapsed += ms
  }

  /** Somebody sets the wall clock. */
  jump(ms: number): void {
    this.time += ms
  }
}

export function settingsFor(emulator: Emulator, changes: Partial<ConnectionSettings> = {}): ConnectionSettings {
  return {
    baseUrl: emulator.baseUrl,
    clientId: DEFAULT_CLIENT.id,
    clientSecret: DEFAULT_CLIENT.secret,
    authorizationUrl: emulator.authorizationUrl,
    tokenUrl: emulator.tokenUrl,
    revocationUrl: emulator.revocationUrl,
    ...changes,
  }
}

/** A connection to an emulator that somebody has just consented to, under the name `main`. */
export interface Setup {
  readonly emulator: Emulator
  readonly clock: TestClock
  readonly store: TokenStore
  readonly authorizations: Authorizations
  /** The value of a token for `main`. */
  readonly token: (rejected?: string, signal?: AbortSignal) => Promise<string>
  readonly answer: (rejected?: string, signal?: AbortSignal) => Promise<AccessToken>
}

export async function withConnection(
  oauth: EmulatorOptions['oauth'] & object,
  test: (setup: Setup) => Promise<void>,
  changes: {
    settings?: Partial<ConnectionSettings>
    store?: (store: TokenStore) => TokenStore
    clock?: TestClock
  } = {},
): Promise<void> {
  const clock = changes.clock ?? new TestClock()
  const emulator = await startEmulator({ clock: clock.now, oauth })
  try {
    const tokens = readTokenSet(emulator.oauth.issue(), clock.now())
    const memory = memoryTokenStore({ main: tokens })
    const store = changes.store?.(memory) ?? memory
    const authorizations = oauthAuthorizations({
      connections: { main: settingsFor(emulator, changes.settings) },
      store,
      now: clock.now,
      monotonic: clock.monotonic,
      random: () => 0.5,
    })
    const answer: Setup['answer'] = async (rejected, signal = AbortSignal.timeout(10_000)) =>
      authorizations.getAccessToken('main', { signal, ...(rejected !== undefined && { rejected }) })
    const token: Setup['token'] = async (rejected, signal) => (await answer(rejected, signal)).value
    await test({ emulator, clock, store, authorizations, token, answer })
  } finally {
    await emulator.close()
  }
}

/** The code of the error that a promise ends with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await errorOf(promise)
  return 'code' in error ? String(error.code) : error.name
}

export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('it did not fail'),
    (error: unknown) => error as Error,
  )
}

/** A server on this machine that answers as it is told, such as a token endpoint out of its mind. */
export async function withServer(listener: RequestListener, test: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
