import { describe, expect, it } from '@jest/globals'
import { memoryTokenStore, oauthAuthorizations, readTokenSet, type TokenStore } from '../../src/auth/index.js'
import { createExecutor, loadNode } from '../../src/index.js'
import { startEmulator } from '../../src/emulator/index.js'
import { expectNoLeaks } from '../support/handles.js'
import { codeOf, day, errorOf, hour, settingsFor, TestClock, withConnection } from './support.js'

const aliases = { authorization: 'main', workspaceId: '', aliases: 'ann@example.com' }

describe('a good token', () => {
  it('is handed out without a promise and without a request', async () => {
    await withConnection({}, async ({ authorizations, token, emulator }) => {
      await token()
      const answer = authorizations.getAccessToken('main', { signal: AbortSignal.timeout(1000) })
      expect(answer).toEqual({ value: expect.any(String) })
      expect(emulator.oauth.counters.tokenRequests).toBe(0)
    })
  })

  it('is not to be had for a name that nobody configured', async () => {
    await withConnection({}, ({ authorizations }) => {
      expect(authorizations.baseUrl('other')).toBeUndefined()
      expect(() => authorizations.getAccessToken('other', { signal: AbortSignal.timeout(1000) })).toThrow(
        expect.objectContaining({
          code: 'REAUTH_REQUIRED',
          message: 'There is no connection other; make it: cjds-node auth login other',
        }),
      )
      return Promise.resolve()
    })
  })
})

describe('refresh', () => {
  it.each([
    ['12 hours', 43_200, 300_000],
    ['10 minutes', 600, 60_000],
  ])('[F067] a token of %s is renewed first when little is left', async (_title, accessTokenLifetime, margin) => {
    await withConnection({ accessTokenLifetime }, async ({ token, clock, emulator }) => {
      const first = await token()
      clock.pass(accessTokenLifetime * 1000 - margin - 1)
      expect(await token()).toBe(first)
      clock.pass(1)
      const second = await token()
      expect(second).not.toBe(first)
      expect(emulator.oauth.authenticate(second)).toBeDefined()
      expect(emulator.oauth.counters.refreshGrants).toBe(1)
    })
  })

  it('[F067] an expired token costs one refresh and one call', async () => {
    await withConnection({}, async ({ authorizations, clock, emulator }) => {
      const executor = createExecutor(await loadNode(), { authorizations })
      clock.pass(day)
      const result = await executor.execute('getIdentityByAliases', { ...aliases, workspaceId: 'w' })
      expect(result.meta).toMatchObject({ attempts: 1, httpStatus: 404 })
      expect(emulator.oauth.counters.tokenRequests).toBe(1)
      executor.close()
    })
  })

  it('[F068] 10,000 callers at expiry make one refresh', async () => {
    await withConnection({ rotation: 'strict' }, async ({ token, clock, emulator }) => {
      clock.pass(day)
      const tokens = await Promise.all(Array.from({ length: 10_000 }, () => token()))
      expect(new Set(tokens).size).toBe(1)
      expect(emulator.oauth.counters.tokenRequests).toBe(1)
    })
  })

  it('[F069] many refusals of the same token make one refresh', async () => {
    await withConnection({ rotation: 'strict' }, async ({ token, emulator }) => {
      const first = await token()
      emulator.oauth.expireAccessTokens()
      const tokens = await Promise.all(Array.from({ length: 500 }, () => token(first)))
      expect(new Set(tokens).size).toBe(1)
      // One that comes late, after the token was replaced, gets the new one.
      expect(await token(first)).toBe(tokens[0])
      expect(emulator.oauth.counters.tokenRequests).toBe(1)
    })
  })

  it('[F069] a refused token is renewed once for an invocation, and the call made once more', async () => {
    await withConnection({}, async ({ authorizations, emulator }) => {
      const executor = createExecutor(await loadNode(), { authorizations })
      emulator.oauth.expireAccessTokens()
      const result = await executor.execute('getIdentityByAliases', { ...aliases, workspaceId: 'w' })
      expect(result.meta).toMatchObject({ attempts: 2, httpStatus: 404 })
      expect(emulator.oauth.counters.tokenRequests).toBe(1)
      executor.close()
    })
  })

  it('[F069] an invocation that has had its refresh gets no second one for a 401', async () => {
    await withConnection({}, async ({ token, clock, emulator }) => {
      clock.pass(day)
      const { signal } = new AbortController()
      const renewed = await token(undefined, signal)
      expect(await token(renewed, signal)).toBe(renewed)
      expect(emulator.oauth.counters.tokenRequests).toBe(1)
      expect(await token(renewed)).not.toBe(renewed)
    })
  })

  it.each(['omit', 'repeat', 'rotate', 'strict'] as const)(
    '[F070] goes on with a server that does %s',
    async (rotation) => {
      await withConnection({ rotation }, async ({ token, clock, emulator, store }) => {
        for (let round = 1; round <= 3; round++) {
          clock.pass(day)
          expect(emulator.oauth.authenticate(await token())).toBeDefined()
          expect((await store.read('main'))?.connection.tokens?.refreshToken).toBeTruthy()
        }
        expect(emulator.oauth.counters).toMatchObject({ refreshGrants: 3, refused: 0 })
      })
    },
  )

  it('[F071] new tokens are saved before anybody gets them', async () => {
    const events: string[] = []
    const slow = (store: TokenStore): TokenStore => ({
      ...store,
      compareAndSwap: async (name, expected, next) => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        events.push('saved')
        return store.compareAndSwap(name, expected, next)
      },
    })
    const save = { store: slow }
    await withConnection(
      {},
      async ({ token, clock, store }) => {
        clock.pass(day)
        const value = await token()
        events.push('used')
        expect(events).toEqual(['saved', 'used'])
        expect((await store.read('main'))?.connection.tokens?.accessToken).toBe(value)
      },
      save,
    )
  })

  it('releases every handle', async () => {
    await expectNoLeaks(() =>
      withConnection({}, async ({ token, clock }) => {
        clock.pass(day)
        await token()
      }),
    )
  })
})

