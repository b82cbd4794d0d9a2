import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { keyFromFile, keyFromPassphrase, keyFromText, type SealingKey } from '../../sealing/sealing-key.js'
import { InvalidConnectionError } from '../invalid-connection-error.js'
import type { StoredConnection, StoredVersion, TokenStore } from '../token-store.js'
import { TokenStoreError } from '../token-store-error.js'
import { checkPrivateDirectory, makePrivateDirectory, readPrivateFile, stampOf } from './private-files.js'
import { checkLockDirectory, withProcessLock } from '../process-lock/process-lock.js'
import { type FileCalls, removeFile, replaceFile } from './replace-file.js'
import { openConnection, sealConnection } from './sealed-connection.js'
import { setAside } from './set-aside.js'
import { connectionEnding, keyFromOwnFile, storeKey } from './store-key.js'

export interface FileTokenStoreOptions {
  /** Where the connections are kept; default the environment's `CJDS_NODE_STORE`, else `.cjds-node` at home. */
  readonly directory?: string
  /**
   * What they are encrypted with. Default: the environment's `CJDS_NODE_KEY`, `CJDS_NODE_KEY_FILE` or
   * `CJDS_NODE_PASSPHRASE`, the first there is; else a file `key` in the directory, made when first needed.
   */
  readonly key?: StoreKeyOption
  /** For tests of a disk that fails. */
  readonly calls?: FileCalls
}

/** 32 bytes in base64 or hex, a file that holds them, or a passphrase. */
export type StoreKeyOption = { readonly key: string } | { readonly keyFile: string } | { readonly passphrase: string }

/** A store whose versions can be read without waiting. */
export interface FileTokenStore extends TokenStore {
  readonly directory: string
  /** @throws {TokenStoreError} A damaged file is set aside before TOKEN_STORE_CORRUPT tells of it. */
  read(name: string): StoredVersion | undefined
  /** The same for whoever only looks: a damaged file stays where it is. */
  examine(name: string): StoredVersion | undefined
  /** Looks whether it could be locked, and leaves everything as it is. @throws {TokenStoreError} */
  examineLocks(): void
  /**
   * Does what saving a connection does, the making of a key included, and leaves no connection: for whoever is about to
   * get tokens that can be had only once.
   * @throws {TokenStoreError}
   */
  rehearse(): Promise<void>
}

const connectionName = /^[a-z0-9][a-z0-9._-]{0,63}$/
const writeWaitMs = 10_000

/** Lower case, since some file systems take two cases for the same. */
export const isConnectionName = (name: string): boolean => connectionName.test(name) && !name.includes('..')

/**
 * Connections in encrypted files, one for each, in a directory of this machine that many processes may share.
 * @throws {TokenStoreError} TOKEN_STORE_KEY for a key that is none
 */
export function fileTokenStore(options: FileTokenStoreOptions = {}): FileTokenStore {
  const directory = options.directory ?? defaultDirectory()
  const key = storeKey(() => chooseKey(options.key, join(directory, 'key')))
  const read = new Map<string, { stamp: string; version: StoredVersion }>()

  const pathOf = (name: string): string => join(directory, name + connectionEnding)
  const locks = join(directory, 'locks')

  function readVersion(name: string, mayMove = true): StoredVersion | undefined {
    if (!isConnectionName(name) || !checkPrivateDirectory(directory)) return undefined
    const path = pathOf(name)
    const known = read.get(name)
    if (known !== undefined && known.stamp === stampOf(path)) return known.version
    const file = readPrivateFile(path)
    if (file === undefined) return undefined
    try {
      const version = parseVersion(openConnection(file.text, name, key))
      read.set(name, { stamp: file.stamp, version })
      return version
    } catch (error) {
      if (!(error instanceof TokenStoreError) || error.code !== 'TOKEN_STORE_CORRUPT') throw error
      if (!mayMove) throw damaged(name, 'is damaged')
      const aside = setAside(path, file.text)
      if (aside === undefined) return readVersion(name)
      throw damaged(name, `was damaged and is now ${aside}`)
    }
  }

  async function write(
    name: string,
    expected: number,
    next: StoredConnection | undefined,
  ): Promise<number | undefined> {
    const current = readVersion(name)?.generation ?? 0
    if (current !== expected) return undefined
    // A first one counts from the time, so that one that was removed and made again differs from its predecessor.
    const generation = Math.max(current + 1, current === 0 ? Date.now() : 0)
    if (next === undefined) {
      await removeFile(pathOf(name))
      return generation
    }
    await replaceFile(
      pathOf(name),
      sealConnection(JSON.stringify({ generation, connection: next }), name, key),
      options.calls,
    )
    return generation
  }

  return {
    directory,
    names: () => Promise.resolve(namesIn(directory)),
    read: (name) => readVersion(name),
    examine: (name) => readVersion(name, false),
    examineLocks: () => {
      checkLockDirectory(locks)
    },
    rehearse: async () => {
      makePrivateDirectory(directory)
      const path = join(directory, 'rehearsal')
      await withProcessLock(locks, 'rehearse', AbortSignal.timeout(writeWaitMs), async () => {
        await replaceFile(path, sealConnection('', 'rehearsal', key), options.calls)
        await removeFile(path)
      })
    },
    compareAndSwap: async (name, expected, next) => {
      if (!isConnectionName(name)) {
        throw new InvalidConnectionError(
          "A connection's name has lower-case letters, digits, dots, dashes and underscores, at most 64.",
        )
      }
      makePrivateDirectory(directory)
      const tooLong = AbortSignal.timeout(writeWaitMs)
      return withProcessLock(locks, `write ${name}`, tooLong, () => write(name, expected, next))
    },
    lease: (name, signal, run) => {
      makePrivateDirectory(directory)
      return withProcessLock(locks, `lease ${name}`, signal, run)
    },
  }
}

function defaultDirectory(): string {
  const { CJDS_NODE_STORE: chosen = '' } = process.env
  return chosen === '' ? join(homedir(), '.cjds-node') : chosen
}

function chooseKey(option: StoreKeyOption | undefined, ownFile: string): SealingKey {
  if (option !== undefined) {
    if ('key' in option) return keyFromText(option.key, 'the key')
    return 'keyFile' in option ? keyFromFile(option.keyFile) : keyFromPassphrase(option.passphrase, 'the passphrase')
  }
  const { CJDS_NODE_KEY: text, CJDS_NODE_KEY_FILE: file, CJDS_NODE_PASSPHRASE: passphrase } = process.env
  if (text) return keyFromText(text, 'CJDS_NODE_KEY')
  if (file) return keyFromFile(file)
  return passphrase ? keyFromPassphrase(passphrase, 'CJDS_NODE_PASSPHRASE') : keyFromOwnFile(ownFile)
}

function namesIn(directory: string): string[] {
  if (!checkPrivateDirectory(directory)) return []
  return readdirSync(directory)
    .filter((file) => file.endsWith(connectionEnding))
    .map((file) => file.slice(0, -connectionEnding.length))
    .filter(isConnectionName)
    .sort()
}

function parseVersion(text: string): StoredVersion {
  const version = JSON.parse(text) as StoredVersion
  return { generation: version.generation, connection: version.connection }
}

const damaged = (name: string, state: string) =>
  new TokenStoreError(
    'TOKEN_STORE_CORRUPT',
    `The saved connection ${name} ${state}; log in again: cjds-node auth login ${name}`,
  )
