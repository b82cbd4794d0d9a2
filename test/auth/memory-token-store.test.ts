import { getEventListeners } from 'node:events'
import { describe, expect, it } from '@jest/globals'
import { memoryTokenStore } from '../../src/auth/index.js'
import { errorOf } from './support.js'

const tokens = { accessToken: 'a', receivedAt: 0, expiresAt: 1 }
const connection = { tokens }
const signal = () => AbortSignal.timeout(10_000)

describe('A store in memory', () => {
  it('holds what it is given from the start', async () => {
    const store = memoryTokenStore({ one: tokens, two: tokens })
    expect(await store.names()).toEqual(['one', 'two'])
    expect([store.read('one'), store.read('two'), store.read('three')]).toEqual([
      { generation: 1, connection },
      { generation: 2, connection },
      undefined,
    ])
    expect(await memoryTokenStore().names()).toEqual([])
  })

  it('replaces the version that is expected and no other', async () => {
    const store = memoryTokenStore()
    expect(await store.compareAndSwap('one', 1, connection)).toBeUndefined()
    expect(await store.names()).toEqual([])
    expect(await store.compareAndSwap('one', 0, connection)).toBe(1)
    expect(await store.compareAndSwap('one', 0, {})).toBeUndefined()
    expect(store.read('one')).toEqual({ generation: 1, connection })
    expect(await store.compareAndSwap('one', 1, {})).toBe(2)
    expect(store.read('one')).toEqual({ generation: 2, connection: {} })
  })

  it('removes, and never repeats a generation', async () => {
    const store = memoryTokenStore({ one: tokens })
    expect(await store.compareAndSwap('one', 1, undefined)).toBe(2)
    expect([await store.names(), store.read('one')]).toEqual([[], undefined])
    expect(await store.compareAndSwap('one', 0, connection)).toBe(3)
  })
})

describe('A turn for a name', () => {
  /** Something that runs until it is told to end. */
  function held() {
    let end!: (answer: string) => void
    const promise = new Promise<string>((resolve) => {
      end = resolve
    })
    return { run: () => promise, end }
  }

  it('is one at a time, in order, and its answer comes back', async () => {
    const store = memoryTokenStore()
    const log: string[] = []
    const turn = (name: string) =>
      store.lease('one', signal(), async () => {
        log.push(`${name} begins`)
        await new Promise((resolve) => setTimeout(resolve, 5))
        log.push(`${name} ends`)
        return name
      })
    expect(await Promise.all(['a', 'b', 'c'].map(turn))).toEqual(['a', 'b', 'c'])
    expect(log).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]))
  })

  it('of one name does not wait for that of another', async () => {
    const store = memoryTokenStore()
    const { run, end } = held()
    const first = store.lease('one', signal(), run)
    expect(await store.lease('two', signal(), () => Promise.resolve('at once'))).toBe('at once')
    end('later')
    expect(await first).toBe('later')
  })

  it('that fails is over', async () => {
    const store = memoryTokenStore()
    const failing = store.lease('one', signal(), () => Promise.reject(new Error('its own')))
    const next = store.lease('one', signal(), () => Promise.resolve('next'))
    expect(await errorOf(failing)).toMatchObject({ message: 'its own' })
    expect(await next).toBe('next')
  })

  it('is not waited for longer than the caller wants, and those behind still wait', async () => {
    const store = memoryTokenStore()
    const busy = {
      code: 'TOKEN_STORE_BUSY',
      message: 'Another caller has been renewing these tokens for too long.',
    }
    const { run, end } = held()
    const first = store.lease('one', signal(), run)
    const caller = new AbortController()
    const second = errorOf(store.lease('one', caller.signal, () => Promise.resolve('second')))
    let isThird = false
    const third = store.lease('one', signal(), () => Promise.resolve((isThird = true)))
    caller.abort()
    expect(await second).toMatchObject(busy)
    expect(await errorOf(store.lease('two', caller.signal, () => Promise.resolve()))).toMatchObject(busy)
    expect(isThird).toBe(false)
    end('first')
    expect([await first, await third]).toEqual(['first', true])
    expect(getEventListeners(caller.signal, 'abort')).toEqual([])
  })
})
