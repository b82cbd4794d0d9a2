import { createHash } from 'node:crypto'

/** RFC 7636 §4.2, method S256. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

/** RFC 7636 §4.1. */
export const isVerifier = (text: string): boolean => /^[A-Za-z0-9\-._~]{43,128}$/.test(text)

export const isChallenge = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)
