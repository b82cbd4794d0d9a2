import { AuthorizationError } from './authorization-error.js'

/** What an authorization server has handed out for one consent. Times are milliseconds since 1970. */
export interface TokenSet {
  readonly accessToken: string
  /** When the answer came; lifetimes count from here. */
  readonly receivedAt: number
  readonly expiresAt: number
  readonly refreshToken?: string
  /** Absent where the server does not say. */
  readonly refreshExpiresAt?: number
  /** The scopes granted; absent where they are the ones asked for (RFC 6749 §5.1). */
  readonly scopes?: readonly string[]
}

const unknownLifetimeSeconds = 300
const longestLifetimeSeconds = 30 * 24 * 3600
const longestRefreshLifetimeSeconds = 10 * 365 * 24 * 3600
/** A longer one would not fit into a request's headers anyway. */
const mostTokenCharacters = 8192

const b64token = /^[A-Za-z0-9\-._~+/]+=*$/
const visibleCharacters = /^[\x21-\x7e]+$/

/**
 * Reads the answer of a token endpoint (RFC 6749 §5.1). An access token must be of the grammar that fits a header
 * (RFC 6750 §2.1); a lifetime that makes no sense counts as 300 s and none counts for more than 30 days.
 * @param receivedAt milliseconds since 1970
 * @throws {AuthorizationError} AUTH_PROTOCOL
 */
export function readTokenSet(answer: unknown, receivedAt = Date.now()): TokenSet {
  if (typeof answer !== 'object' || answer === null) throw protocolError('is not a JSON object')
  const fields = answer as Readonly<Record<string, unknown>>
  const { access_token: accessToken, token_type: type = 'bearer', scope } = fields
  if (!isToken(accessToken, b64token)) throw protocolError('has no usable access_token')
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw protocolError('is not for a bearer token')

  const refreshToken = fields.refresh_token ?? ''
  if (refreshToken !== '' && !isToken(refreshToken, visibleCharacters)) {
    throw protocolError('has a refresh_token that cannot be one')
  }
  const lifetime = positiveSeconds(fields.expires_in) ?? unknownLifetimeSeconds
  const refreshLifetime = positiveSeconds(fields.refresh_token_expires_in)
  return {
    accessToken,
    receivedAt,
    expiresAt: receivedAt + Math.min(lifetime, longestLifetimeSeconds) * 1000,
    ...(refreshToken !== '' && { refreshToken }),
    ...(refreshLifetime !== undefined && {
      refreshExpiresAt: receivedAt + Math.min(refreshLifetime, longestRefreshLifetimeSeconds) * 1000,
    }),
    ...(typeof scope === 'string' && { scopes: scope.split(' ').filter(Boolean) }),
  }
}

const isToken = (value: unknown, grammar: RegExp): value is string =>
  typeof value === 'string' && value.length <= mostTokenCharacters && grammar.test(value)

function positiveSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds) ? seconds : undefined
}

const protocolError = (what: string) =>
  new AuthorizationError('AUTH_PROTOCOL', `The token endpoint's answer ${what}; check the connection's token URL.`)
