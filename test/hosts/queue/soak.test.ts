import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { startEmulator } from '../../../src/emulator/index.js'
import { withFiles } from '../../cli/support.js'
import { describeWithRedis } from '../../support/redis.js'
import { countEvents, soakWithKills } from './soak/kills.js'
import { soakMemory } from './soak/memory.js'
import { soakAtTheLimit, soakWithPatience } from './soak/rate.js'

// The short forms of `npm run soak:queue`.

describeWithRedis('The queue under attack', () => {
  test('nothing is lost, doubled or stuck while workers and Redis are killed', async () => {
    const report = await soakWithKills({ events: 1_000, workers: 4, everyMs: 2_000, redisKills: 3 })
    expect(report.counts).toMatchObject({ expected: 1_000, stored: 1_000, lost: 0, doubled: 0, altered: 0, unknown: 0 })
    expect(report.status).toMatchObject({ waiting: 0, active: 0, delayed: 0, dead: 0 })
    // It was an attack.
    expect(report.counts.redelivered).toBeGreaterThan(50)
    expect([report.redisKilled, report.workersKilled > 0]).toEqual([3, true])
    expect(report.exits).toEqual([0, 0, 0, 0])
  }, 300_000)

  test('three workers keep to a limit that they share', async () => {
    const report = await soakAtTheLimit({ workers: 3, events: 120, limit: { requests: 30, perMs: 6_000 } })
    expect(report.requests).toBeGreaterThanOrEqual(120)
    expect(report.refused).toBe(0)
  }, 180_000)

  test('nobody comes before Retry-After', async () => {
    const report = await soakWithPatience({ workers: 3, events: 400, times: 3, retryAfter: 3 })
    expect(report).toMatchObject({ refused: 3, sameTooEarly: 0, othersTooEarly: 0 })
  }, 180_000)

  test('a file of ten times the lines takes no more memory', async () => {
    const [few, many] = [await soakMemory(2_000), await soakMemory(20_000)]
    // Of so short a file most is what the runtime takes before it collects; the long run compares a million with a tenth.
    expect(many.peakMiB).toBeLessThan(few.peakMiB * 2)
  }, 300_000)
})

test('the count finds what is lost, doubled, altered and unknown', async () => {
  const emulator = await startEmulator()
  const publish = (source: string, id: string, data = {}): unknown =>
    emulator.store.publish(emulator.store.workspaces.list()[0]?.id ?? '', {
      id,
      source,
      specversion: '1.0',
      type: 't',
      identity: '+1',
      identitytype: 'phone',
      datacontenttype: 'application/json',
      data,
    })
  try {
    await withFiles({}, async (directory) => {
      const file = join(directory, 'events.jsonl')
      const sources = ['fine', 'again', 'lost', 'doubled', 'altered']
      await writeFile(file, sources.map((eventSource) => `${JSON.stringify({ eventSource })}\n`).join(''))
      publish('fine', '1')
      publish('again', '2')
      publish('doubled', '3')
      publish('doubled', '4')
      emulator.store.repeatedEvents = 'refuse'
      expect(() => publish('again', '2')).toThrow('Resource Already Exists')
      publish('altered', '5')
      expect(() => publish('altered', '5', { other: true })).toThrow('Resource Already Exists')
      publish('unknown', '6')
      expect(await countEvents(file, emulator.baseUrl)).toEqual({
        expected: 5,
        arrivals: 8,
        stored: 5,
        redelivered: 3,
        lost: 1,
        doubled: 1,
        altered: 2,
        unknown: 1,
      })
    })
  } finally {
    await emulator.close()
  }
})
