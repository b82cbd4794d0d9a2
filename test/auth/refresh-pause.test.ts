import { describe, expect, it } from '@jest/globals'
import { AuthorizationError } from '../../src/auth/authorization-error.js'
import { RefreshPause } from '../../src/auth/refresh-pause.js'

describe('The pause after a token endpoint has failed', () => {
  const failed = (waitMs?: number) => new AuthorizationError('AUTH_UNAVAILABLE', 'It is busy.', waitMs)
  const leftOf = (one: RefreshPause) => one.failure?.retryAfterMs ?? 0
  let now = 0
  let random = 1
  const pause = () => {
    now = 5_000
    random = 1
    return new RefreshPause(
      () => now,
      () => random,
    )
  }

  it('is none at the beginning', () => {
    expect(leftOf(pause())).toBe(0)
  })

  it('doubles with each failure, up to a minute', () => {
    const one = pause()
    const lengths = Array.from({ length: 10 }, () => {
      one.noteFailure(failed())
      return leftOf(one)
    })
    expect(lengths).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('tells what failed last, and how long to wait yet', () => {
    const one = pause()
    expect(one.failure).toBeUndefined()
    one.noteFailure(failed())
    one.noteFailure(new AuthorizationError('AUTH_REFUSED', 'Check the secret.'))
    now += 1
    expect(one.failure).toMatchObject({
      code: 'AUTH_REFUSED',
      message: 'Check the secret. The next attempt is in 1 s.',
      retryAfterMs: 999,
    })
  })

  it('is at least half of that, the rest by chance', () => {
    const one = pause()
    random = 0
    one.noteFailure(failed())
    expect(leftOf(one)).toBe(250)
    random = 0.5
    one.noteFailure(failed())
    expect(leftOf(one)).toBe(750)
  })

  it('goes by, and is not negative then', () => {
    const one = pause()
    one.noteFailure(failed())
    now += 400
    expect(leftOf(one)).toBe(100)
    now += 200
    expect(leftOf(one)).toBe(0)
  })

  it('is as long as the server asks, where that is longer', () => {
    const one = pause()
    one.noteFailure(failed(7_000))
    expect(leftOf(one)).toBe(7_000)
    one.noteFailure(failed(10))
    expect(leftOf(one)).toBe(1_000)
  })

  it('ends, and begins anew', () => {
    const one = pause()
    one.noteFailure(failed())
    one.noteFailure(failed())
    one.end()
    expect(leftOf(one)).toBe(0)
    one.noteFailure(failed())
    expect(leftOf(one)).toBe(500)
  })
})
