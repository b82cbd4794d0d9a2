import { randomBytes, scryptSync } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { TokenStoreError } from '../token-store-error.js'
import { ioError } from './private-files.js'

/** What a store is encrypted with: 32 bytes, or a passphrase to be stretched. Shows nothing when it is printed. */
export class StoreKey {
  /** For messages. */
  readonly source: string
  /** For what is written. */
  readonly salt = randomBytes(16)
  readonly #bytes: (salt: Buffer) => Buffer

  constructor(source: string, bytes: (salt: Buffer) => Buffer) {
    this.source = source
    this.#bytes = bytes
  }

  bytes(salt: Buffer): Buffer {
    return this.#bytes(salt)
  }
}

/** @throws {TokenStoreError} TOKEN_STORE_KEY unless the text is 32 bytes in base64 or hex */
export function keyFromText(text: string, source: string): StoreKey {
  const trimmed = text.trim()
  const bytes = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? 'hex' : 'base64')
  if (bytes.length !== 32 || !/^[\w+/=-]+$/.test(trimmed)) {
    throw new TokenStoreError('TOKEN_STORE_KEY', `${source} must hold 32 bytes in base64 or hex.`)
  }
  return new StoreKey(source, () => bytes)
}

/** A passphrase, stretched by scrypt (RFC 7914) with N = 2^15, r = 8, p = 3: 32 MiB and about a quarter of a second. */
export function keyFromPassphrase(passphrase: string, source: string): StoreKey {
  if (passphrase === '') throw new TokenStoreError('TOKEN_STORE_KEY', `${source} must not be empty.`)
  const stretched = new Map<string, Buffer>()
  return new StoreKey(source, (salt) => {
    const id = salt.toString('base64')
    let bytes = stretched.get(id)
    if (bytes === undefined) {
      bytes = scryptSync(passphrase.normalize('NFC'), salt, 32, { N: 2 ** 15, r: 8, p: 3, maxmem: 64 << 20 })
      stretched.set(id, bytes)
    }
    return bytes
  })
}

/**
 * A key that is kept in a file, which others must not read.
 * @throws {TokenStoreError} TOKEN_STORE_KEY, TOKEN_STORE_PERMISSIONS
 */
export function keyFromFile(path: string): StoreKey {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new TokenStoreError('TOKEN_STORE_KEY', `The key file ${path} cannot be read (${code}).`)
  }
  try {
    // The group may read it: that is how clusters hand secrets to their containers.
    if (process.platform !== 'win32' && (fstatSync(file).mode & 0o037) !== 0) {
      throw new TokenStoreError('TOKEN_STORE_PERMISSIONS', `Others can read the key file; run: chmod 600 '${path}'`)
    }
    return keyFromText(readFileSync(file, 'utf8'), path)
  } finally {
    closeSync(file)
  }
}

/** What the files of connections end with. */
export const connectionEnding = '.connection'

/** The key of a file that is made when it is first needed, beside the connections. */
export function keyFromOwnFile(path: string): StoreKey {
  let key: StoreKey | undefined
  return new StoreKey(path, (salt) => {
    try {
      key ??= readOrMake(path)
    } catch (error) {
      throw error instanceof TokenStoreError ? error : ioError(`The key file ${path} cannot be made`, error)
    }
    return key.bytes(salt)
  })
}

function readOrMake(path: string): StoreKey {
  // Looked at first: whoever has made a connection has made its key before.
  const connections = readdirSync(dirname(path)).filter((file) => file.endsWith(connectionEnding))
  if (existsSync(path)) return keyFromFile(path)
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
  return keyFromFile(path)
}
