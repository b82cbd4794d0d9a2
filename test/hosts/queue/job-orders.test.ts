import { expect, test } from '@jest/globals'
import { jobOrders } from '../../../src/hosts/queue/orders.js'
import { queueNames } from '../../../src/hosts/queue/queue-names.js'
import { describeWithRedis } from '../../support/redis.js'
import { key, withBench } from './support.js'

describeWithRedis('An order of jobs', () => {
  test('tells whose turn has come only when it was the turn of the one that left', () =>
    withBench(async ({ redis }) => {
      const orders = jobOrders(redis.client, queueNames({ redis: redis.url, keys: [{ key }] }))
      await orders.join(['a', 'b', 'c'].map((id) => ({ id, order: 'one' })))
      // The first may be waiting for its time, and is not to be woken.
      expect(await orders.leave('one', 'b')).toBeUndefined()
      expect(await orders.leave('one', 'not in it')).toBeUndefined()
      expect(await orders.leave('one', 'a')).toBe('c')
      expect(await orders.leave('one', 'a')).toBeUndefined()
      expect(await orders.leave('one', 'c')).toBeUndefined()
      expect(await redis.client.keys('*order:*')).toEqual([])
    }))
})
