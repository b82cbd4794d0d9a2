import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { keyFromFile, SealingKey } from '../../sealing/sealing-key.js'
import { SealingKeyError } from '../../sealing/sealing-key-error.js'
import { TokenStoreError } from '../token-store-error.js'
import { ioError } from './private-files.js'

/**
 * Makes a key, whose faults are those of the store.
 * @throws {TokenStoreError} TOKEN_STORE_KEY, TOKEN_STORE_PERMISSIONS
 */
export function storeKey(make: () => SealingKey): SealingKey {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof SealingKeyError)) throw error
    throw new TokenStoreError(codes[error.code], error.message)
  }
}

const codes = { KEY_INVALID: 'TOKEN_STORE_KEY', KEY_PERMISSIONS: 'TOKEN_STORE_PERMISSIONS' } as const

/** What the files of connections end with. */
export const connectionEnding = '.connection'

/** The key of a file that is made when it is first needed, beside the connections. */
export function keyFromOwnFile(path: string): SealingKey {
  let key: SealingKey | undefined
  return new SealingKey(path, (salt) => {
    try {
      key ??= readOrMake(path)
    } catch (error) {
      throw error instanceof TokenStoreError ? error : ioError(`The key file ${path} cannot be made`, error)
    }
    return key.bytes(salt)
  })
}

function readOrMake(path: string): SealingKey {
  // Looked at first: whoever has made a connection has made its key before.
  const connections = readdirSync(dirname(path)).filter((file) => file.endsWith(connectionEnding))
  if (existsSync(path)) return storeKey(() => keyFromFile(path))
  // A new key would open none of them, and hide that the old one is missing.
  if (connections.length > 0) {
    throw new TokenStoreError(
      'TOKEN_STORE_KEY',
      `The key file ${path} is gone; put it back, or remove the connections.`,
    )
  }
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`)
    fsyncSync(file)
    // Fails when there is one already; no process ever sees a half-written key.
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    closeSync(file)
    rmSync(draft, { force: true })
  }
  return storeKey(() => keyFromFile(path))
}
