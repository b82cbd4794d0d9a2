import { randomBytes } from 'node:crypto'
import type { ConnectionSettings } from '../../auth/connection-settings.js'
import { codeOfCallback } from '../../auth/login/callback.js'
import { LoginError } from '../../auth/login/login-error.js'
import { createOAuthClient } from '../../auth/oauth-client.js'
import { createPkce } from '../../auth/pkce.js'
import type { TokenSet } from '../../auth/token-set.js'

const patienceMs = 10 * 60_000

interface Awaited {
  readonly id: string
  readonly settings: ConnectionSettings
  readonly redirectUri: string
  readonly verifier: string
  readonly until: number
}

/** What a person has consented to. */
export interface Consent {
  readonly id: string
  readonly settings: ConnectionSettings
  readonly tokens: TokenSet
}

/** Consents that were asked for in the editor and have not been answered. */
export class Consents {
  readonly #awaited = new Map<string, Awaited>()

  /**
   * @returns the address to open in a browser
   * @throws {InvalidConnectionError}
   */
  async ask(id: string, settings: ConnectionSettings, redirectUri: string): Promise<string> {
    const now = Date.now()
    for (const [state, { until }] of this.#awaited) if (until < now) this.#awaited.delete(state)
    const state = randomBytes(24).toString('base64url')
    const { verifier, challenge } = createPkce()
    const client = createOAuthClient(settings)
    const request = { redirectUri, state, codeChallenge: challenge, scopes: settings.scopes ?? [] }
    const url = await client.authorizationUrl(request)
    this.#awaited.set(state, { id, settings, redirectUri, verifier, until: now + patienceMs })
    return url
  }

  /**
   * Each answer counts once. It comes from a browser that shows no permission of Node-RED's: what proves it is the state,
   * which only somebody with the permission to ask was given.
   * @param query of the address that the browser was sent back to, with its question mark
   * @throws {LoginError | AuthorizationError}
   */
  async take(query: string): Promise<Consent> {
    const state = new URLSearchParams(query).get('state') ?? ''
    const awaited = this.#awaited.get(state)
    if (awaited === undefined || awaited.until < Date.now())
      throw new LoginError('LOGIN_EXPIRED', 'Nobody has asked for this, or too long ago; authorize again.')
    this.#awaited.delete(state)
    const { id, settings, redirectUri, verifier } = awaited
    const code = codeOfCallback(redirectUri + query, { redirectUri, state })
    const tokens = await createOAuthClient(settings).exchangeCode({ code, redirectUri, codeVerifier: verifier })
    return { id, settings, tokens }
  }
}