describe('a store that takes its time', () => {
  const slowly = (store: TokenStore): TokenStore => ({
    ...store,
    read: async (name) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return store.read(name)
    },
  })

  it('is asked in passing, and a login is noticed with a later call', async () => {
    await withConnection(
      {},
      async ({ token, answer, clock, emulator, store, authorizations }) => {
        const first = await token()
        expect(authorizations.getAccessToken('main', { signal: AbortSignal.timeout(1000) })).toEqual({ value: first })
        const version = await store.read('main')
        const tokens = readTokenSet(emulator.oauth.issue(), clock.now())
        await store.compareAndSwap('main', version?.generation ?? 0, { tokens })
        await answer()
        await new Promise((resolve) => setTimeout(resolve, 20))
        expect(await token()).toBe(tokens.accessToken)
      },
      { store: slowly },
    )
  })

  it('loses no tokens when many callers come while they are renewed', async () => {
    await withConnection(
      { rotation: 'strict' },
      async ({ token, clock, emulator }) => {
        for (let round = 1; round <= 5; round++) {
          clock.pass(day)
          const calls = Array.from({ length: 30 }, async (_, index) => {
            await new Promise((resolve) => setTimeout(resolve, index))
            return token()
          })
          expect(new Set(await Promise.all(calls)).size).toBe(1)
        }
        expect(emulator.oauth.counters).toMatchObject({ refreshGrants: 5, refused: 0 })
      },
      { store: slowly },
    )
  })

  it('that fails leaves a good token in use', async () => {
    let broken = false
    const failing = (store: TokenStore): TokenStore => ({
      ...store,
      read: (name) => (broken ? Promise.reject(new Error('no connection')) : store.read(name)),
    })
    await withConnection(
      {},
      async ({ token }) => {
        const first = await token()
        broken = true
        expect(await token()).toBe(first)
      },
      { store: failing },
    )
  })
})

it('a logout by another process is noticed with the next call', async () => {
  await withConnection({}, async ({ token, store }) => {
    await token()
    await store.compareAndSwap('main', (await store.read('main'))?.generation ?? 0, undefined)
    expect(await codeOf(token())).toBe('REAUTH_REQUIRED')
  })
})

