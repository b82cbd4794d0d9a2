import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from '@jest/globals'
import {
  memoryTokenStore,
  oauthAuthorizations,
  type ConnectionSettings,
  type StoredConnection,
  type TokenSet,
  type TokenStore,
} from '../../src/auth/index.js'
import { ConnectionTokens } from '../../src/auth/connection-tokens.js'
import { TokenStoreError, type TokenStoreErrorCode } from '../../src/auth/token-store-error.js'
import { errorOf, TestClock, withServer } from './support.js'

interface Bench {
  readonly clock: TestClock
  readonly store: TokenStore
  readonly settings: ConnectionSettings
  /** Bodies of the requests to the token endpoint. */
  readonly requests: URLSearchParams[]
  readonly token: (rejected?: string) => Promise<string>
  /** The next answer of the token endpoint; one with an error is a refusal. */
  answer: Readonly<Record<string, unknown>> | number
}

/** What happens elsewhere while the token endpoint thinks. */
let meanwhile: (() => Promise<unknown>) | undefined
afterEach(() => {
  meanwhile = undefined
})

const start = Date.UTC(2026, 0, 1)
const old: TokenSet = {
  accessToken: 'old',
  receivedAt: start - 7_200_000,
  expiresAt: start - 1,
  refreshToken: 'refresh-1',
}

/** A connection to a token endpoint that says what a test wants; the store has no settings unless they are given. */
async function withTokens(
  tokens: Partial<TokenSet>,
  run: (bench: Bench) => Promise<void>,
  stored: (settings: ConnectionSettings) => StoredConnection = () => ({}),
): Promise<void> {
  const requests: URLSearchParams[] = []
  let bench: Bench | undefined
  const listener: RequestListener = (request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    const respond = async (): Promise<void> => {
      await meanwhile?.()
      requests.push(new URLSearchParams(body))
      const answer = bench?.answer ?? 500
      const [status, json] = typeof answer === 'number' ? [answer, {}] : ['error' in answer ? 400 : 200, answer]
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    }
    request.on('end', () => void respond())
  }
  await withServer(listener, async (origin) => {
    const clock = new TestClock()
    const settings: ConnectionSettings = {
      baseUrl: 'https://api.example.com',
      clientId: 'c',
      clientSecret: 's',
      authorizationUrl: `${origin}/authorize`,
      tokenUrl: `${origin}/token`,
    }
    const store = memoryTokenStore()
    await store.compareAndSwap('main', 0, { ...stored(settings), tokens: { ...old, ...tokens } })
    const authorizations = oauthAuthorizations({
      connections: (name) => (name === 'main' ? settings : undefined),
      store,
      now: clock.now,
      monotonic: clock.monotonic,
      random: () => 1,
    })
    const token = async (rejected?: string): Promise<string> =>
      (
        await authorizations.getAccessToken('main', {
          signal: AbortSignal.timeout(10_000),
          ...(rejected === undefined ? {} : { rejected }),
        })
      ).value
    bench = { clock, store, settings, requests, token, answer: { access_token: 'new', expires_in: 3_600 } }
    await run(bench)
  })
}

const kept = async ({ store }: Bench): Promise<StoredConnection | undefined> => (await store.read('main'))?.connection

describe('What a refresh leaves out', () => {
  it('stays as it was', () =>
    withTokens({ scopes: ['a'], refreshExpiresAt: start + 1_000 }, async (bench) => {
      expect(await bench.token()).toBe('new')
      expect((await kept(bench))?.tokens).toEqual({
        accessToken: 'new',
        receivedAt: start,
        expiresAt: start + 3_600_000,
        refreshToken: 'refresh-1',
        refreshExpiresAt: start + 1_000,
        scopes: ['a'],
      })
    }))

  it('is not there where it was not before', () =>
    withTokens({}, async (bench) => {
      await bench.token()
      expect((await kept(bench))?.tokens).toEqual({
        accessToken: 'new',
        receivedAt: start,
        expiresAt: start + 3_600_000,
        refreshToken: 'refresh-1',
      })
    }))

  it('is the end of the consent only as long as the refresh token is the same', () =>
    withTokens({ scopes: ['a'], refreshExpiresAt: start + 1_000 }, async (bench) => {
      bench.answer = { access_token: 'new', refresh_token: 'refresh-2', scope: 'b c' }
      await bench.token()
      const tokens = (await kept(bench))?.tokens
      expect(tokens).toMatchObject({ refreshToken: 'refresh-2', scopes: ['b', 'c'] })
      expect(tokens).not.toHaveProperty('refreshExpiresAt')
    }))
})

