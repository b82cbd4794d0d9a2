import { expect, test } from '@jest/globals'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { done, event, withBench } from './support.js'

describeWithRedis('Enqueueing', () => {
  test('an event is sent as it was enqueued', () =>
    withBench(async ({ open, work, posts, log }) => {
      const queue = await open()
      const answer = await queue.enqueue('writeToCjds', { ...event, eventId: 'event-1' })
      expect(answer).toEqual({ status: 'queued', id: expect.stringMatching(/^j[0-9a-f]{40}$/) as unknown })
      expect(await queue.status()).toMatchObject({ waiting: 1, completed: 0 })
      await work()
      await eventually('it is done', done(queue, 1))
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

  test('what could never be sent is refused as an invocation would refuse it, and not queued', () =>
    withBench(async ({ open, executor }) => {
      const queue = await open()
      const wrong = { ...event, identityType: 'fax', eventTime: 'noon' }
      const { problems, fault } = await executor.explain('writeToCjds', wrong)
      expect(await queue.enqueue('writeToCjds', wrong)).toEqual({
        status: 'refused',
        outcome: 'onInvalidData',
        code: fault?.code,
        message: fault?.message,
        problems,
      })
      expect(problems).toHaveLength(2)
      expect(await queue.enqueue('writeToCjds', { ...event, authorization: 'nobody' })).toMatchObject({
        status: 'refused',
        outcome: 'onInvalidChoice',
        code: 'UNKNOWN_AUTHORIZATION',
      })
      expect(await queue.enqueue('noSuchMethod', {})).toMatchObject({ status: 'refused', code: 'UNKNOWN_METHOD' })
      expect(await queue.status()).toMatchObject({ waiting: 0, delayed: 0 })
    }))

  test('many keep their order, the bad among them too', () =>
    withBench(async ({ open, work, posts }) => {
      const queue = await open()
      const answers = await queue.enqueueMany(
        Array.from({ length: 600 }, (_, index) => ({
          method: 'writeToCjds',
          inputs: { ...event, eventId: `event-${index % 500}`, identityType: index === 7 ? 'fax' : 'phone' },
        })),
      )
      const statuses = answers.map(({ status }) => status)
      expect(statuses.slice(500).every((status, index) => status === (index === 7 ? 'queued' : 'duplicate'))).toBe(true)
      expect(statuses.slice(0, 500).flatMap((status, index) => (status === 'queued' ? [] : [[index, status]]))).toEqual(
        [[7, 'refused']],
      )
      await work({ concurrency: 20 })
      await eventually('all are done', done(queue, 500), 20_000)
      expect(new Set(posts().map(({ id }) => id)).size).toBe(500)
      expect(posts()).toHaveLength(500)
    }))

  test('variables are looked up now, and what they hold is data', () =>
    withBench(async ({ open, work, posts }) => {
      const queue = await open()
      const asked: string[] = []
      const variables = (name: string): unknown => {
        asked.push(name)
        return name === 'kind' ? 'costs $(a) or $(not a name)' : undefined
      }
      const inputs = { ...event, eventType: '$(kind)' }
      expect(await queue.enqueue('writeToCjds', inputs, { variables })).toMatchObject({ status: 'queued' })
      await work()
      await eventually('it is done', done(queue, 1))
      expect(posts()).toEqual([expect.objectContaining({ type: 'costs $(a) or $(not a name)' })])
      expect(asked).toEqual(['kind'])
      expect(await queue.enqueue('writeToCjds', { ...event, eventType: '$(gone)' }, { variables })).toMatchObject({
        status: 'refused',
        code: 'UNRESOLVED_VARIABLE',
      })
    }))

  test('a name that cannot be in Redis is refused', () =>
    withBench(async ({ open, work }) => {
      const queue = await open()
      const wrong = 'a:b'
      const refusals = [
        open({ queue: wrong }),
        work({ prefix: wrong }),
        queue.enqueue('writeToCjds', event, { replyTo: '' }),
      ]
      for (const refusal of refusals) await expect(refusal).rejects.toMatchObject({ code: 'INVALID_QUEUE_NAME' })
    }))

  test('queues of other names, and of other prefixes, know nothing of each other', () =>
    withBench(async ({ open }) => {
      const inputs = { ...event, eventId: 'event-1' }
      for (const place of [{}, { queue: 'other' }, { prefix: 'other' }])
        expect(await (await open(place)).enqueue('writeToCjds', inputs)).toMatchObject({ status: 'queued' })
    }))
})