describe('a consent that has ended', () => {
  it('[F072] is tried once and then remembered until somebody logs in', async () => {
    await withConnection({}, async ({ token, clock, emulator, store }) => {
      emulator.oauth.revoke(await token())
      clock.pass(day)
      expect(await codeOf(token())).toBe('REAUTH_REQUIRED')
      for (let i = 0; i < 100; i++) expect(await codeOf(token())).toBe('REAUTH_REQUIRED')
      expect(emulator.oauth.counters.tokenRequests).toBe(1)
      const dead = await store.read('main')
      expect(dead?.connection).toMatchObject({ reauthRequired: true, tokens: { refreshToken: expect.any(String) } })

      const tokens = readTokenSet(emulator.oauth.issue(), clock.now())
      await store.compareAndSwap('main', dead?.generation ?? 0, { tokens })
      expect(await token()).toBe(tokens.accessToken)
    })
  })

  it('[F072] is remembered by a process that comes later', async () => {
    await withConnection({}, async ({ token, clock, emulator, store }) => {
      emulator.oauth.revoke(await token())
      clock.pass(day)
      expect(await codeOf(token())).toBe('REAUTH_REQUIRED')
      const later = oauthAuthorizations({ connections: { main: settingsFor(emulator) }, store, now: clock.now })
      const answer = later.getAccessToken('main', { signal: AbortSignal.timeout(1000) })
      expect(await errorOf(Promise.resolve(answer))).toMatchObject({
        code: 'REAUTH_REQUIRED',
        message: expect.stringContaining('auth login main'),
      })
      expect(emulator.oauth.counters.tokenRequests).toBe(1)
    })
  })

  it('[F072] is no end where somebody logged in while we tried', async () => {
    await withConnection({}, async ({ token, clock, emulator, store }) => {
      emulator.oauth.revoke(await token())
      clock.pass(day)
      const tokens = readTokenSet(emulator.oauth.issue(), clock.now())
      const before = await store.read('main')
      emulator.scenarios.add({ on: 'oauth.token', delayMs: 100 })
      const asked = token()
      await store.compareAndSwap('main', before?.generation ?? 0, { tokens })
      expect(await asked).toBe(tokens.accessToken)
      expect((await store.read('main'))?.connection.reauthRequired).toBeUndefined()
    })
  })

  it('[F072] lets a token be used that still works, with a warning', async () => {
    await withConnection({ accessTokenLifetime: 1000 }, async ({ answer, clock, emulator, store }) => {
      const version = await store.read('main')
      await store.compareAndSwap('main', version?.generation ?? 0, {
        tokens: {
          ...(version?.connection.tokens as NonNullable<typeof version>['connection']['tokens'] & object),
          refreshToken: 'dead',
        },
      })
      clock.pass(950_000)
      expect((await answer()).warnings).toEqual([expect.objectContaining({ code: 'REAUTH_REQUIRED' })])
      expect((await answer()).value).toBe(version?.connection.tokens?.accessToken)
      expect(emulator.oauth.counters.tokenRequests).toBe(1)
      clock.pass(60_000)
      expect(await codeOf(answer())).toBe('REAUTH_REQUIRED')
    })
  })

  it('[F072] where there never was a refresh token, nothing is asked', async () => {
    const emulator = await startEmulator()
    const clock = new TestClock()
    const tokens = readTokenSet({ access_token: 'abc', token_type: 'Bearer' }, clock.now())
    const authorizations = oauthAuthorizations({
      connections: { main: settingsFor(emulator) },
      store: memoryTokenStore({ main: tokens }),
      now: clock.now,
    })
    clock.pass(hour)
    const answer = Promise.resolve(authorizations.getAccessToken('main', { signal: AbortSignal.timeout(1000) }))
    expect(await codeOf(answer)).toBe('REAUTH_REQUIRED')
    expect(emulator.oauth.counters.tokenRequests).toBe(0)
    await emulator.close()
  })
})

describe('a token endpoint that is down', () => {
  const down = { tokenUrl: 'http://127.0.0.1:1/token' }

  it('[F073] leaves a token in use that is still good', async () => {
    await withConnection(
      {},
      async ({ token, clock }) => {
        const first = await token()
        clock.pass(43_200_000 - 100_000)
        expect(await token()).toBe(first)
        clock.pass(100_000)
        expect(await codeOf(token())).toBe('AUTH_UNAVAILABLE')
      },
      { settings: down },
    )
  })

  it('[F073] is not waited for while a token is still good', async () => {
    await withConnection({}, async ({ token, clock, emulator }) => {
      const first = await token()
      clock.pass(43_200_000 - 100_000)
      emulator.scenarios.add({ on: 'oauth.token', delayMs: 6_000 })
      const started = performance.now()
      expect(await token()).toBe(first)
      expect(performance.now() - started).toBeLessThan(3_000)
    })
  })

  it('[F073] is asked less and less often, and at once when it is back', async () => {
    await withConnection({}, async ({ token, clock, emulator }) => {
      clock.pass(day)
      emulator.scenarios.add({ on: 'oauth.token', answer: { status: 503 }, times: 4 })
      const gaps: number[] = []
      let last = 0
      for (let ms = 0; ms < 20_000; ms += 50) {
        const before = emulator.oauth.counters.tokenRequests
        const failed = await errorOf(token())
        if (emulator.oauth.counters.tokenRequests > before) {
          gaps.push(ms - last)
          last = ms
        }
        if (failed.message === 'it did not fail') break
        clock.pass(50)
      }
      // Half a second, doubled each time, three quarters of it with this random number.
      expect(gaps).toEqual([0, 400, 750, 1500, 3000])
    })
  })

  it('[F073] is left alone for as long as it asks', async () => {
    await withConnection({}, async ({ token, clock, emulator }) => {
      clock.pass(day)
      emulator.scenarios.add({ on: 'oauth.token', answer: { status: 429, headers: { 'retry-after': '20' } }, times: 1 })
      expect(await codeOf(token())).toBe('AUTH_UNAVAILABLE')
      clock.pass(19_000)
      expect(await errorOf(token())).toMatchObject({ code: 'AUTH_UNAVAILABLE', retryAfterMs: 1_000 })
      clock.pass(1_000)
      expect(await token()).toBeTruthy()
      expect(emulator.oauth.counters.tokenRequests).toBe(2)
    })
  })

  it('[F073] ends an invocation within its time', async () => {
    await withConnection({}, async ({ authorizations, clock, emulator }) => {
      const executor = createExecutor(await loadNode(), { authorizations, timeoutMs: 400 })
      clock.pass(day)
      emulator.scenarios.add({ on: 'oauth.token', delayMs: 3_000 })
      const result = await executor.execute('getIdentityByAliases', { ...aliases, workspaceId: 'w' })
      expect(result.outcome).toBe('onTimeout')
      expect(result.meta).toMatchObject({ attempts: 0, delivery: 'not-sent' })
      expect(result.meta.elapsedMs).toBeLessThan(650)
      executor.close()
    })
  })
})