describe('What is saved beside the tokens', () => {
  it('is the settings that were there', () =>
    withTokens(
      {},
      async (bench) => {
        await bench.token()
        expect(await kept(bench)).toMatchObject({ settings: bench.settings, tokens: { accessToken: 'new' } })
      },
      (settings) => ({ settings }),
    ))

  it('is nothing where there were none', () =>
    withTokens({}, async (bench) => {
      await bench.token()
      expect(Object.keys((await kept(bench)) ?? {})).toEqual(['tokens'])
    }))
})

describe('A refresh that fails', () => {
  it('says when the next one is', () =>
    withTokens({}, async (bench) => {
      bench.answer = 503
      expect(await errorOf(bench.token())).toMatchObject({ message: 'The token endpoint answered 503.' })
      expect(await errorOf(bench.token())).toMatchObject({
        code: 'AUTH_UNAVAILABLE',
        message: 'The token endpoint answered 503. The next attempt is in 1 s.',
        retryAfterMs: 500,
      })
      for (let failures = 0; failures < 3; failures++) {
        bench.clock.pass(30_000)
        await errorOf(bench.token())
      }
      expect(await errorOf(bench.token())).toMatchObject({
        message: 'The token endpoint answered 503. The next attempt is in 4 s.',
      })
      expect(bench.requests).toHaveLength(4)
    }))

  it.each([
    [{ error: 'invalid_client' }, 'AUTH_REFUSED', 'check client id and secret. The next'],
    [{ error: 'because' }, 'AUTH_PROTOCOL', 'without an OAuth reason. The next'],
  ])('%j keeps its reason while the endpoint is left alone', (answer, code, message) =>
    withTokens({}, async (bench) => {
      bench.answer = answer
      expect(await errorOf(bench.token())).toMatchObject({ code })
      expect(await errorOf(bench.token())).toMatchObject({ code, message: expect.stringContaining(message) })
      expect(bench.requests).toHaveLength(1)
    }),
  )

  it('is not put off where nothing could be asked', () =>
    withTokens({}, async (bench) => {
      const broken = oauthAuthorizations({
        connections: () => ({ ...bench.settings, clientId: '' }),
        store: bench.store,
      })
      const token = async () => broken.getAccessToken('main', { signal: AbortSignal.timeout(1_000) })
      for (let call = 0; call < 2; call++)
        expect(await errorOf(token())).toMatchObject({
          code: 'INVALID_CONNECTION',
          message: 'The client id is empty or has characters that no client id can have.',
        })
    }))

  it('is not tried without a refresh token', () =>
    withTokens({}, async (bench) => {
      const { refreshToken: _none, ...without } = old
      await bench.store.compareAndSwap('main', 1, { tokens: without })
      expect(await errorOf(bench.token())).toMatchObject({
        code: 'REAUTH_REQUIRED',
        message: 'The connection main has no consent any more; log in again: cjds-node auth login main',
      })
      expect(bench.requests).toEqual([])
    }))

  it('is not tried without tokens', () =>
    withTokens({}, async (bench) => {
      await bench.store.compareAndSwap('main', 1, {})
      expect(await errorOf(bench.token())).toMatchObject({ code: 'REAUTH_REQUIRED' })
      await bench.store.compareAndSwap('main', 2, undefined)
      expect(await errorOf(bench.token())).toMatchObject({ code: 'REAUTH_REQUIRED' })
      expect(bench.requests).toEqual([])
    }))
})

