import { spawnSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { describeUnless } from './skipped.js'

/** `describe` for tests that need a Redis of their own. */
export const describeWithRedis = describeUnless(
  spawnSync('redis-server', ['--version']).error === undefined ? undefined : 'redis-server is not installed',
  'the queue on a real Redis',
)

/** Waits until something holds; fails when it does not within ten seconds, or as many as are given. */
export async function eventually(what: string, holds: () => Promise<boolean> | boolean, ms = 10_000): Promise<void> {
  const end = Date.now() + ms
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Did not come true: ${what}`)
    await delay(20)
  }
}
