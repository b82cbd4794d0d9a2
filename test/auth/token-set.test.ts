import { describe, expect, it } from '@jest/globals'
import { isFresh, isValid } from '../../src/auth/token-age.js'
import { readTokenSet } from '../../src/auth/token-set.js'

const now = 1_700_000_000_000
const read = (answer: unknown) => readTokenSet(answer, now)
const day = 24 * 3_600

describe('The answer of a token endpoint', () => {
  it('has all that it may have', () => {
    expect(
      read({
        access_token: 'aZ09-._~+/==',
        token_type: 'Bearer',
        expires_in: 3_600,
        refresh_token: '!refresh~',
        refresh_token_expires_in: '7200',
        scope: 'one  two ',
        more: 1,
      }),
    ).toEqual({
      accessToken: 'aZ09-._~+/==',
      receivedAt: now,
      expiresAt: now + 3_600_000,
      refreshToken: '!refresh~',
      refreshExpiresAt: now + 7_200_000,
      scopes: ['one', 'two'],
    })
  })

  it('has no more than it must have', () => {
    const least = { accessToken: 'a', receivedAt: now, expiresAt: now + 300_000 }
    expect(read({ access_token: 'a' })).toEqual(least)
    expect(read({ access_token: 'a', refresh_token: '', scope: 5 })).toEqual(least)
    expect(read({ access_token: 'a', refresh_token: null })).toEqual(least)
    expect(read({ access_token: 'a', scope: '' })).toEqual({ ...least, scopes: [] })
  })

  it('came now unless it is told otherwise', () => {
    const { receivedAt } = readTokenSet({ access_token: 'a' })
    expect(Math.abs(receivedAt - Date.now())).toBeLessThan(10_000)
  })

  const words = (what: string) => `The token endpoint's answer ${what}; check the connection's token URL.`

  it.each([
    [null, 'is not a JSON object'],
    [undefined, 'is not a JSON object'],
    ['text', 'is not a JSON object'],
    [{}, 'has no usable access_token'],
    [{ access_token: '' }, 'has no usable access_token'],
    [{ access_token: 5 }, 'has no usable access_token'],
    [{ access_token: 'a b' }, 'has no usable access_token'],
    [{ access_token: 'a\n' }, 'has no usable access_token'],
    [{ access_token: '=a' }, 'has no usable access_token'],
    [{ access_token: 'é' }, 'has no usable access_token'],
    [{ access_token: 'a'.repeat(8_193) }, 'has no usable access_token'],
    [{ access_token: 'a', token_type: 'mac' }, 'is not for a bearer token'],
    [{ access_token: 'a', token_type: '' }, 'is not for a bearer token'],
    [{ access_token: 'a', token_type: 5 }, 'is not for a bearer token'],
    [{ access_token: 'a', refresh_token: 5 }, 'has a refresh_token that cannot be one'],
    [{ access_token: 'a', refresh_token: 'a b' }, 'has a refresh_token that cannot be one'],
    [{ access_token: 'a', refresh_token: 'a\u007f' }, 'has a refresh_token that cannot be one'],
    [{ access_token: 'a', refresh_token: 'a'.repeat(8_193) }, 'has a refresh_token that cannot be one'],
  ])('%j is refused', (answer, what) => {
    expect(() => read(answer)).toThrow(expect.objectContaining({ code: 'AUTH_PROTOCOL', message: words(what) }))
  })

  it('may have tokens of 8,192 characters', () => {
    const long = 'a'.repeat(8_192)
    expect(read({ access_token: long, refresh_token: long })).toMatchObject({ accessToken: long, refreshToken: long })
  })

  it.each([
    [60, 60],
    ['60', 60],
    [0.5, 0.5],
    ['0', 300],
    [0, 300],
    [-5, 300],
    ['', 300],
    ['6e1', 300],
    ['60 ', 300],
    [' 60', 300],
    ['-60', 300],
    [Number.NaN, 300],
    [Number.POSITIVE_INFINITY, 300],
    [null, 300],
    [true, 300],
    [30 * day, 30 * day],
    [30 * day + 1, 30 * day],
    ['9'.repeat(15), 30 * day],
    ['9'.repeat(16), 300],
  ])('a lifetime of %p counts as %d s', (expires_in, seconds) => {
    expect(read({ access_token: 'a', expires_in }).expiresAt).toBe(now + seconds * 1_000)
  })

  it('a consent lasts for ten years at most', () => {
    const until = (refresh_token_expires_in: unknown) =>
      read({ access_token: 'a', refresh_token_expires_in }).refreshExpiresAt
    expect([until(3_650 * day), until(3_650 * day + 1), until(0), until('x')]).toEqual([
      now + 3_650 * day * 1_000,
      now + 3_650 * day * 1_000,
      undefined,
      undefined,
    ])
  })
})

describe('The age of a token', () => {
  const lasting = (seconds: number) => ({ accessToken: 'a', receivedAt: now, expiresAt: now + seconds * 1_000 })

  it('is fresh until a tenth of its life is left, or five minutes', () => {
    const short = lasting(100)
    expect([isFresh(short, now), isFresh(short, now + 89_999), isFresh(short, now + 90_000)]).toEqual([
      true,
      true,
      false,
    ])
    const long = lasting(36_000)
    const last = now + 36_000_000 - 300_000
    expect([isFresh(long, last - 1), isFresh(long, last)]).toEqual([true, false])
  })

  it('is valid until the end of its life', () => {
    expect([isValid(lasting(100), now + 99_999), isValid(lasting(100), now + 100_000)]).toEqual([true, false])
  })
})
