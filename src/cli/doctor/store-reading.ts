import { readdirSync } from 'node:fs'
import { type ConnectionStatus, statusOf } from '../../auth/connection-status.js'
import type { ConnectionSettings } from '../../auth/connection-settings.js'
import { type FileTokenStore, fileTokenStore } from '../../auth/file-store/file-token-store.js'
import { TokenStoreError } from '../../auth/token-store-error.js'

export interface Connection {
  readonly status: ConnectionStatus
  readonly settings: ConnectionSettings | undefined
}

/** What the store of connections holds, and what is wrong with it. */
export interface StoreReading {
  readonly connections: readonly Connection[]
  readonly errors: readonly TokenStoreError[]
  /** The names of damaged files that were set aside. */
  readonly setAside: readonly string[]
}

const lockWaitMs = 2_000

/** Looks at the store of this machine and leaves it as it is. */
export async function readStore(now: number): Promise<StoreReading> {
  const errors: TokenStoreError[] = []
  const noting = async <T>(read: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof TokenStoreError)) throw error
      errors.push(error)
      return undefined
    }
  }

  const store = await noting(fileTokenStore)
  const names = store && (await noting(() => store.names()))
  if (store === undefined || names === undefined) return { connections: [], errors, setAside: [] }
  const connections: Connection[] = []
  for (const name of names) {
    const connection = (await noting(() => store.examine(name)))?.connection
    if (connection !== undefined)
      connections.push({ status: statusOf(name, connection, now), settings: connection.settings })
  }
  await noting(() => {
    store.examineLocks()
    return names.length > 0 ? takeALock(store) : undefined
  })
  return { connections, errors, setAside: setAsideIn(store.directory) }
}

/** As a refresh would do; some disks have no locks. No connection can have this name. */
const takeALock = (store: FileTokenStore): Promise<void> =>
  store.lease('(doctor)', AbortSignal.timeout(lockWaitMs), () => Promise.resolve())

function setAsideIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((file) => file.includes('.connection.corrupt-'))
  } catch {
    // There is no store yet.
    return []
  }
}
