import { randomBytes } from 'node:crypto'
import type { ConnectionSettings } from '../connection-settings.js'
import { createOAuthClient } from '../oauth-client.js'
import { createPkce } from '../pkce.js'
import type { TokenSet } from '../token-set.js'
import { codeOfCallback } from './callback.js'
import { listenForCallback } from './callback-listener.js'

export interface LoginOptions {
  /** Registered with the authorization server. */
  readonly redirectUris: readonly string[]
  /** Shows a person the address to open. */
  readonly show: (authorizationUrl: string) => void
  /**
   * Asks for the address that the browser ended at, where that browser runs on another machine. Without it, the answer
   * is awaited on a port of this one.
   */
  readonly paste?: () => Promise<string>
  /** Milliseconds to wait for the person, default 5 minutes. */
  readonly timeoutMs?: number
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number
}

/** Where the answer is awaited unless other addresses are registered. */
export const defaultRedirectUris: readonly string[] = [8765, 8766, 8767].map(
  (port) => `http://127.0.0.1:${port}/callback`,
)

/**
 * Lets a person consent in a browser (RFC 8252), with a state and a proof of possession (RFC 7636).
 * @throws {LoginError | AuthorizationError | InvalidConnectionError | InvalidDurationError}
 */
export async function login(settings: ConnectionSettings, options: LoginOptions): Promise<TokenSet> {
  const client = createOAuthClient({ ...settings, ...(options.now && { now: options.now }) })
  const state = randomBytes(24).toString('base64url')
  const { verifier, challenge } = createPkce()
  const show = async (redirectUri: string): Promise<void> => {
    const request = { redirectUri, state, codeChallenge: challenge, scopes: settings.scopes ?? [] }
    options.show(await client.authorizationUrl(request))
  }

  const { paste } = options
  if (paste !== undefined) {
    const [redirectUri = ''] = options.redirectUris
    await show(redirectUri)
    const code = codeOfCallback((await paste()).trim(), { redirectUri, state })
    return client.exchangeCode({ code, redirectUri, codeVerifier: verifier })
  }
  const listener = await listenForCallback(options.redirectUris, state, options.timeoutMs)
  try {
    const { redirectUri } = listener
    await show(redirectUri)
    return await client.exchangeCode({ code: await listener.code, redirectUri, codeVerifier: verifier })
  } finally {
    listener.close()
  }
}
