import { randomBytes } from 'node:crypto'
import type { ConnectionSettings } from '../connection-settings.js'
import { codeOfCallback } from './callback.js'
import { LoginError } from './login-error.js'
import { createOAuthClient } from '../oauth-client.js'
import { createPkce } from '../pkce.js'
import type { TokenSet } from '../token-set.js'

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

/** Consents that were asked for on a host's own web page and have not been answered; a host without one uses `login`. */
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
   * Each answer counts once. It comes from a browser that shows no permission of the host's: what proves it is the state,
   * which only who was allowed to ask has been given.
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
