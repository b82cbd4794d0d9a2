import { createHash } from 'node:crypto'
import { expect, it } from '@jest/globals'
import { createPkce } from '../../src/auth/pkce.js'

it('a verifier is random, and its challenge is its hash', () => {
  const { verifier, challenge } = createPkce()
  expect(verifier).toMatch(/^[\w-]{43}$/)
  expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'))
  expect(createPkce().verifier).not.toBe(verifier)
})
