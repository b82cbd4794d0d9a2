import { createHash } from 'node:crypto'
import { listenAt, untilClosed } from './local-socket.js'
import { noLock } from './no-lock.js'

/** The same for a directory however it is written: Windows takes upper and lower case for the same. */
export function pipePath(directory: string, name: string): string {
  const id = createHash('sha256').update(`${directory.toLowerCase()}\n${name}`).digest('hex')
  return `\\\\.\\pipe\\cjds-flow-node-${id}`
}

/**
 * Takes a pipe's name, which is a lock: Windows frees it with its process and lets nobody else have it before.
 * @param signal ends the wait
 * @returns what lets go of it
 * @throws {TokenStoreError} TOKEN_STORE_BUSY, TOKEN_STORE_IO
 */
export async function takePipe(path: string, signal: AbortSignal): Promise<() => void> {
  for (;;) {
    try {
      return (await listenAt(path)).close
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw noLock(error)
    }
    await untilClosed(path, signal)
  }
}
