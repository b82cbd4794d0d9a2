import { hkdfSync, randomBytes, scryptSync } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { SealingKeyError } from './sealing-key-error.js'

/** One salt for each process that seals. */
const mostSalts = 64

export interface DerivedKeys {
  /** Encrypts. */
  readonly secret: Buffer
  /** Tells this key from others. */
  readonly check: Buffer
}

/** What texts are sealed with: 32 bytes, or a passphrase to be stretched. Shows nothing when it is printed. */
export class SealingKey {
  /** For messages. */
  readonly source: string
  /** For what is written. */
  readonly salt = randomBytes(16)
  readonly #bytes: (salt: Buffer) => Buffer
  readonly #derived = new Map<string, DerivedKeys>()

  constructor(source: string, bytes: (salt: Buffer) => Buffer) {
    this.source = source
    this.#bytes = bytes
  }

  bytes(salt: Buffer): Buffer {
    return this.#bytes(salt)
  }

  /** What is derived from it by HKDF (RFC 5869) for texts with this salt; those of the last salts are kept. */
  derived(salt: Buffer): DerivedKeys {
    const id = salt.toString('base64')
    const known = this.#derived.get(id)
    if (known !== undefined) return known
    const bytes = this.#bytes(salt)
    const part = (purpose: string, length: number) => Buffer.from(hkdfSync('sha256', bytes, salt, purpose, length))
    const derived = { secret: part('encrypt', 32), check: part('key check', 16) }
    const [oldest] = this.#derived.keys()
    if (this.#derived.size >= mostSalts && oldest !== undefined) this.#derived.delete(oldest)
    this.#derived.set(id, derived)
    return derived
  }
}

/** @throws {SealingKeyError} KEY_INVALID unless the text is 32 bytes in base64 or hex */
export function keyFromText(text: string, source: string): SealingKey {
  const trimmed = text.trim()
  const bytes = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? 'hex' : 'base64')
  if (bytes.length !== 32 || !/^[\w+/=-]+$/.test(trimmed)) {
    throw new SealingKeyError(
      'KEY_INVALID',
      `${source} must hold 32 bytes in base64 or hex; make them: openssl rand -base64 32`,
    )
  }
  return new SealingKey(source, () => bytes)
}

/** A passphrase, stretched by scrypt (RFC 7914) with N = 2^15, r = 8, p = 3: 32 MiB and about a quarter of a second. */
export function keyFromPassphrase(passphrase: string, source: string): SealingKey {
  if (passphrase === '') throw new SealingKeyError('KEY_INVALID', `${source} must not be empty.`)
  return new SealingKey(source, (salt) =>
    scryptSync(passphrase.normalize('NFC'), salt, 32, { N: 2 ** 15, r: 8, p: 3, maxmem: 64 << 20 }),
  )
}

/**
 * A key that is kept in a file, which others must not read.
 * @throws {SealingKeyError} KEY_INVALID, KEY_PERMISSIONS
 */
export function keyFromFile(path: string): SealingKey {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new SealingKeyError('KEY_INVALID', `The key file ${path} cannot be read (${code}).`)
  }
  try {
    // The group may read it: that is how clusters hand secrets to their containers.
    if (process.platform !== 'win32' && (fstatSync(file).mode & 0o037) !== 0) {
      throw new SealingKeyError('KEY_PERMISSIONS', `Others can read the key file; run: chmod 600 '${path}'`)
    }
    return keyFromText(readFileSync(file, 'utf8'), path)
  } finally {
    closeSync(file)
  }
}