describe('clocks', () => {
  it.each([
    ['15 minutes ahead', 15 * 60_000],
    ['15 minutes behind', -15 * 60_000],
    ['20 days ahead', 20 * day],
    ['in 2038', Date.UTC(2038, 0, 19, 3, 14, 8) - Date.UTC(2026, 0, 1)],
  ])('[F081] a clock that jumps %s makes no loop of refreshes', async (_title, jump) => {
    await withConnection({}, async ({ token, clock, emulator }) => {
      clock.pass(day)
      await token()
      clock.jump(jump)
      for (let i = 0; i < 200; i++) {
        await token()
        clock.pass(100)
        clock.jump(Math.abs(jump) / 10)
      }
      // 20 s have gone by.
      expect(emulator.oauth.counters.refreshGrants).toBeLessThanOrEqual(2)
    })
  })

  it('[F081] a token that a wrong clock takes for good is replaced after a 401', async () => {
    await withConnection({}, async ({ token, clock, emulator }) => {
      const first = await token()
      emulator.oauth.expireAccessTokens()
      clock.jump(-20 * day)
      expect(await token()).toBe(first)
      clock.jump(20 * day)
      expect(emulator.oauth.authenticate(await token(first))).toBeDefined()
    })
  })
})

describe('warnings', () => {
  it('[F087] says when the consent ends, in the last week', async () => {
    await withConnection({ rotation: 'omit' }, async ({ answer, clock, store }) => {
      const version = await store.read('main')
      const ends = version?.connection.tokens?.refreshExpiresAt ?? 0
      expect((await answer()).warnings).toBeUndefined()
      clock.jump(ends - clock.now() - 6 * day)
      const { warnings } = await answer()
      expect(warnings).toEqual([
        { code: 'REAUTH_SOON', message: expect.stringContaining(new Date(ends).toISOString().slice(0, 10)) },
      ])
    })
  })

  it('[F087] reaches the result of an invocation', async () => {
    await withConnection({ refreshTokenLifetime: 3 * 24 * 3600 }, async ({ authorizations }) => {
      const executor = createExecutor(await loadNode(), { authorizations })
      const result = await executor.execute('getIdentityByAliases', { ...aliases, workspaceId: 'w' })
      expect(result.meta.warnings).toEqual([expect.objectContaining({ code: 'REAUTH_SOON' })])
      executor.close()
    })
  })

  it('[F090] names the scopes that the consent left out', async () => {
    await withConnection(
      {},
      async ({ answer }) => {
        const [warning] = (await answer()).warnings ?? []
        expect(warning).toMatchObject({ code: 'SCOPES_MISSING', message: expect.stringContaining('cjp:everything') })
      },
      { settings: { scopes: ['cjp:config', 'cjp:everything'] } },
    )
  })
})

describe('tokens that cannot be saved', () => {
  it('[F086] are kept in memory, with a warning, and saved when that is possible again', async () => {
    let full = true
    const disk = (store: TokenStore): TokenStore => ({
      ...store,
      compareAndSwap: (...version) => (full ? Promise.reject(new Error('ENOSPC')) : store.compareAndSwap(...version)),
    })
    await withConnection(
      { rotation: 'strict' },
      async ({ answer, clock, store, emulator }) => {
        clock.pass(day)
        const first = await answer()
        expect(first.warnings).toEqual([expect.objectContaining({ code: 'TOKENS_NOT_SAVED' })])
        clock.pass(day)
        expect((await answer()).value).not.toBe(first.value)
        expect(emulator.oauth.counters).toMatchObject({ refreshGrants: 2, refused: 0 })
        full = false
        await answer()
        await new Promise((resolve) => setTimeout(resolve, 20))
        const last = await answer()
        expect(last.warnings).toBeUndefined()
        expect((await store.read('main'))?.connection.tokens?.accessToken).toBe(last.value)
      },
      { store: disk },
    )
  })
})
