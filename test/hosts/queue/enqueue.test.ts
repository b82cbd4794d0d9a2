import { expect, test } from '@jest/globals'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { event, withBench } from './support.js'

describeWithRedis('Enqueueing', () => {
  test('an event is sent as it was enqueued', () =>
    withBench(async ({ open, work, posts, log }) => {
      const queue = await open()
      const answer = await queue.enqueue('writeToCjds', { ...event, eventId: 'event-1' })
      expect(answer).toEqual({ status: 'queued', id: expect.stringMatching(/^j[0-9a-f]{40}$/) as unknown })
      await work()
      await eventually('it is done', async () => (await queue.status()).completed === 1)
      expect(posts()).toEqual([expect.objectContaining({ id: 'event-1', identity: event.identity })])
      expect(log).toEqual([
        expect.objectContaining({
          event: 'completed',
          method: 'writeToCjds',
          outcome: 'onEventPostSuccess',
          deliveries: 1,
        }),
      ])
    }))
})
