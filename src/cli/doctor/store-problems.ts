import type { TokenStoreErrorCode } from '../../auth/token-store-error.js'
import { problem, type Finding } from './check.js'
import type { StoreReading } from './store-reading.js'

/** What is wrong with the store for these reasons; each message once, since one cause may keep many files shut. */
export function storeProblems({ errors }: StoreReading, codes: readonly TokenStoreErrorCode[]): readonly Finding[] {
  const messages = errors.filter(({ code }) => codes.includes(code)).map(({ message }) => message)
  return [...new Set(messages)].map(problem)
}
