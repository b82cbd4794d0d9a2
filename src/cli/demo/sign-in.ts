import { randomUUID } from 'node:crypto'
import { createOAuthClient } from '../../auth/oauth-client.js'
import { createPkce } from '../../auth/pkce.js'
import type { Emulator } from '../../emulator/index.js'
import { DEFAULT_CLIENT } from '../../emulator/index.js'
import { requestsSince, type SentRequest } from './requests.js'

export interface SignIn {
  readonly requests: readonly SentRequest[]
  readonly scopes: readonly string[]
  readonly goodForHours: number
}

/**
 * Gets a token as any connection does: the authorization code exchange with PKCE. The demo stands in for the person at
 * the consent page.
 */
export async function signIn(
  emulator: Emulator,
  scopes: readonly string[],
): Promise<{ readonly accessToken: string; readonly signIn: SignIn }> {
  const before = emulator.recordings.total
  const [redirectUri = ''] = DEFAULT_CLIENT.redirectUris
  const { authorizationUrl, tokenUrl } = emulator
  const client = createOAuthClient({
    clientId: DEFAULT_CLIENT.id,
    clientSecret: DEFAULT_CLIENT.secret,
    authorizationUrl,
    tokenUrl,
  })
  const state = randomUUID()
  const { verifier, challenge } = createPkce()
  const url = await client.authorizationUrl({ redirectUri, state, codeChallenge: challenge, scopes })
  const { searchParams: answer } = await emulator.oauth.consent(url)
  if (answer.get('state') !== state) throw new Error('The consent came back with another state.')
  const token = await client.exchangeCode({ code: answer.get('code') ?? '', redirectUri, codeVerifier: verifier })
  return {
    accessToken: token.accessToken,
    signIn: {
      requests: requestsSince(emulator, before),
      scopes: token.scopes ?? scopes,
      goodForHours: Math.round((token.expiresAt - token.receivedAt) / 3_600_000),
    },
  }
}
