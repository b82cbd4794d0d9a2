import { expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { plainEnvironment } from '../../cli/support.js'
import { startRedis } from '../../support/redis-server.js'
import { describeWithRedis } from '../../support/redis.js'

describeWithRedis('examples/queue.mjs', () => {
  test('queues two events, one of them once, and delivers them', async () => {
    const redis = await startRedis()
    try {
      const { stdout } = await promisify(execFile)(process.execPath, ['examples/queue.mjs'], {
        env: { ...plainEnvironment(), REDIS_URL: redis.url },
      })
      expect(stdout.trimEnd().split('\n')).toEqual([
        'queued ',
        'duplicate ',
        'queued ',
        expect.stringMatching(/^refused Identity Type must be one of/) as unknown,
        'completed onEventPostSuccess',
        'completed onEventPostSuccess',
        '2 requests',
      ])
    } finally {
      await redis.close()
    }
  })
})
