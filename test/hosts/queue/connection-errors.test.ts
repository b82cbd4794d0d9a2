import { expect, test } from '@jest/globals'
import { setTimeout as delay } from 'node:timers/promises'
import { inspect } from 'node:util'
import { readReplies } from '../../../src/hosts/queue/index.js'
import { freePort } from '../../support/free-port.js'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { startRedis } from '../../support/redis-server.js'
import { event, key, withBench } from './support.js'

const password = 'planted-redis-password'

/** How something failed, and whatever a host that prints errors would print. */
async function failureOf(run: Promise<unknown>): Promise<{ readonly code?: string; readonly text: string }> {
  try {
    await run
  } catch (error) {
    return { code: (error as { code?: string }).code ?? '', text: inspect(error, { depth: 9 }) }
  }
  throw new Error('It did not fail.')
}

const printed = (errors: readonly Error[]): string => inspect(errors, { depth: 9 })

describeWithRedis('Redis fails', () => {
  test('a wrong password is told as one, without it', () =>
    withBench(async ({ open, work, errors }) => {
      const server = await startRedis({ requirepass: 'another' })
      try {
        const redis = server.url.replace('//', `//:${password}@`)
        for (const failure of [await failureOf(open({ redis })), await failureOf(work({ redis }))]) {
          expect(failure.code).toBe('QUEUE_UNAVAILABLE')
          expect(failure.text).toContain('Redis does not accept the user name or password (WRONGPASS).')
          expect(failure.text).not.toContain(password)
        }
        expect(errors.map(({ message }) => message)).toContain(
          'Redis does not accept the user name or password (WRONGPASS).',
        )
        expect(printed(errors)).not.toContain(password)
      } finally {
        await server.close()
      }
    }))

  test('a Redis that is not there is told with the reason', () =>
    withBench(async ({ open }) => {
      const { code, text } = await failureOf(open({ redis: `redis://127.0.0.1:${await freePort()}` }))
      expect(code).toBe('QUEUE_UNAVAILABLE')
      expect(text).toContain('Redis does not answer (ECONNREFUSED).')
    }))

  test('one whose memory is full says so', () =>
    withBench(async ({ open, redis }) => {
      const queue = await open()
      await redis.client.config('SET', 'maxmemory', '1')
      const { code, text } = await failureOf(queue.enqueue('writeToCjds', event))
      expect(code).toBe('QUEUE_UNAVAILABLE')
      expect(text).toContain('The memory of Redis is full (OOM)')
      await redis.client.config('SET', 'maxmemory', '0')
      expect(await queue.enqueue('writeToCjds', event)).toMatchObject({ status: 'queued' })
    }))

  test('a lost connection is told in words of ours, to whoever enqueues, works or reads replies', () =>
    withBench(async ({ open, work, redis, errors }) => {
      const queue = await open()
      const worker = await work()
      const told: Error[] = []
      const reader = await readReplies(
        { redis: redis.url, keys: [{ key }], onError: (error) => told.push(error) },
        'answers',
        () => undefined,
      )
      await redis.kill()
      const lost = 'Redis does not answer (ECONNREFUSED).'
      await eventually('all have noticed', () =>
        [errors, told].every((list) => list.some(({ message }) => message === lost)),
      )
      expect(printed([...errors, ...told])).not.toMatch(/args|command/)
      for (const run of [queue.replay('j1'), queue.replayAll(), queue.discard('j1'), queue.status()])
        expect(await failureOf(run)).toMatchObject({ code: 'QUEUE_UNAVAILABLE' })
      // Their connections are about to come back in this moment, and they end all the same.
      const closed = Promise.all([reader.close(), worker.close()]).then(() => 'closed')
      expect(await Promise.race([closed, delay(8_000, 'late', { ref: false })])).toBe('closed')
      await redis.restart()
    }))
})
