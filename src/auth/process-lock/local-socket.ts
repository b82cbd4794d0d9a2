import { connect, createServer, type Socket } from 'node:net'
import { TokenStoreError } from '../token-store-error.js'

/** Something at an address of this machine, a Unix socket or a named pipe, that lives as long as its process. */
export interface LocalSocket {
  /** Lets go of whoever stays connected. */
  readonly close: () => void
}

/**
 * Listens, and keeps the process from nothing else.
 * @throws the system's error where there can be no socket, or is one
 */
export async function listenAt(path: string): Promise<LocalSocket> {
  const visitors = new Set<Socket>()
  const server = createServer((visitor) => {
    visitors.add(visitor)
    visitor.on('error', () => undefined)
    visitor.on('close', () => visitors.delete(visitor))
    visitor.unref()
  })
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(path, resolve)
  })
  server.unref()
  return {
    close: () => {
      server.close()
      for (const visitor of visitors) visitor.destroy()
    },
  }
}

/**
 * Stays connected for as long as somebody listens there.
 * @returns the system's reason where nobody did
 * @throws {TokenStoreError} TOKEN_STORE_BUSY when the signal fires
 */
export function untilClosed(path: string, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const busy = (): void => {
      socket.destroy()
      reject(new TokenStoreError('TOKEN_STORE_BUSY', 'Another process has held this connection for too long.'))
    }
    const socket = connect(path)
    let reason: string | undefined
    socket.on('error', (error: NodeJS.ErrnoException) => {
      reason = error.code
    })
    socket.on('close', () => {
      signal.removeEventListener('abort', busy)
      resolve(reason)
    })
    socket.resume()
    signal.addEventListener('abort', busy)
    if (signal.aborted) busy()
  })
}
