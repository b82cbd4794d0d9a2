import { opaqueToken } from '../ids.js'
import { OAuthError } from './oauth-error.js'

/**
 * What a refresh does with the refresh token: `omit` answers none and the old one stays good, `repeat` answers the same
 * one, `rotate` answers a new one and ends the old one, `strict` also revokes everything when the old one is used again.
 */
export const ROTATIONS = ['omit', 'repeat', 'rotate', 'strict'] as const

export type Rotation = (typeof ROTATIONS)[number]

export interface TokenPolicy {
  /** Seconds. */
  readonly accessTokenLifetime: number
  /** Seconds, counted anew by every refresh. */
  readonly refreshTokenLifetime: number
  readonly rotation: Rotation
  /** How long a replaced refresh token may still be used, in milliseconds; it then gets its successor once more. */
  readonly graceMs: number
}

/** RFC 6749 §5.1 with the lifetime of the refresh token, in seconds. */
export interface TokenAnswer {
  readonly token_type: 'Bearer'
  readonly access_token: string
  readonly expires_in: number
  readonly refresh_token?: string
  readonly refresh_token_expires_in?: number
  /** Separated by spaces. */
  readonly scope: string
}

/** One consent and everything that came of it. */
export interface Grant {
  readonly clientId: string
  readonly scopes: readonly string[]
  revoked: boolean
}

interface AccessToken {
  readonly grant: Grant
  expiresAtMs: number
}

interface RefreshToken {
  readonly value: string
  readonly grant: Grant
  expiresAtMs: number
  replaced?: { readonly atMs: number; readonly by: RefreshToken }
}

export class Tokens {
  readonly #clock: () => number
  readonly #access = new Map<string, AccessToken>()
  readonly #refresh = new Map<string, RefreshToken>()
  /** Refreshes with a replaced token that the grace let pass. */
  graceReplays = 0

  constructor(
    public policy: TokenPolicy,
    clock: () => number,
  ) {
    this.#clock = clock
  }

  /** The first tokens of a consent. */
  issue(clientId: string, scopes: readonly string[]): { grant: Grant; answer: TokenAnswer } {
    const grant: Grant = { clientId, scopes, revoked: false }
    const nowMs = this.#clock()
    return { grant, answer: this.#answer(grant, this.#newRefreshToken(grant, nowMs), nowMs) }
  }

  /** @throws {OAuthError} invalid_grant */
  refresh(clientId: string, value: string): TokenAnswer {
    const token = this.#refresh.get(value)
    if (token?.grant.clientId !== clientId) throw invalidGrant('unknown')
    if (token.grant.revoked) throw invalidGrant('revoked')
    const nowMs = this.#clock()
    if (nowMs >= token.expiresAtMs) throw invalidGrant('expired')
    const { replaced } = token
    return this.#answer(token.grant, replaced ? this.#replay(token, replaced, nowMs) : this.#renew(token, nowMs), nowMs)
  }

  /** The consent behind a good access token; undefined for any text that is none. */
  authenticate(value: string): Grant | undefined {
    const token = this.#access.get(value)
    if (token === undefined || token.grant.revoked || this.#clock() >= token.expiresAtMs) return undefined
    return token.grant
  }

  /** Ends the consent that an access or refresh token belongs to. Unknown tokens are ignored (RFC 7009 §2.2). */
  revoke(value: string, clientId?: string): void {
    const grant = (this.#access.get(value) ?? this.#refresh.get(value))?.grant
    if (grant !== undefined && (clientId === undefined || grant.clientId === clientId)) grant.revoked = true
  }

  /** Makes one access token, or all of them, worthless at once. */
  expireAccessTokens(value?: string): void {
    for (const [key, token] of this.#access) if (value === undefined || key === value) token.expiresAtMs = -Infinity
  }

  clear(): void {
    this.#access.clear()
    this.#refresh.clear()
    this.graceReplays = 0
  }

  #renew(token: RefreshToken, nowMs: number): RefreshToken | undefined {
    token.expiresAtMs = this.#refreshExpiry(nowMs)
    if (this.policy.rotation === 'omit') return undefined
    if (this.policy.rotation === 'repeat') return token
    const by = this.#newRefreshToken(token.grant, nowMs)
    token.replaced = { atMs: nowMs, by }
    return by
  }

  #replay(token: RefreshToken, { atMs, by }: NonNullable<RefreshToken['replaced']>, nowMs: number): RefreshToken {
    if (nowMs < atMs + this.policy.graceMs) {
      this.graceReplays += 1
      return by
    }
    if (this.policy.rotation === 'strict') token.grant.revoked = true
    throw invalidGrant('already used')
  }

  #answer(grant: Grant, refreshToken: RefreshToken | undefined, nowMs: number): TokenAnswer {
    const accessToken = opaqueToken('access')
    const lifetime = this.policy.accessTokenLifetime
    this.#access.set(accessToken, { grant, expiresAtMs: nowMs + lifetime * 1000 })
    return {
      token_type: 'Bearer',
      access_token: accessToken,
      expires_in: lifetime,
      ...(refreshToken && {
        refresh_token: refreshToken.value,
        refresh_token_expires_in: Math.floor((refreshToken.expiresAtMs - nowMs) / 1000),
      }),
      scope: grant.scopes.join(' '),
    }
  }

  #newRefreshToken(grant: Grant, nowMs: number): RefreshToken {
    const token = { value: opaqueToken('refresh'), grant, expiresAtMs: this.#refreshExpiry(nowMs) }
    this.#refresh.set(token.value, token)
    return token
  }

  #refreshExpiry = (nowMs: number): number => nowMs + this.policy.refreshTokenLifetime * 1000
}

const invalidGrant = (why: string) => new OAuthError('invalid_grant', `The refresh token is ${why}`)