describe('A connection that only the store knows', () => {
  const ask = async ({ store, clock: { now, monotonic } }: Bench) => {
    const tokens = new ConnectionTokens('main', () => undefined, store, { now, monotonic, random: () => 1 })
    return tokens.get({ signal: AbortSignal.timeout(10_000) })
  }

  it('is renewed with what is saved of it, and asked whether its scopes are there', () =>
    withTokens(
      { scopes: ['a'] },
      async (bench) => {
        expect(await ask(bench)).toMatchObject({ value: 'new', warnings: [{ code: 'SCOPES_MISSING' }] })
        expect(bench.requests).toHaveLength(1)
      },
      (settings) => ({ settings: { ...settings, scopes: ['a', 'b'] } }),
    ))

  it('cannot be renewed where nothing is', () =>
    withTokens({}, async (bench) => {
      expect(await errorOf(ask(bench))).toMatchObject({ code: 'REAUTH_REQUIRED' })
      expect(bench.requests).toEqual([])
    }))

  it('has nothing to say of scopes where nobody has asked for any', () =>
    withTokens({ expiresAt: start + 7_200_000 }, async (bench) => {
      expect(await ask(bench)).toEqual({ value: 'old' })
    }))
})

describe('A store that cannot be read any more', () => {
  const good = { expiresAt: start + 7_200_000 }
  /** Asks twice; before the second time the store begins to fail. */
  async function askTwice({ store, settings, clock }: Bench, read: () => never | Promise<never>) {
    const failing = { ...store }
    const stored = oauthAuthorizations({ connections: { main: settings }, store: failing, now: clock.now })
    const ask = async () => stored.getAccessToken('main', { signal: AbortSignal.timeout(10_000) })
    expect(await ask()).toEqual({ value: 'old' })
    failing.read = read
    return ask()
  }
  const fail = (code: TokenStoreErrorCode) => (): never => {
    throw new TokenStoreError(code, 'planted')
  }

  it.each<[string, () => never | Promise<never>]>([
    ['at once', fail('TOKEN_STORE_IO')],
    ['in the end', async () => Promise.resolve().then(fail('TOKEN_STORE_IO'))],
    [
      'for a reason of its own',
      () => {
        throw new Error('planted')
      },
    ],
  ])('does not end a token that is good: it fails %s', (_how, read) =>
    withTokens(good, async (bench) => {
      expect(await askTwice(bench, read)).toEqual({ value: 'old' })
    }),
  )

  it('tells damage at once, since the next to look would find nothing', () =>
    withTokens(good, async (bench) => {
      expect(await errorOf(askTwice(bench, fail('TOKEN_STORE_CORRUPT')))).toMatchObject({ code: 'TOKEN_STORE_CORRUPT' })
    }))
})

describe('A login by another process while tokens are renewed', () => {
  const login: TokenSet = {
    accessToken: 'login',
    receivedAt: start,
    expiresAt: start + 7_200_000,
    refreshToken: 'refresh-of-login',
  }
  const logIn = ({ store, clock }: Bench) =>
    store.compareAndSwap('main', 1, { tokens: { ...login, receivedAt: clock.time } })

  it('counts more than what was renewed', () =>
    withTokens({}, async (bench) => {
      meanwhile = () => logIn(bench)
      expect(await bench.token()).toBe('new')
      expect(await bench.token()).toBe('login')
      expect((await kept(bench))?.tokens?.accessToken).toBe('login')
      expect(bench.requests).toHaveLength(1)
    }))

  it('counts where the old consent has ended', () =>
    withTokens({}, async (bench) => {
      bench.answer = { error: 'invalid_grant' }
      meanwhile = () => logIn(bench)
      expect(await bench.token()).toBe('login')
      expect(await kept(bench)).toEqual({ tokens: login })
      expect(bench.requests).toHaveLength(1)
    }))

  it('is not undone by the end of the old consent, though its token is over as well', () =>
    withTokens({}, async (bench) => {
      bench.answer = { error: 'invalid_grant' }
      const over = { ...login, expiresAt: start - 1 }
      meanwhile = () => bench.store.compareAndSwap('main', 1, { tokens: over })
      expect(await errorOf(bench.token())).toMatchObject({ code: 'REAUTH_REQUIRED' })
      expect(await kept(bench)).toEqual({ tokens: over })
      meanwhile = undefined
      bench.answer = { access_token: 'after', expires_in: 3_600 }
      expect(await bench.token()).toBe('after')
      expect(bench.requests.map((body) => body.get('refresh_token'))).toEqual(['refresh-1', 'refresh-of-login'])
    }))

  it('is what is saved over, where it can be, and asked for once by all who wait', () =>
    withTokens({}, async (bench) => {
      expect(await Promise.all([bench.token(), bench.token('old'), bench.token()])).toEqual(['new', 'new', 'new'])
      expect(bench.requests).toHaveLength(1)
      expect((await bench.store.read('main'))?.generation).toBe(2)
    }))
})

