import { describe, expect, it } from '@jest/globals'
import { statusOf } from '../../src/auth/connection-status.js'
import { tokenWarnings } from '../../src/auth/token-warnings.js'

const now = Date.parse('2026-01-31T09:30:00.000Z')
const tokens = { accessToken: 'secret-token', receivedAt: now - 1_000, expiresAt: now + 1_000 }
const settings = {
  clientId: 'client',
  clientSecret: 'secret-of-client',
  authorizationUrl: 'https://id.example.com/authorize',
  tokenUrl: 'https://id.example.com/token',
  baseUrl: 'https://api.example.com',
  scopes: ['read', 'write'],
}
const week = 7 * 24 * 3_600_000

describe('The status of a connection', () => {
  it('tells what there is, and no secret', () => {
    const full = { ...tokens, refreshToken: 'secret-refresh', refreshExpiresAt: now + 2 * week, scopes: ['read'] }
    expect(statusOf('main', { settings, tokens: full }, now)).toEqual({
      name: 'main',
      state: 'ready',
      baseUrl: 'https://api.example.com',
      clientId: 'client',
      scopes: ['read'],
      accessTokenExpires: '2026-01-31T09:30:01.000Z',
      consentEnds: '2026-02-14T09:30:00.000Z',
      warnings: [{ code: 'SCOPES_MISSING', message: 'The consent leaves out write; 403 may be due to it.' }],
    })
  })

  it('of a connection without anything', () => {
    expect(statusOf('main', {}, now)).toEqual({
      name: 'main',
      state: 'log in',
      baseUrl: null,
      clientId: null,
      scopes: [],
      accessTokenExpires: null,
      consentEnds: null,
      warnings: [],
    })
    expect(statusOf('main', { settings }, now)).toMatchObject({ state: 'log in', scopes: ['read', 'write'] })
  })

  it.each([
    ['a token that lasts', {}, 'ready'],
    ['a token that is over', { expiresAt: now }, 'log in'],
    ['a token that is about to be over', { expiresAt: now + 1 }, 'ready'],
    ['a refresh token', { expiresAt: now - 1, refreshToken: 'r' }, 'ready'],
    ['a consent that is over', { refreshToken: 'r', refreshExpiresAt: now }, 'log in'],
    ['a consent that is about to be over', { refreshToken: 'r', refreshExpiresAt: now + 1 }, 'ready'],
  ])('with %s', (_name, change, state) => {
    expect(statusOf('main', { settings, tokens: { ...tokens, ...change } }, now).state).toBe(state)
  })

  it('whose consent was refused is to log in', () => {
    const status = statusOf('main', { settings, tokens, reauthRequired: true }, now)
    expect(status).toMatchObject({ state: 'log in', warnings: [{ code: 'REAUTH_REQUIRED' }] })
    expect(statusOf('main', { settings, tokens, reauthRequired: false }, now)).toMatchObject({
      state: 'ready',
      warnings: [],
    })
  })

  it('counts from now unless it is told otherwise', () => {
    const later = { ...tokens, expiresAt: Date.now() + 60_000 }
    expect(statusOf('main', { tokens: later }).state).toBe('ready')
    expect(statusOf('main', { tokens }).state).toBe('log in')
  })
})

describe('Warnings of tokens that still work', () => {
  it('tell of a consent that ends within a week', () => {
    const until = (refreshExpiresAt: number) => tokenWarnings({ ...tokens, refreshExpiresAt }, undefined, false, now)
    expect(until(now + week)).toEqual([])
    expect(until(now + week - 1)).toEqual([
      { code: 'REAUTH_SOON', message: 'The consent ends on 2026-02-07; log in again before.' },
    ])
    expect(until(now)).toMatchObject([{ code: 'REAUTH_SOON' }])
  })

  it('tell of one that has ended, and then not of when', () => {
    expect(tokenWarnings({ ...tokens, refreshExpiresAt: now }, undefined, true, now)).toEqual([
      { code: 'REAUTH_REQUIRED', message: 'The consent has ended; the access token works for a while yet.' },
    ])
  })

  it('tell of scopes that were asked for and not granted', () => {
    const granted = (scopes: readonly string[], asked?: readonly string[]) =>
      tokenWarnings({ ...tokens, scopes }, asked, false, now).map(({ message }) => message)
    expect(granted(['a'], ['a', 'b', 'c'])).toEqual(['The consent leaves out b, c; 403 may be due to it.'])
    expect([granted(['a', 'b'], ['a']), granted([], []), granted(['a'])]).toEqual([[], [], []])
    expect(tokenWarnings(tokens, ['a'], false, now)).toEqual([])
  })

  it('may be several', () => {
    const all = { ...tokens, refreshExpiresAt: now + 1, scopes: [] }
    expect(tokenWarnings(all, ['a'], false, now).map(({ code }) => code)).toEqual(['REAUTH_SOON', 'SCOPES_MISSING'])
  })
})
