import { expect, test } from '@jest/globals'
import type { JobQueue } from '../../../src/hosts/queue/index.js'
import { rateLimiter } from '../../../src/hosts/queue/rate-limiter.js'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { done, event, withBench } from './support.js'

const dead = (queue: JobQueue, count: number) => async () => (await queue.status()).dead === count

describeWithRedis('A worker', () => {
  test('tries again, later each time, with the very same request', () =>
    withBench(async ({ open, work, emulator, log, posts }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 503 }, times: 2 })
      emulator.scenarios.add({ on: 'events.publish', damage: 'hang-up', times: 1 })
      await queue.enqueue('writeToCjds', event)
      await work({ retries: { firstMs: 50 } })
      await eventually('it is done', done(queue, 1))
      expect(log.map(({ event: what, code, deliveries }) => [what, code, deliveries])).toEqual([
        ['retried', 'HTTP_503', 1],
        ['retried', 'HTTP_503', 2],
        ['retried', 'RESET', 3],
        ['completed', null, 4],
      ])
      expect(new Set(posts().map((body) => JSON.stringify(body))).size).toBe(1)
    }))

  test('waits for as long as a 503 asks', () =>
    withBench(async ({ open, work, emulator, log }) => {
      const queue = await open()
      const answer = { status: 503, headers: { 'retry-after': '1' } }
      emulator.scenarios.add({ on: 'events.publish', answer, times: 1 })
      await queue.enqueue('writeToCjds', event)
      await work({ retries: { firstMs: 1 } })
      await eventually('it is done', done(queue, 1))
      expect(log[0]).toMatchObject({ event: 'retried', delayMs: 1_000 })
      const [first = 0, second = 0] = emulator.recordings.list().map(({ time }) => Date.parse(time))
      expect(second - first).toBeGreaterThanOrEqual(1_000)
    }))

  test('parks what has failed often enough, with its last result, or has become too old', () =>
    withBench(async ({ open, work, emulator }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 500 } })
      const before = await work({ retries: { firstMs: 1, attempts: 3 } })
      await queue.enqueue('writeToCjds', event)
      await eventually('it is parked', dead(queue, 1))
      const [letter] = await queue.deadLetters()
      expect(letter).toMatchObject({ outcome: 'onInternalServerError', code: 'HTTP_500', deliveries: 3 })
      await before.close()

      await queue.enqueue('writeToCjds', event)
      await work({ retries: { maxAgeMs: 1 } })
      await eventually('the other is parked', dead(queue, 2))
      expect(await queue.deadLetters({ limit: 1 })).toEqual([
        expect.objectContaining({ code: 'TOO_OLD', deliveries: 0 }),
      ])
      expect(await queue.deadLetters({ offset: 1 })).toEqual([letter])
      expect(await queue.discard(letter?.id ?? '')).toBe(true)
      expect(await queue.discard(letter?.id ?? '')).toBe(false)
      expect((await queue.status()).dead).toBe(1)
    }))

  test('does what the policy says', () =>
    withBench(async ({ open, work, emulator }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 403 }, times: 1 })
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 409 }, times: 1 })
      await queue.enqueueMany([1, 2].map(() => ({ method: 'writeToCjds', inputs: event })))
      const policy = { codes: { HTTP_409: 'complete' }, outcomes: { onForbidden: 'retry' } } as const
      await work({ policy, concurrency: 1, retries: { firstMs: 10 } })
      await eventually('both are done', done(queue, 2))
      expect(emulator.recordings.total).toBe(3)
    }))

  test('goes on when its logger throws', () =>
    withBench(async ({ open, work }) => {
      const queue = await open()
      await queue.enqueue('writeToCjds', event)
      await work({
        log: () => {
          throw new Error('full')
        },
      })
      await eventually('it is done', done(queue, 1))
      expect((await queue.status()).dead).toBe(0)
    }))
})

describeWithRedis('The limit of a client', () => {
  test('holds for every window, however long the requests take', () =>
    withBench(async ({ redis }) => {
      const limit = { requests: 5, perMs: 300 }
      const limiters = [1, 2, 3].map(() => rateLimiter(redis.client, { key: 'test', limit, longestMs: 1_000 }))
      const arrivals: number[] = []
      await Promise.all(
        limiters.flatMap((limiter) =>
          [0, 10, 60].map(async (latencyMs) => {
            for (let sent = 0; sent < 5;) {
              const taken = await limiter.take()
              if ('waitMs' in taken) {
                await new Promise((resolve) => setTimeout(resolve, taken.waitMs))
                continue
              }
              await new Promise((resolve) => setTimeout(resolve, Math.random() * latencyMs))
              arrivals.push(Date.now())
              await new Promise((resolve) => setTimeout(resolve, Math.random() * latencyMs))
              await taken.slot.settle(1)
              sent++
            }
          }),
        ),
      )
      arrivals.sort((one, other) => one - other)
      expect(arrivals).toHaveLength(45)
      const windows = arrivals.map((start) => arrivals.filter((at) => at >= start && at < start + limit.perMs).length)
      expect(Math.max(...windows)).toBeLessThanOrEqual(5)
    }))

  test('counts what was sent: nothing, or twice', () =>
    withBench(async ({ redis }) => {
      const limiter = rateLimiter(redis.client, {
        key: 'test',
        limit: { requests: 2, perMs: 60_000 },
        longestMs: 1_000,
      })
      for (const requests of [0, 0, 0, 2]) {
        const taken = await limiter.take()
        expect('slot' in taken).toBe(true)
        if ('slot' in taken) await taken.slot.settle(requests)
      }
      const { waitMs } = (await limiter.take()) as { waitMs: number }
      expect(waitMs).toBeGreaterThan(50_000)
    }))

  test('is given back by a worker that died', () =>
    withBench(async ({ redis }) => {
      const limiter = rateLimiter(redis.client, { key: 'test', limit: { requests: 1, perMs: 50 }, longestMs: 2_000 })
      await limiter.take()
      expect('waitMs' in (await limiter.take())).toBe(true)
      await eventually('the slot is free', async () => 'slot' in (await limiter.take()))
    }))

  test('is held for the longest that the service has asked for', () =>
    withBench(async ({ redis }) => {
      const limiter = rateLimiter(redis.client, { key: 'test', limit: undefined, longestMs: 1_000 })
      expect('slot' in (await limiter.take())).toBe(true)
      await limiter.hold(60_000)
      await limiter.hold(1_000)
      await limiter.hold(0)
      expect(await limiter.heldMs()).toBeGreaterThan(50_000)
      expect((await limiter.take()) as { waitMs: number }).toMatchObject({ waitMs: expect.any(Number) as unknown })
    }))
})
