import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { withProcessLock } from '../../src/auth/process-lock/process-lock.js'
import { fileTokenStore, oauthAuthorizations, readTokenSet } from '../../src/auth/index.js'
import { createExecutor, loadNode } from '../../src/index.js'
import { startEmulator } from '../../src/emulator/index.js'
import { expectNoLeaks } from '../support/handles.js'
import { bundleOf } from '../support/bundle.js'
import { killWhileRefreshing, raceForTokens, withWorkers } from './processes.js'
import { codeOf, hour, settingsFor, TestClock } from './support.js'

const soon = () => AbortSignal.timeout(5_000)

describe('the lock among processes', () => {
  it('[F079] passes on in less than a second when its holder is killed', async () => {
    await withWorkers(async ({ directory, start }) => {
      const locks = join(directory, 'locks')
      for (let round = 0; round < 3; round++) {
        const holder = start('hold', locks, 60_000)
        expect(await holder.next()).toEqual({ held: true })
        const waiting = withProcessLock(locks, 'lease main', soon(), () => Promise.resolve(performance.now()))
        await new Promise((resolve) => setTimeout(resolve, 50))
        const killed = performance.now()
        await holder.kill()
        expect((await waiting) - killed).toBeLessThan(1_000)
      }
      expect(readdirSync(locks)).toEqual([])
    })
  })

  it('[F079] is free at once where its holder was killed before anybody waited', async () => {
    await withWorkers(async ({ directory, start }) => {
      const locks = join(directory, 'locks')
      const holder = start('hold', locks, 60_000)
      await holder.next()
      await holder.kill()
      expect(readdirSync(locks)).toHaveLength(1)
      const started = performance.now()
      await withProcessLock(locks, 'lease main', soon(), () => Promise.resolve())
      expect(performance.now() - started).toBeLessThan(1_000)
      expect(readdirSync(locks)).toEqual([])
    })
  })

  it('[F079] is not taken from a holder that is only slow', async () => {
    await withWorkers(async ({ directory, start }) => {
      const locks = join(directory, 'locks')
      const holder = start('hold', locks, 60_000)
      await holder.next()
      holder.process.kill('SIGSTOP')
      const wait = withProcessLock(locks, 'lease main', AbortSignal.timeout(700), () => Promise.resolve())
      expect(await codeOf(wait)).toBe('TOKEN_STORE_BUSY')
    })
  })

  it('lets one in at a time, among processes and within one', async () => {
    await withWorkers(async ({ directory, start }) => {
      const locks = join(directory, 'locks')
      const workers = [1, 2, 3, 4].map(() => start('enter', locks, 1_000))
      const reports = await Promise.all(
        workers.map(async (worker) => {
          await worker.next()
          return worker.next()
        }),
      )
      expect(reports.map((report) => report.crowded)).toEqual([0, 0, 0, 0])
      expect(Math.min(...reports.map((report) => report.entered ?? 0))).toBeGreaterThan(10)

      let inside = 0
      const enter = async () => {
        expect(++inside).toBe(1)
        await new Promise((resolve) => setTimeout(resolve, 1))
        inside--
      }
      await Promise.all(Array.from({ length: 40 }, () => withProcessLock(locks, 'lease main', soon(), enter)))
    })
  })

  it('leaves no handle behind', async () => {
    await withWorkers(async ({ directory }) => {
      await expectNoLeaks(() => withProcessLock(join(directory, 'locks'), 'x', soon(), () => Promise.resolve()))
    })
  })

  it('[F080] that cannot be had leaves a good token in use, and lets an invocation without one run out of time', async () => {
    await withWorkers(async ({ directory, start }) => {
      const clock = new TestClock()
      const emulator = await startEmulator({ clock: clock.now })
      const store = fileTokenStore({ directory })
      const settings = settingsFor(emulator)
      await store.compareAndSwap('main', 0, { settings, tokens: readTokenSet(emulator.oauth.issue(), clock.now()) })
      const holder = start('hold', join(directory, 'locks'), 60_000)
      await holder.next()
      const authorizations = oauthAuthorizations({ connections: { main: settings }, store, now: clock.now })

      clock.pass(12 * hour - 60_000)
      const { value } = await authorizations.getAccessToken('main', { signal: soon() })
      expect(value).toBe(store.read('main')?.connection.tokens?.accessToken)

      clock.pass(hour)
      const node = await loadNode()
      const executor = createExecutor(node, { authorizations })
      const hasty = createExecutor(node, { authorizations, timeoutMs: 500 })
      const inputs = { authorization: 'main', workspaceId: 'w', aliases: 'ann@example.com' }
      const result = await hasty.execute('getIdentityByAliases', inputs)
      expect(result).toMatchObject({ outcome: 'onTimeout', meta: { attempts: 0 } })
      expect(result.meta.elapsedMs).toBeLessThan(750)

      await holder.kill()
      expect((await executor.execute('getIdentityByAliases', inputs)).meta.httpStatus).toBe(404)
      executor.close()
      await emulator.close()
    })
  })

  it('[F080] says what to do where the directory can hold none', async () => {
    await withWorkers(async ({ directory }) => {
      const store = fileTokenStore({ directory: join(directory, 'long'.repeat(30)) })
      const lease = store.lease('main', soon(), () => Promise.resolve())
      await expect(lease).rejects.toThrow('too long to hold a lock')
    })
  })
})

describe('processes that share a store', () => {
  it('[F077] refresh one at a time, and nobody uses a refresh token twice', async () => {
    const report = await raceForTokens({ processes: 4, ms: 3_000, lifetimeSeconds: 0.3 })
    expect(report).toMatchObject({ errors: [], refused: 0, maxConcurrentRefreshes: 1 })
    // Ten where nothing else runs; a busy machine may find time for less.
    expect(report.refreshGrants).toBeGreaterThan(1)
    expect(report.reads).toBeGreaterThan(report.refreshGrants * 10)
  })

  it('[F078] can be killed while they refresh, at a server that forgives a second use', async () => {
    const report = await killWhileRefreshing({ kills: 12, graceMs: 30_000, mostMs: 100 })
    expect(report).toMatchObject({ kills: 12, unreadable: 0, backwards: 0, lost: 0 })
  })

  it('[F078] can be killed while they refresh, at a strict server, and know when the consent is lost', async () => {
    const report = await killWhileRefreshing({ kills: 12, graceMs: 0, mostMs: 100 })
    expect(report).toMatchObject({ kills: 12, unreadable: 0, backwards: 0 })
  })

  it('[F078] leave a whole store however they are killed while they write', async () => {
    await withWorkers(async ({ directory, start }) => {
      let generation = 0
      for (let kill = 0; kill < 10; kill++) {
        const writer = start('write', directory)
        await writer.next()
        await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60))
        await writer.kill()
        const version = fileTokenStore({ directory }).read('main')
        expect(version?.generation ?? 0).toBeGreaterThanOrEqual(generation)
        generation = version?.generation ?? 0
      }
      expect(generation).toBeGreaterThan(0)
      const store = fileTokenStore({ directory })
      await store.compareAndSwap('main', generation, {})
      expect(readdirSync(directory).filter((file) => file.endsWith('.tmp'))).toEqual([])
    })
  })
})

it('who only loads the package does not load simple-oauth2', async () => {
  const bundle = await bundleOf('test/auth/import-only.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [bundle])
  expect(JSON.parse(stdout)).toEqual({ before: false, after: true })
  await rm(dirname(bundle), { recursive: true })
})
