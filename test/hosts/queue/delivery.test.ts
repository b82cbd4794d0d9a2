import { describe, expect, test } from '@jest/globals'
import { doneJobs } from '../../../src/hosts/queue/done-jobs.js'
import type { WorkerOptions } from '../../../src/hosts/queue/index.js'
import { queueNames } from '../../../src/hosts/queue/queue-names.js'
import { AuthorizationError, type AccessToken, type ExecutorOptions } from '../../../src/index.js'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { done, event, key, merge, withBench } from './support.js'

describeWithRedis('A delivery', () => {
  test.each(['0', 'Thu, 01 Jan 2026 00:00:00 GMT'])(
    'that is put off until a moment that is over waits a second: %s',
    (after) =>
      withBench(async ({ open, work, emulator, log }) => {
        const queue = await open()
        const headers = { 'retry-after': after }
        emulator.scenarios.add({ on: 'events.publish', answer: { status: 429, headers }, times: 1 })
        await queue.enqueue('writeToCjds', event)
        await work()
        await eventually('it is done', done(queue, 1))
        const [limited] = log.filter(({ event: what }) => what === 'rate-limited')
        expect(limited).toMatchObject({ code: 'HTTP_429', delayMs: 1_000 })
        const [first = 0, second = 0] = emulator.recordings.list().map(({ time }) => Date.parse(time))
        expect(second - first).toBeGreaterThanOrEqual(1_000)
      }),
  )

  test('[F101] of a merge that was accepted is never repeated, whatever the policy says', () =>
    withBench(async ({ open, work, emulator, log }) => {
      const queue = await open()
      await queue.enqueue('manageIdentity', merge)
      await work({ policy: { outcomes: { onCreateMergeAliasesSuccess: 'retry' } }, retries: { firstMs: 10 } })
      await eventually('it has ended', () => log.some(({ event: what }) => what === 'parked'))
      expect(log.map(({ event: what, outcome }) => [what, outcome])).toEqual([
        ['parked', 'onCreateMergeAliasesSuccess'],
      ])
      expect(emulator.recordings.list('persons.mergeIdentities')).toHaveLength(1)
    }))

  describe('whose token is refused', () => {
    const refused = (baseUrl: string, renew: () => Promise<AccessToken>): Partial<ExecutorOptions> => ({
      authorizations: {
        baseUrl: () => baseUrl,
        getAccessToken: (_name, { rejected }) =>
          rejected === undefined ? Promise.resolve({ value: 'stale' }) : renew(),
      },
    })

    test('and not renewed just now is made again', () =>
      withBench(async ({ open, work, emulator, executorWith, log, posts }) => {
        let isUp = false
        const renew = async (): Promise<AccessToken> => {
          const wasUp = isUp
          isUp = true
          if (wasUp) return Promise.resolve({ value: emulator.oauth.issue().access_token })
          throw new AuthorizationError('AUTH_UNAVAILABLE', 'The token endpoint is down.')
        }
        const executor = executorWith(refused(emulator.baseUrl, renew))
        const queue = await open()
        await queue.enqueue('writeToCjds', event)
        await work({ executor, retries: { firstMs: 10 } })
        await eventually('it is done', done(queue, 1))
        expect(log.map(({ event: what, code }) => [what, code])).toEqual([
          ['retried', 'AUTH_UNAVAILABLE'],
          ['completed', null],
        ])
        expect(posts()).toHaveLength(3)
      }))

    test('is given back when the worker is closed meanwhile', () =>
      withBench(async ({ open, work, emulator, executorWith, log, posts }) => {
        const queue = await open()
        const worker = await work({
          executor: executorWith(refused(emulator.baseUrl, () => new Promise(() => undefined))),
        })
        await queue.enqueue('writeToCjds', event)
        await eventually('it was refused', () => posts().length === 1)
        await worker.close({ graceMs: 100 })
        expect(log.map(({ event: what, code }) => [what, code])).toEqual([['released', 'CANCELLED']])
        expect(await queue.status()).toMatchObject({ waiting: 1, dead: 0 })
      }))
  })

  test('of a job with a key is not made twice, although the manifest does not tell them apart', () =>
    withBench(async ({ open, work, emulator }) => {
      const queue = await open()
      expect(await queue.enqueue('manageIdentity', merge, { key: 'line 1' })).toMatchObject({ status: 'queued' })
      expect(await queue.enqueue('manageIdentity', merge, { key: 'line 1' })).toMatchObject({ status: 'duplicate' })
      expect(await queue.enqueue('manageIdentity', merge, { key: 'line 2' })).toMatchObject({ status: 'queued' })
      expect(await queue.enqueue('manageIdentity', merge)).toMatchObject({ status: 'queued' })
      await work()
      await eventually('all are done', done(queue, 3))
      expect(emulator.recordings.list('persons.mergeIdentities')).toHaveLength(3)
    }))

  test('that is done is remembered for its own time, whatever others are remembered for', () =>
    withBench(async ({ redis }) => {
      const jobs = doneJobs(redis.client, queueNames({ redis: redis.url, keys: [{ key }] }))
      await jobs.add('long', 60_000)
      await jobs.add('short', 50)
      await eventually('the short one is forgotten', async () => (await jobs.has(['short']))[0] === false)
      expect(await jobs.has(['long', 'short'])).toEqual([true, false])
    }))

  test.each<[string, Partial<WorkerOptions>]>([
    ['concurrency', { concurrency: 0 }],
    ['dedupeMs', { dedupeMs: -1 }],
    ['keepDeadMs', { keepDeadMs: 0 }],
    ['rateLimit.requests', { rateLimit: { requests: 0, perMs: 1_000 } }],
    ['rateLimit.perMs', { rateLimit: { requests: 1 } as unknown as { requests: number; perMs: number } }],
  ])('does not begin with a %s that is none', (name, options) =>
    withBench(async ({ work }) => {
      await expect(work(options)).rejects.toMatchObject({
        code: 'INVALID_POLICY',
        message: `"${name}" must be a number of at least 1.`,
      })
    }),
  )

  test.each([Number.NaN, 0, 2 ** 31])('does not begin with a lock of %p milliseconds, which no timer keeps', (lockMs) =>
    withBench(async ({ work }) => {
      await expect(work({ lockMs })).rejects.toMatchObject({
        code: 'INVALID_POLICY',
        message: '"lockMs" must be a number from 1 to 2147483647.',
      })
    }),
  )

  test('does not end with a grace that no timer keeps, and goes on until it is told another', () =>
    withBench(async ({ work }) => {
      const worker = await work({})
      for (const graceMs of [Infinity, Number.NaN, -1])
        await expect(worker.close({ graceMs })).rejects.toMatchObject({
          code: 'INVALID_POLICY',
          message: '"graceMs" must be a number from 0 to 2147483647.',
        })
      await worker.close()
    }))
})
