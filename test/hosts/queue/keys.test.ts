import { expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { done, event, key, withBench } from './support.js'

const other = randomBytes(32).toString('base64')

const codeOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => undefined,
    (error: unknown) => (error as { code?: unknown }).code,
  )

describeWithRedis('The keys of a queue', () => {
  test('another one is refused, by whoever enqueues and by whoever works', () =>
    withBench(async ({ open, work }) => {
      await open()
      expect(await codeOf(open({ keys: [{ key: other }] }))).toBe('QUEUE_KEY')
      expect(await codeOf(work({ keys: [{ key: other }] }))).toBe('QUEUE_KEY')
      expect(await codeOf(open({ keys: [] }))).toBe('QUEUE_KEY')
      expect(await codeOf(open({ keys: [{ key: 'short' }] }))).toBe('QUEUE_KEY')
      expect(await codeOf(open({ keys: [{ keyFile: '/nowhere/key' }] }))).toBe('QUEUE_KEY')
    }))

  test('are changed in two steps; the same event stays the same', () =>
    withBench(async ({ open, work, posts }) => {
      const before = await open()
      const first = await before.enqueue('writeToCjds', { ...event, eventId: 'event-1' })
      const both = { keys: [{ key: other }, { key }] }
      const after = await open(both)
      expect(await after.enqueue('writeToCjds', { ...event, eventId: 'event-1' })).toEqual({
        ...first,
        status: 'duplicate',
      })
      await after.enqueue('writeToCjds', { ...event, eventId: 'event-2' })
      await work(both)
      await eventually('both are done', done(after, 2))
      expect(
        posts()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(['event-1', 'event-2'])
      // Nothing is left that the old one is needed for.
      await open({ keys: [{ key: other }] })
      expect(await codeOf(open())).toBe('QUEUE_KEY')
    }))

  test('a worker that has not got the new one yet leaves a job to others', () =>
    withBench(async ({ open, work, log, posts }) => {
      await work()
      const queue = await open({ keys: [{ key: other }, { key }] })
      await queue.enqueue('writeToCjds', event)
      await eventually('it was looked at', () => log.length === 1)
      expect(log[0]).toMatchObject({ event: 'locked', code: 'SEAL_KEY' })
      expect(await queue.status()).toMatchObject({ delayed: 1, dead: 0 })
      expect(posts()).toEqual([])
    }))

  test('a job that was altered is parked', () =>
    withBench(async ({ open, work, redis }) => {
      const queue = await open()
      const answers = await queue.enqueueMany([1, 2].map(() => ({ method: 'writeToCjds', inputs: event })))
      const [one, two] = answers.map((answer) => ('id' in answer ? `cjds-node:cjds:${answer.id}` : ''))
      // In the other's place, and with one character changed.
      const data = (await redis.client.hget(one ?? '', 'data')) ?? ''
      await redis.client.hset(two ?? '', 'data', data)
      await redis.client.hset(
        one ?? '',
        'data',
        data.replace(/"data\\":\\"./, (found) => `${found.slice(0, -1)}-`),
      )
      await work()
      await eventually('both are parked', async () => (await queue.status()).dead === 2)
      const letters = await queue.deadLetters()
      expect(letters.map(({ code }) => code)).toEqual(['DAMAGED', 'DAMAGED'])
      expect(await queue.deadLetter(letters[0]?.id ?? '')).toEqual({ ...letters[0], inputs: {}, result: null })
    }))
})
