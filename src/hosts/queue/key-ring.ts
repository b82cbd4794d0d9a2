import { SealError } from '../../sealing/seal-error.js'
import { open, seal } from '../../sealing/sealed-text.js'
import { keyFromFile, keyFromText, type SealingKey } from '../../sealing/sealing-key.js'
import { SealingKeyError } from '../../sealing/sealing-key-error.js'
import { QueueKeyError } from './queue-key-error.js'
import type { QueueKey } from './queue-options.js'

const format = 'cjds-flow-node queue'

/** Seals with its first key and opens with any. */
export interface KeyRing {
  /** @param name what the value is for; it opens for nothing else */
  seal(value: unknown, name: string): string
  /** @throws {SealError} SEAL_KEY when no key fits, SEAL_DAMAGED, SEAL_VERSION */
  open(sealed: string, name: string): unknown
  /** Whether the first key opens it. */
  isCurrent(sealed: string, name: string): boolean
}

/** @throws {QueueKeyError} for a key that is none, and for none at all */
export function keyRing(keys: readonly QueueKey[]): KeyRing {
  const [current, ...older] = keys.map(sealingKey)
  if (current === undefined) throw new QueueKeyError('A queue needs a key; give 32 bytes in base64 or hex.')
  const openWith = (sealed: string, name: string, key: SealingKey): unknown =>
    JSON.parse(open(sealed, { format, name }, key))

  return {
    seal: (value, name) => seal(JSON.stringify(value), { format, name }, current),
    open(sealed, name) {
      for (const key of [current, ...older.slice(0, -1)]) {
        try {
          return openWith(sealed, name, key)
        } catch (error) {
          if (!(error instanceof SealError && error.code === 'SEAL_KEY')) throw error
        }
      }
      return openWith(sealed, name, older.at(-1) ?? current)
    },
    isCurrent(sealed, name) {
      try {
        openWith(sealed, name, current)
        return true
      } catch {
        return false
      }
    },
  }
}

function sealingKey(key: QueueKey): SealingKey {
  try {
    return 'key' in key ? keyFromText(key.key, 'The key of the queue') : keyFromFile(key.keyFile)
  } catch (error) {
    if (!(error instanceof SealingKeyError)) throw error
    throw new QueueKeyError(error.message)
  }
}
