import type { StoredVersion } from '../token-store.js'
import { TokenStoreError } from '../token-store-error.js'
import type { FileTokenStore } from './file-token-store.js'

/**
 * Reads for whoever replaces or removes a connection: a damaged file is set aside by then, so there is none any more.
 * @param tell is given the damage
 * @throws {TokenStoreError} for anything else
 */
export function readUndamaged(
  store: FileTokenStore,
  name: string,
  tell?: (damage: TokenStoreError) => void,
): StoredVersion | undefined {
  try {
    return store.read(name)
  } catch (error) {
    if (!(error instanceof TokenStoreError) || error.code !== 'TOKEN_STORE_CORRUPT') throw error
    tell?.(error)
    return undefined
  }
}
