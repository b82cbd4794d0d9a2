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
})
