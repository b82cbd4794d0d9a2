import { expect, test } from '@jest/globals'
import { Queue } from 'bullmq'
import { randomBytes } from 'node:crypto'
import { deadLetters } from '../../../src/hosts/queue/dead-letters.js'
import type { JobQueue } from '../../../src/hosts/queue/index.js'
import { keyRing } from '../../../src/hosts/queue/key-ring.js'
import type { StoredJob } from '../../../src/hosts/queue/stored-job.js'
import { loadNode, type FlowNode } from '../../../src/index.js'
import { describeWithRedis, eventually } from '../../support/redis.js'
import { done, event, key, merge, withBench } from './support.js'

const node = (await loadNode()) as unknown as FlowNode
const dead = (queue: JobQueue, count: number) => async () => (await queue.status()).dead === count

describeWithRedis('Dead letters', () => {
  test('that two put back at the same time are put back once', () =>
    withBench(async ({ open, work, posts, emulator }) => {
      const queues = [await open(), await open()] as const
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 403 }, times: 60 })
      await queues[0].enqueueMany(
        Array.from({ length: 60 }, (_, index) => ({
          method: 'writeToCjds',
          inputs: { ...event, eventId: `event-${index}` },
        })),
      )
      const worker = await work()
      await eventually('all are parked', dead(queues[0], 60), 20_000)
      await worker.close()
      const replayed = await Promise.all(queues.map((queue) => queue.replayAll()))
      expect(replayed.reduce((sum, count) => sum + count)).toBe(60)
      await work()
      await eventually('all are done', done(queues[0], 60), 20_000)
      expect(posts()).toHaveLength(120)
    }))

  test('that were put back since they were looked at keep what has been noted since', () =>
    withBench(async ({ open, work, redis, emulator }) => {
      const queue = await open()
      emulator.scenarios.add({ on: 'persons.mergeIdentities', answer: { status: 403 }, times: 2 })
      await queue.enqueue('manageIdentity', merge)
      await work()
      await eventually('it is parked', dead(queue, 1))
      const late = new Queue<StoredJob>('cjds', { connection: redis.client, prefix: 'cjds-node' })
      try {
        const seen = await late.getJobs('failed')
        const [{ id = '' } = {}] = seen
        expect(await queue.replay(id)).toBe(true)
        await eventually('it is parked again', async () => (await queue.deadLetters())[0]?.deliveries === 2)
        // Whoever has looked before comes too late.
        late.getJobs = () => Promise.resolve(seen)
        expect(await deadLetters(redis.client, late, node, keyRing([{ key }])).replayAll()).toBe(0)
        expect(await queue.deadLetters()).toEqual([expect.objectContaining({ id, deliveries: 2 })])
        expect(await queue.replay(id)).toBe(true)
        await eventually('it is done', done(queue, 1))
      } finally {
        await late.close()
      }
    }))

  test('sealed with a key that is gone are said to be', () =>
    withBench(async ({ open, work, emulator }) => {
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 403 }, times: 1 })
      const queue = await open()
      await queue.enqueue('writeToCjds', event)
      const worker = await work()
      await eventually('it is parked', dead(queue, 1))
      await worker.close()
      const newer = randomBytes(32).toString('base64')
      await open({ keys: [{ key: newer }, { key }] })
      const after = await open({ keys: [{ key: newer }] })
      const [letter] = await after.deadLetters()
      await expect(after.deadLetter(letter?.id ?? '')).rejects.toMatchObject({ code: 'QUEUE_KEY' })
    }))

  test('are what becomes of a job whose method somebody has changed in Redis', () =>
    withBench(async ({ open, work, redis, emulator }) => {
      const queue = await open()
      const answer = await queue.enqueue('writeToCjds', event)
      const id = 'id' in answer ? answer.id : ''
      expect(await redis.client.hset(`cjds-node:cjds:${id}`, 'name', 'manageIdentity')).toBe(0)
      await work()
      await eventually('it is parked', dead(queue, 1))
      expect(await queue.deadLetters()).toEqual([expect.objectContaining({ id, code: 'DAMAGED' })])
      expect(emulator.recordings.total).toBe(0)
    }))
})
