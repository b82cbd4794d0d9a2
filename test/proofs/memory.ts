import { setTimeout as delay } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that are held after everything that can be freed was freed: objects, and what they hold outside of the heap. */
export async function heldBytes(): Promise<number> {
  // A connection that has just ended lets go of its buffers some turns later.
  for (let round = 0; round < 5; round++) {
    await delay(20)
    collect()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

export const mebibytes = (bytes: number): number => Math.round((bytes / (1 << 20)) * 100) / 100
