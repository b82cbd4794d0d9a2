import { takeTurn } from './bakery.js'
import { pipePath, takePipe } from './named-pipe.js'
import { refuseLongPath, SocketQueue } from './socket-queue.js'

/*
 * A lock among processes that the kernel lets go of when its holder dies, whatever it died of. Node.js has no flock, and
 * the lock files on offer tell a dead holder from a slow one by the age of the file: they make others wait for seconds,
 * or let two in. Here whoever wants the lock listens on a socket of its own. To connect to it tells whether it lives; to
 * stay connected tells at once when it has gone.
 */

/**
 * Runs something while no other process runs something for the same directory and name.
 * @param signal ends the wait
 * @throws {TokenStoreError} TOKEN_STORE_BUSY when the wait has ended, TOKEN_STORE_IO where the directory can hold no lock
 */
export async function withProcessLock<T>(
  directory: string,
  name: string,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  const release = await (process.platform === 'win32'
    ? takePipe(pipePath(directory, name), signal)
    : takeTurn(new SocketQueue(directory, name), signal))
  try {
    return await run()
  } finally {
    release()
  }
}

/**
 * What can be told of a directory's locks without taking one, or making it.
 * @throws {TokenStoreError} TOKEN_STORE_IO for one that can never hold any
 */
export function checkLockDirectory(directory: string): void {
  if (process.platform !== 'win32') refuseLongPath(directory)
}
