import { createHash, randomBytes } from 'node:crypto'

/** A proof that whoever exchanges a code is whoever asked for it (RFC 7636). */
export interface Pkce {
  /** 43 characters; a secret until the code is exchanged. */
  readonly verifier: string
  /** Its SHA-256 in base64url, for `code_challenge_method=S256`. */
  readonly challenge: string
}

export function createPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}
