import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { getEventListeners } from 'node:events'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { withProcessLock } from '../../../src/auth/process-lock/process-lock.js'
import { expectNoLeaks } from '../../support/handles.js'
import { errorOf } from '../support.js'

let root: string
let directory: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cjds-'))
  directory = join(root, 'locks')
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const soon = () => AbortSignal.timeout(10_000)
const lock = <T>(name: string, run: () => Promise<T>, signal = soon()): Promise<T> =>
  withProcessLock(directory, name, signal, run)

/** Something that holds a lock until it is told to let go. */
async function hold(name: string): Promise<() => Promise<void>> {
  let letGo!: () => void
  const until = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let begun!: () => void
  const began = new Promise<void>((resolve) => {
    begun = resolve
  })
  const held = lock(name, () => {
    begun()
    return until
  })
  await began
  return async () => {
    letGo()
    await held
  }
}

describe('A lock among processes', () => {
  it('gives what runs under it, or its error, and leaves nothing behind', async () => {
    await expectNoLeaks(async () => {
      expect(await lock('one', () => Promise.resolve('done'))).toBe('done')
      expect(await errorOf(lock('one', () => Promise.reject(new Error('its own'))))).toMatchObject({
        message: 'its own',
      })
    })
    expect(await readdir(directory)).toEqual([])
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
  })

  it('lets one at a time run, in the order in which they came', async () => {
    const log: string[] = []
    const turns = []
    for (const name of ['a', 'b', 'c', 'd']) {
      turns.push(
        lock('one', async () => {
          log.push(`${name} begins`)
          await delay(10)
          log.push(`${name} ends`)
        }),
      )
      await delay(30)
    }
    await Promise.all(turns)
    expect(log).toEqual(['a', 'b', 'c', 'd'].flatMap((name) => [`${name} begins`, `${name} ends`]))
  })

  it('lets one at a time run when all come at once', async () => {
    let running = 0
    let most = 0
    let runs = 0
    await Promise.all(
      Array.from({ length: 12 }, () =>
        lock('one', async () => {
          most = Math.max(most, ++running)
          await delay(2)
          running--
          runs++
        }),
      ),
    )
    expect([most, runs]).toEqual([1, 12])
    expect(await readdir(directory)).toEqual([])
  })

  it('is one for each name', async () => {
    const letGo = await hold('one')
    expect(await lock('two', () => Promise.resolve('at once'))).toBe('at once')
    await letGo()
  })

  it('is not waited for longer than the caller wants', async () => {
    const letGo = await hold('one')
    const caller = new AbortController()
    const busy = {
      code: 'TOKEN_STORE_BUSY',
      message: 'Another process has held this connection for too long.',
    }
    let ran = false
    const run = () => Promise.resolve((ran = true))
    const waiting = errorOf(lock('one', run, caller.signal))
    await delay(50)
    expect(await readdir(directory)).toHaveLength(2)
    caller.abort()
    expect(await waiting).toMatchObject(busy)
    expect(await errorOf(lock('one', run, caller.signal))).toMatchObject(busy)
    expect(ran).toBe(false)
    // Whoever has given up stands in nobody's way.
    expect(await readdir(directory)).toHaveLength(1)
    await letGo()
    expect(await lock('one', run)).toBe(true)
    expect(getEventListeners(caller.signal, 'abort')).toEqual([])
  })

  it('that is free is taken by a caller who has given up for waiting', async () => {
    expect(await lock('one', () => Promise.resolve('free'), AbortSignal.abort())).toBe('free')
  })

  it('passes over what a dead process has left, and removes it', async () => {
    const letGo = await hold('one')
    const [file = ''] = await readdir(directory)
    await letGo()
    // A place in the queue that nobody listens behind.
    await writeFile(join(directory, file), '')
    expect(await lock('one', () => Promise.resolve('passed'))).toBe('passed')
    expect(await readdir(directory)).toEqual([])
  })

  it('removes drafts that are older than a minute', async () => {
    const letGo = await hold('one')
    const ago = (seconds: number) => Date.now() / 1_000 - seconds
    for (const [name, seconds] of [
      ['.old', 70],
      ['.young', 50],
      ['other', 70],
    ] as const) {
      await writeFile(join(directory, name), '')
      await utimes(join(directory, name), ago(seconds), ago(seconds))
    }
    await lock('two', () => Promise.resolve())
    await letGo()
    expect((await readdir(directory)).sort()).toEqual(['.young', 'other'])
  })

  it('does not take others’ files for places', async () => {
    await lock('one', () => Promise.resolve())
    await writeFile(join(directory, 'zzzzzzzz-1-other'), '')
    expect(await lock('one', () => Promise.resolve('taken'))).toBe('taken')
    expect(await readdir(directory)).toEqual(['zzzzzzzz-1-other'])
  })
})

describe('A directory that can hold no lock', () => {
  const lockIn = (path: string) => errorOf(withProcessLock(path, 'one', soon(), () => Promise.resolve()))

  it('has a path that is too long', async () => {
    const fitting = join(root, 'y'.repeat(70 - root.length - 1))
    expect(await withProcessLock(fitting, 'one', soon(), () => Promise.resolve('fits'))).toBe('fits')
    const long = `${fitting}z`
    expect(await lockIn(long)).toMatchObject({
      code: 'TOKEN_STORE_IO',
      message: `The path ${long} is too long to hold a lock; choose one of at most 70 bytes.`,
    })
    expect(await readdir(root)).toEqual([basename(fitting)])
  })

  it('is one that no socket can be made in', async () => {
    // A directory of Linux that not even root can write to; elsewhere there is none of that name.
    expect(await lockIn('/proc/self')).toMatchObject({
      code: 'TOKEN_STORE_IO',
      message: expect.stringMatching(
        /^The directory of the store can hold no lock \(E[A-Z]+\); choose one on a local disk\.$/,
      ),
    })
  })
})
