import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { SealError } from './seal-error.js'
import type { SealingKey } from './sealing-key.js'

/*
 * A sealed text is one line of JSON. Its data is encrypted with AES-256-GCM; what else the line says, and the name that
 * it is kept under, is authenticated with it, so it cannot be altered or put in another's place. The checksum tells a
 * damaged text from one that was written with another key, which the key check tells.
 */

const version = 1

/** What a text is sealed for; it opens for nothing else. */
export interface SealedFor {
  /** What kind of thing it is. */
  readonly format: string
  /** Which one of its kind. */
  readonly name: string
}

interface Sealed {
  readonly format: string
  readonly version: number
  /** Base64, as are the others. */
  readonly salt: string
  readonly keyCheck: string
  readonly nonce: string
  readonly data: string
  readonly checksum: string
}

/** Seals a text; the same text is sealed differently each time. */
export function seal(text: string, { format, name }: SealedFor, key: SealingKey): string {
  // The same salt for as long as the process runs, so that a passphrase is stretched once and not with every write.
  const { salt } = key
  const { secret, check } = derive(key, salt)
  const nonce = randomBytes(12)
  const head = { format, version, salt: base64(salt), keyCheck: base64(check), nonce: base64(nonce) }
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(context(head, name))
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  const sealed = { ...head, data: base64(data) }
  return `${JSON.stringify({ ...sealed, checksum: checksumOf(sealed) })}\n`
}

/** @throws {SealError} */
export function open(sealedText: string, { format, name }: SealedFor, key: SealingKey): string {
  const sealed = parse(sealedText, format)
  const { secret, check } = derive(key, Buffer.from(sealed.salt, 'base64'))
  const expected = Buffer.from(sealed.keyCheck, 'base64')
  if (expected.length !== check.length || !timingSafeEqual(expected, check)) {
    throw new SealError('SEAL_KEY', `It was sealed with another key than ${key.source}.`)
  }
  try {
    const data = Buffer.from(sealed.data, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(sealed.nonce, 'base64'), { authTagLength: 16 })
    decipher.setAAD(context(sealed, name)).setAuthTag(data.subarray(-16))
    return decipher.update(data.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    throw corrupt()
  }
}

function parse(text: string, format: string): Sealed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw corrupt()
  }
  const sealed = (typeof value === 'object' && value !== null ? value : {}) as Partial<Sealed>
  if (sealed.format !== format) throw corrupt()
  const { version: found, salt, keyCheck, nonce, data } = sealed
  if (typeof found === 'number' && found > version) {
    throw new SealError('SEAL_VERSION', 'A newer release of this package sealed it; update this one.')
  }
  const texts = [salt, keyCheck, nonce, data]
  if (!texts.every((part) => typeof part === 'string') || sealed.checksum !== checksumOf(sealed as Sealed))
    throw corrupt()
  return sealed as Sealed
}

function derive(key: SealingKey, salt: Buffer): { secret: Buffer; check: Buffer } {
  const bytes = key.bytes(salt)
  const part = (purpose: string, length: number) => Buffer.from(hkdfSync('sha256', bytes, salt, purpose, length))
  return { secret: part('encrypt', 32), check: part('key check', 16) }
}

const context = (
  { format, version: written, salt, keyCheck, nonce }: Omit<Sealed, 'data' | 'checksum'>,
  name: string,
): Buffer => Buffer.from(JSON.stringify([format, written, salt, keyCheck, nonce, name]))

const checksumOf = (sealed: Omit<Sealed, 'checksum'>): string =>
  createHash('sha256')
    .update(JSON.stringify([sealed.format, sealed.version, sealed.salt, sealed.keyCheck, sealed.nonce, sealed.data]))
    .digest('base64')

const base64 = (bytes: Buffer): string => bytes.toString('base64')

const corrupt = () => new SealError('SEAL_DAMAGED', 'It is damaged.')
