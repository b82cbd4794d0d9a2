import { setTimeout as delay } from 'node:timers/promises'

const counted = (resource: string) => /^(TCP|TLS|Pipe|Timeout|GetAddrInfo)/.test(resource)

/** Sockets, timers and look-ups that keep this process alive. */
export function openHandles(): number {
  return process.getActiveResourcesInfo().filter(counted).length
}

/**
 * Runs something and checks that sockets, timers and look-ups are back at their number before, within 2 s.
 *
 * @throws Error naming what is left
 */
export async function expectNoLeaks<Result>(run: () => Promise<Result>): Promise<Result> {
  const before = openHandles()
  const result = await run()
  for (let waited = 0; openHandles() > before; waited += 20) {
    if (waited >= 2_000) {
      throw new Error(`handles left: ${process.getActiveResourcesInfo().filter(counted).join(', ')}; before: ${before}`)
    }
    await delay(20)
  }
  return result
}
