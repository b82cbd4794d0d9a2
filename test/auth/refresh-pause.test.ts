import { describe, expect, it } from '@jest/globals'
import { RefreshPause } from '../../src/auth/refresh-pause.js'

describe('The pause after a token endpoint has failed', () => {
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
    expect(pause().leftMs).toBe(0)
  })

  it('doubles with each failure, up to a minute', () => {
    const one = pause()
    const lengths = Array.from({ length: 10 }, () => {
      one.noteFailure()
      return one.leftMs
    })
    expect(lengths).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('is at least half of that, the rest by chance', () => {
    const one = pause()
    random = 0
    one.noteFailure()
    expect(one.leftMs).toBe(250)
    random = 0.5
    one.noteFailure()
    expect(one.leftMs).toBe(750)
  })

  it('goes by, and is not negative then', () => {
    const one = pause()
    one.noteFailure()
    now += 400
    expect(one.leftMs).toBe(100)
    now += 200
    expect(one.leftMs).toBe(0)
  })

  it('is as long as the server asks, where that is longer', () => {
    const one = pause()
    one.noteFailure(7_000)
    expect(one.leftMs).toBe(7_000)
    one.noteFailure(10)
    expect(one.leftMs).toBe(1_000)
  })

  it('ends, and begins anew', () => {
    const one = pause()
    one.noteFailure()
    one.noteFailure()
    one.end()
    expect(one.leftMs).toBe(0)
    one.noteFailure()
    expect(one.leftMs).toBe(500)
  })
})
