import type { ConnectionSettings } from './connection-settings.js'
import type { TokenSet } from './token-set.js'

/** What is kept of a connection. */
export interface StoredConnection {
  /** Absent where the program brings the settings. */
  readonly settings?: ConnectionSettings
  readonly tokens?: TokenSet
  /** The refresh token is known to be dead: nobody tries it again, and a person has to log in. */
  readonly reauthRequired?: boolean
}

export interface StoredVersion {
  /** Changes with every write and never repeats for a name, not even after a removal. */
  readonly generation: number
  readonly connection: StoredConnection
}

/** Where connections are kept, for one process or many. All failures are TokenStoreErrors. */
export interface TokenStore {
  names(): Promise<readonly string[]>
  /** The latest version; undefined where there is none. Called often, so it should be cheap when nothing has changed. */
  read(name: string): StoredVersion | undefined | Promise<StoredVersion | undefined>
  /**
   * Replaces a version, or with undefined removes it. A resolved write survives a crash of the machine.
   * @param expected the generation that is to be replaced; 0 for a name that has none
   * @returns the new generation; undefined when the expected one is not there any more, so nothing was written
   */
  compareAndSwap(name: string, expected: number, next: StoredConnection | undefined): Promise<number | undefined>
  /**
   * Runs something while nobody else, in any process, does so for that name. A process that dies gives its turn up.
   * @param signal ends the wait for the turn, not what runs
   */
  lease<T>(name: string, signal: AbortSignal, run: () => Promise<T>): Promise<T>
}
