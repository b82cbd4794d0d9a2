import { opaqueToken } from '../ids.js'
import type { Client } from './clients.js'
import { OAuthError } from './oauth-error.js'
import { challengeOf, isChallenge, isVerifier } from './pkce.js'
import type { Grant } from './tokens.js'

/** What a browser was sent to the authorization endpoint with, once it can be answered by a redirect. */
export interface AuthorizationRequest {
  readonly client: Client
  readonly redirectUri: string
  readonly state: string | null
  readonly scopes: readonly string[]
  readonly challenge: string | null
}

interface Code {
  readonly request: AuthorizationRequest
  readonly scopes: readonly string[]
  readonly expiresAtMs: number
  /** Set once the code was exchanged. */
  grant?: Grant
}

/** Who is asking and where the answer goes. Until both are known there must be no redirect (RFC 6749 §4.1.2.1). */
export function redirectTarget(clients: ReadonlyMap<string, Client>, query: URLSearchParams) {
  const client = clients.get(query.get('client_id') ?? '')
  if (client === undefined) throw new OAuthError('invalid_client', 'Unknown client_id')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!client.redirectUris.includes(redirectUri)) {
    throw new OAuthError('invalid_request', 'redirect_uri is not one that the client registered')
  }
  return { client, redirectUri, state: query.get('state') }
}

/** @throws {OAuthError} for the redirect's `error` parameter. */
export function readAuthorizationRequest(
  target: ReturnType<typeof redirectTarget>,
  query: URLSearchParams,
  pkce: 'optional' | 'required',
): AuthorizationRequest {
  if (query.get('response_type') !== 'code') {
    throw new OAuthError('unsupported_response_type', 'response_type must be code')
  }
  const challenge = query.get('code_challenge')
  if (challenge === null ? pkce === 'required' : query.get('code_challenge_method') !== 'S256') {
    throw new OAuthError('invalid_request', 'code_challenge with code_challenge_method S256 is required')
  }
  if (challenge !== null && !isChallenge(challenge)) {
    throw new OAuthError('invalid_request', 'code_challenge is not a SHA-256 in base64url')
  }
  const asked = (query.get('scope') ?? '').split(' ').filter(Boolean)
  const scopes = asked.length === 0 ? target.client.scopes : asked
  const unknown = scopes.find((scope) => !target.client.scopes.includes(scope))
  if (unknown !== undefined) throw new OAuthError('invalid_scope', `Unknown scope ${unknown}`)
  return { ...target, scopes, challenge }
}

/** Consents that somebody is looking at, and the codes that came of them. Each is good for one use. */
export class AuthorizationRequests {
  readonly #clock: () => number
  readonly #codeLifetimeMs: number
  readonly #pending = new Map<string, AuthorizationRequest>()
  readonly #codes = new Map<string, Code>()

  constructor(codeLifetimeSeconds: number, clock: () => number) {
    this.#codeLifetimeMs = codeLifetimeSeconds * 1000
    this.#clock = clock
  }

  /** @returns what the consent page sends back; nobody can guess it. */
  ask(request: AuthorizationRequest): string {
    const ticket = opaqueToken('consent')
    this.#pending.set(ticket, request)
    return ticket
  }

  take(ticket: string): AuthorizationRequest | undefined {
    const request = this.#pending.get(ticket)
    this.#pending.delete(ticket)
    return request
  }

  approve(request: AuthorizationRequest, scopes: readonly string[]): string {
    const code = opaqueToken('code')
    this.#codes.set(code, { request, scopes, expiresAtMs: this.#clock() + this.#codeLifetimeMs })
    return code
  }

  /**
   * Exchanges a code for a grant. A second use ends the first one's grant, because somebody else may have had the code
   * (RFC 6749 §4.1.2).
   * @throws {OAuthError} invalid_grant
   */
  redeem<T extends { readonly grant: Grant }>(
    {
      code,
      client,
      redirectUri,
      verifier,
    }: { code: string; client: Client; redirectUri: string; verifier: string | null },
    issue: (scopes: readonly string[]) => T,
  ): T {
    const known = this.#codes.get(code)
    if (known?.request.client.id !== client.id) throw invalidGrant('The code is unknown')
    if (known.grant !== undefined) {
      known.grant.revoked = true
      throw invalidGrant('The code was already used')
    }
    if (this.#clock() >= known.expiresAtMs) throw invalidGrant('The code is expired')
    if (known.request.redirectUri !== redirectUri) throw invalidGrant('redirect_uri is not the one of the request')
    if (!verifies(known.request.challenge, verifier)) throw invalidGrant('code_verifier does not fit the challenge')
    const issued = issue(known.scopes)
    known.grant = issued.grant
    return issued
  }

  clear(): void {
    this.#pending.clear()
    this.#codes.clear()
  }
}

const verifies = (challenge: string | null, verifier: string | null): boolean =>
  challenge === null
    ? verifier === null
    : verifier !== null && isVerifier(verifier) && challengeOf(verifier) === challenge

const invalidGrant = (message: string) => new OAuthError('invalid_grant', message)
