import { getEventListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { waitAtMost } from '../../src/auth/wait-at-most.js'
import { expectNoLeaks } from '../support/handles.js'
import { errorOf } from './support.js'

const never = new Promise<string>(() => undefined)
const tooLate = { code: 'AUTH_UNAVAILABLE', message: 'No access token came in the time allowed.' }

describe('waitAtMost', () => {
  it('gives what was waited for, or its error', async () => {
    const { signal } = new AbortController()
    expect(await waitAtMost(Promise.resolve('token'), signal, 1_000)).toBe('token')
    expect(await waitAtMost(delay(20, 'token'), signal)).toBe('token')
    expect(await errorOf(waitAtMost(Promise.reject(new Error('its own')), signal))).toMatchObject({
      message: 'its own',
    })
  })

  it('ends when the time is over', async () => {
    const started = performance.now()
    expect(await errorOf(waitAtMost(never, new AbortController().signal, 50))).toMatchObject(tooLate)
    expect(performance.now() - started).toBeGreaterThanOrEqual(49)
  })

  it('ends when the caller gives up, or has before', async () => {
    const caller = new AbortController()
    const waiting = errorOf(waitAtMost(never, caller.signal))
    caller.abort()
    expect(await waiting).toMatchObject(tooLate)
    expect(await errorOf(waitAtMost(never, caller.signal))).toMatchObject(tooLate)
  })

  it('leaves nothing behind', async () => {
    await expectNoLeaks(async () => {
      const { signal } = new AbortController()
      await waitAtMost(Promise.resolve(), signal, 60_000)
      await errorOf(waitAtMost(never, signal, 1))
      expect(getEventListeners(signal, 'abort')).toEqual([])
    })
  })
})