describe('A token that has just come', () => {
  it('is used for half a minute, whatever the clock says', () =>
    withTokens({}, async (bench) => {
      expect(await bench.token()).toBe('new')
      bench.clock.jump(10 * 86_400_000)
      bench.clock.elapsed += 29_999
      expect(await bench.token()).toBe('new')
      expect(bench.requests).toHaveLength(1)
      bench.clock.elapsed += 1
      bench.answer = { access_token: 'newer', expires_in: 3_600 }
      expect(await bench.token()).toBe('newer')
      expect(bench.requests).toHaveLength(2)
    }))

  it('is no longer young than it lives', () =>
    withTokens({}, async (bench) => {
      bench.answer = { access_token: 'short', expires_in: 10 }
      expect(await bench.token()).toBe('short')
      bench.clock.pass(8_999)
      expect(await bench.token()).toBe('short')
      bench.clock.pass(1)
      bench.answer = { access_token: 'next', expires_in: 10 }
      expect(await bench.token()).toBe('next')
    }))
})

describe('Connections', () => {
  const settings: ConnectionSettings = {
    baseUrl: 'https://api.example.com/',
    clientId: 'c',
    clientSecret: 's',
    authorizationUrl: 'https://id.example.com/a',
    tokenUrl: 'http://127.0.0.1:1/t',
  }

  it('are checked when they are given', () => {
    expect(() => oauthAuthorizations({ connections: { main: { ...settings, baseUrl: 'http://x.com' } } })).toThrow(
      expect.objectContaining({ code: 'INVALID_BASE_URL' }),
    )
    expect(() => oauthAuthorizations({ connections: { main: { ...settings, clientId: '' } } })).toThrow(
      expect.objectContaining({ code: 'INVALID_CONNECTION' }),
    )
  })

  it('are looked for when they are asked for, where a function finds them', () => {
    const found = oauthAuthorizations({ connections: (name) => (name === 'main' ? settings : undefined) })
    expect([found.baseUrl('main'), found.baseUrl('other')]).toEqual(['https://api.example.com', undefined])
    const fixed = oauthAuthorizations({ connections: { main: settings } })
    expect([fixed.baseUrl('main'), fixed.baseUrl('toString')]).toEqual(['https://api.example.com', undefined])
  })

  it('tell the time by themselves', async () => {
    const store = memoryTokenStore({ main: { ...old, receivedAt: Date.now(), expiresAt: Date.now() + 3_600_000 } })
    const known = oauthAuthorizations({ connections: { main: settings }, store })
    expect(known.getAccessToken('main', { signal: AbortSignal.timeout(1_000) })).toEqual({ value: 'old' })
    expect(
      await errorOf(
        Promise.resolve(known.getAccessToken('main', { signal: AbortSignal.timeout(200), rejected: 'old' })),
      ),
    ).toMatchObject({ code: 'AUTH_UNAVAILABLE' })
  })
})
