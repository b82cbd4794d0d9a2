import type { TokenSet } from './token-set.js'

const longestMarginMs = 300_000

/** Whether an access token can be used with nothing to be done: it does not expire within five minutes or a tenth of its life. */
export function isFresh({ receivedAt, expiresAt }: TokenSet, now: number): boolean {
  return now < expiresAt - Math.min(longestMarginMs, (expiresAt - receivedAt) / 10)
}

export function isValid({ expiresAt }: TokenSet, now: number): boolean {
  return now < expiresAt
}
