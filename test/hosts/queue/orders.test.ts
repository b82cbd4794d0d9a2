import { afterAll, expect, test } from '@jest/globals'
import { Queue } from 'bullmq'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { done, event, removeBundle, withBench, type Bench } from './support.js'

afterAll(removeBundle)

const job = (order: string, index: number) => ({
  method: 'writeToCjds',
  inputs: { ...event, eventId: `${order}${index}` },
  orderBy: order,
})

/** The ids of the events that were taken, in the order of their arrival. */
function taken({ emulator }: Bench, order: string): unknown[] {
  return emulator.recordings
    .list('events.publish')
    .filter(({ status }) => status === 202)
    .map(({ body }) => (JSON.parse(body) as { id: string }).id)
    .filter((id) => id.startsWith(order))
}

const ids = (order: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${order}${index}`)

describeWithRedis('Jobs of one order', () => {
  test('run one after another, over several workers and failures', () =>
    withBench(async (bench) => {
      const queue = await bench.open()
      const failing = { answer: { status: 503 }, times: 7 }
      bench.emulator.scenarios.add({ on: 'events.publish', ...failing })
      const orders = ['a', 'b', 'c']
      await queue.enqueueMany(ids('', 20).flatMap((_id, index) => orders.map((order) => job(order, index))))
      const options = { concurrency: 8, retries: { firstMs: 50 } }
      await Promise.all([bench.work(options), bench.work(options)])
      await eventually('all are done', done(queue, 60), 20_000)
      for (const order of orders) expect(taken(bench, order)).toEqual(ids(order, 20))
      expect(await bench.redis.client.keys('*order:*')).toEqual([])
    }))

  test('wait for one that is tried again, while others go on', () =>
    withBench(async (bench) => {
      const { open, work, redis, emulator, log } = bench
      const queue = await open()
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 503 }, times: 1 })
      // It comes back when this test says so.
      await work({ retries: { firstMs: 600_000 } })
      const first = await queue.enqueue('writeToCjds', { ...event, eventId: 'a0' }, { orderBy: 'a' })
      await eventually('the first has failed', () => log.some(({ event: what }) => what === 'retried'))
      await queue.enqueueMany([
        job('a', 1),
        job('b', 0),
        { method: 'writeToCjds', inputs: { ...event, eventId: 'free' } },
      ])
      await eventually('the others are done', done(queue, 2))
      await eventually('the second waits', () => log.some(({ event: what }) => what === 'held'))
      expect([taken(bench, 'a'), taken(bench, 'b'), taken(bench, 'free')]).toEqual([[], ['b0'], ['free']])
      const bull = new Queue('cjds', { connection: redis.client, prefix: 'cjds-node' })
      await (await bull.getJob('id' in first ? first.id : ''))?.promote()
      await bull.close()
      await eventually('all are done', done(queue, 4))
      expect(taken(bench, 'a')).toEqual(['a0', 'a1'])
    }))

  test('go on behind one that was parked', () =>
    withBench(async (bench) => {
      const queue = await bench.open()
      bench.emulator.scenarios.add({ on: 'events.publish', answer: { status: 400 }, times: 1 })
      await queue.enqueueMany([job('a', 0), job('a', 1), job('a', 2)])
      await bench.work()
      await eventually('the others are done', done(queue, 2))
      expect(taken(bench, 'a')).toEqual(['a1', 'a2'])
      // A dead letter that comes back has lost its place.
      expect(await queue.replayAll()).toBe(1)
      await eventually('it is done', done(queue, 3))
      expect(taken(bench, 'a')).toEqual(['a1', 'a2', 'a0'])
    }))

  test('wait for one whose worker died', () =>
    withBench(async (bench) => {
      const queue = await bench.open()
      await queue.enqueueMany([job('a', 0), job('a', 1)])
      const victim = await bench.spawn({ dieAfterAnswer: true })
      expect(await victim.ended).toBe('SIGKILL')
      expect(taken(bench, 'a')).toEqual(['a0'])
      await bench.work()
      await eventually('all are done', done(queue, 2))
      expect(taken(bench, 'a')).toEqual(['a0', 'a0', 'a1'])
    }))

  test('do not wait for ever for one that was never enqueued', () =>
    withBench(async (bench) => {
      const { redis, open, work } = bench
      const queue = await open()
      await queue.enqueue('writeToCjds', { ...event, eventId: 'a0' }, { orderBy: 'a' })
      const [place = ''] = await redis.client.keys('*order:*')
      const old = (Date.now() - 61_000) * 1_000
      await redis.client.zadd(place, old, 'j-its-producer-died')
      await work()
      await eventually('it is done', done(queue, 1))
      expect(taken(bench, 'a')).toEqual(['a0'])
    }))
})
