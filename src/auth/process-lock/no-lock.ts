import { TokenStoreError } from '../token-store-error.js'

/** What the system's error means for whoever wants a lock. */
export function noLock(error: unknown): TokenStoreError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  return new TokenStoreError(
    'TOKEN_STORE_IO',
    `The directory of the store can hold no lock (${code}); choose one on a local disk.`,
    { cause: error },
  )
}
