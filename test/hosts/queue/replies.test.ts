import { expect, test } from '@jest/globals'
import { readReplies, type Reply } from '../../../src/hosts/queue/index.js'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { done, event, key, withBench } from './support.js'

describeWithRedis('The result of a job', () => {
  test("is given to the worker's callback, again when that rejects, and nothing is sent again", () =>
    withBench(async ({ open, work, posts, errors }) => {
      const queue = await open()
      const replies: Reply[] = []
      await work({
        onResult: (reply) => {
          replies.push(reply)
          if (replies.length === 1) throw new Error('busy')
        },
        onError: (error) => {
          errors.push(error)
          throw error
        },
      })
      await queue.enqueue('writeToCjds', event, { reference: 'call-7' })
      await eventually('it is done', done(queue, 1), 15_000)
      expect(replies).toHaveLength(2)
      expect(replies[1]).toEqual(replies[0])
      expect(replies[0]).toMatchObject({
        method: 'writeToCjds',
        reference: 'call-7',
        event: 'completed',
        result: { outcome: 'onEventPostSuccess', meta: { httpStatus: 202 } },
      })
      expect(posts()).toHaveLength(1)
      expect(errors.map(({ message }) => message)).toContain('busy')
    }))

  test('goes to the reply queue that was asked for, parked or not', () =>
    withBench(async ({ open, work, redis, emulator }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 400 }, times: 1 })
      const worker = await work({ concurrency: 1 })
      await queue.enqueue('writeToCjds', event, { replyTo: 'answers', reference: 'first' })
      await queue.enqueue('writeToCjds', event, { replyTo: 'answers', reference: 'second' })
      await queue.enqueue('writeToCjds', event, { replyTo: 'elsewhere', reference: 'third' })
      await eventually('all have ended', done(queue, 2))
      await worker.close()

      const read = new Map<string, Reply>()
      let refusals = 0
      const reader = await readReplies({ redis: redis.url, keys: [{ key }] }, 'answers', (reply) => {
        if (reply.reference === 'second' && refusals++ === 0) throw new Error('busy')
        read.set(reply.reference ?? '', reply)
      })
      await eventually('both are read', () => read.size === 2, 15_000)
      await reader.close()
      expect(read.get('first')).toMatchObject({ event: 'parked', result: { outcome: 'onBadRequest' } })
      expect(read.get('second')).toMatchObject({ event: 'completed', result: { outcome: 'onEventPostSuccess' } })
    }))

  test('comes once more for a job that was put back', () =>
    withBench(async ({ open, work, redis, emulator }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 403 }, times: 1 })
      await work()
      await queue.enqueue('writeToCjds', event, { replyTo: 'answers' })
      const read: string[] = []
      const reader = await readReplies({ redis: redis.url, keys: [{ key }] }, 'answers', ({ event: how }) => {
        read.push(how)
      })
      await eventually('the first is read', () => read.length === 1)
      expect(await queue.replayAll()).toBe(1)
      await eventually('the second is read', () => read.length === 2)
      await reader.close()
      expect(read).toEqual(['parked', 'completed'])
    }))

  test('[F104] that its reader cannot handle is told to the reader alone', () =>
    withBench(async ({ open, work, redis }) => {
      const queue = await open()
      await work()
      await queue.enqueue('writeToCjds', event, { replyTo: 'answers' })
      const told: Error[] = []
      const reader = await readReplies(
        {
          redis: redis.url,
          keys: [{ key }],
          onError: (error) => {
            told.push(error)
            throw error
          },
        },
        'answers',
        () => Promise.reject(new Error('Key (phone)=(planted-number) already exists.')),
      )
      await eventually('it has failed', () => told.length > 0)
      await reader.close()
      expect(told.map(({ message }) => message)).toEqual(['Key (phone)=(planted-number) already exists.'])
      const kept = await Promise.all(
        (await redis.client.keys('cjds-node:cjds-replies-answers:*')).map(async (name) =>
          (await redis.client.type(name)) === 'hash' ? redis.client.hgetall(name) : {},
        ),
      )
      expect(JSON.stringify(kept)).toContain('The handler rejected.')
      expect(JSON.stringify(kept)).not.toContain('planted-number')
    }))

  test('is not read under a name that is none, nor with another key', () =>
    withBench(async ({ open, redis }) => {
      await open()
      const read = (name: string, text: string) =>
        readReplies({ redis: redis.url, keys: [{ key: text }] }, name, () => undefined)
      await expect(read('a:b', key)).rejects.toMatchObject({ code: 'INVALID_QUEUE_NAME' })
      await expect(read('answers', 'A'.repeat(43) + '=')).rejects.toMatchObject({ code: 'QUEUE_KEY' })
      const clients = async () =>
        String(await redis.client.client('LIST'))
          .trim()
          .split('\n').length
      // The queue, and the test's own.
      await eventually('its connection is closed', async () => (await clients()) === 2)
    }))
})
