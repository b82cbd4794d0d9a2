import { SealError } from '../../sealing/seal-error.js'
import { open, seal } from '../../sealing/sealed-text.js'
import type { SealingKey } from '../../sealing/sealing-key.js'
import { TokenStoreError } from '../token-store-error.js'

const format = 'cjds-flow-node connection'

/** @param name whose connection it is; it opens for no other */
export function sealConnection(text: string, name: string, key: SealingKey): string {
  return seal(text, { format, name }, key)
}

/** @throws {TokenStoreError} TOKEN_STORE_CORRUPT, TOKEN_STORE_KEY, TOKEN_STORE_VERSION */
export function openConnection(sealedText: string, name: string, key: SealingKey): string {
  try {
    return open(sealedText, { format, name }, key)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    switch (error.code) {
      case 'SEAL_KEY':
        throw new TokenStoreError(
          'TOKEN_STORE_KEY',
          `The connection ${name} was saved with another key than ${key.source}; give the one that it was saved with.`,
        )
      case 'SEAL_VERSION':
        throw new TokenStoreError(
          'TOKEN_STORE_VERSION',
          'A newer release of this package saved the connection; update this one.',
        )
      case 'SEAL_DAMAGED':
        throw new TokenStoreError('TOKEN_STORE_CORRUPT', 'The saved connection is damaged.')
    }
  }
}
