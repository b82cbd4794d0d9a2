import { checkDuration } from '../duration.js'
import { requireCertificateChecks } from '../transport/certificate-checks.js'
import { isLoopbackHost } from '../transport/loopback.js'
import { AuthorizationError } from './authorization-error.js'
import { InvalidConnectionError } from './invalid-connection-error.js'
import { loadSimpleOAuth2 } from './simple-oauth2.js'
import { errorOfTokenRequest, mostAnswerBytes, redirectRefused } from './token-request-error.js'
import { readTokenSet, type TokenSet } from './token-set.js'

export interface OAuthClientOptions {
  readonly clientId: string
  readonly clientSecret: string
  /** Where a person consents. This and the others: https, or http on this machine. */
  readonly authorizationUrl: string
  readonly tokenUrl: string
  /** RFC 7009; absent where the server has none. */
  readonly revocationUrl?: string
  /** Milliseconds for one request, default 8,000: less than a node's usual deadline, so that the reason is told. */
  readonly timeoutMs?: number
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number
}

/**
 * OAuth 2.0's code grant (RFC 6749 §4.1) with one client at one authorization server. It remembers nothing. While
 * certificate checks are switched off, it sends nothing to another machine: a TransportError TLS_DISABLED.
 */
export interface OAuthClient {
  /** The address to open in a browser. */
  authorizationUrl(request: {
    readonly redirectUri: string
    readonly state: string
    /** S256 (RFC 7636 §4.2). */
    readonly codeChallenge: string
    readonly scopes: readonly string[]
  }): Promise<string>
  /** @throws {AuthorizationError} */
  exchangeCode(answer: {
    readonly code: string
    readonly redirectUri: string
    readonly codeVerifier: string
  }): Promise<TokenSet>
  /**
   * One request with a refresh token (RFC 6749 §6). The answer keeps that refresh token where the server sent none.
   * @throws {AuthorizationError} REAUTH_REQUIRED when the refresh token is dead
   */
  refresh(refreshToken: string): Promise<TokenSet>
  /**
   * Ends a token (RFC 7009).
   * @throws {AuthorizationError} also when the server has no revocation endpoint
   */
  revoke(token: string, type: 'access_token' | 'refresh_token'): Promise<void>
}

/** @throws {InvalidConnectionError | InvalidDurationError} */
export function createOAuthClient(options: OAuthClientOptions): OAuthClient {
  const authorizationUrl = checkEndpoint('authorization URL', options.authorizationUrl)
  const tokenUrl = checkEndpoint('token URL', options.tokenUrl)
  const revocationUrl = options.revocationUrl && checkEndpoint('revocation URL', options.revocationUrl)
  // Checked here because simple-oauth2 quotes the value that it does not like.
  checkCredential('client id', options.clientId)
  checkCredential('client secret', options.clientSecret)
  const timeoutMs = checkDuration('timeoutMs', options.timeoutMs ?? 8_000)
  const { now = Date.now } = options

  async function grant() {
    const { AuthorizationCode } = await loadSimpleOAuth2()
    return new AuthorizationCode({
      client: { id: options.clientId, secret: options.clientSecret },
      auth: {
        authorizeHost: authorizationUrl.origin,
        authorizePath: authorizationUrl.pathname + authorizationUrl.search,
        tokenHost: tokenUrl.origin,
        tokenPath: tokenUrl.pathname + tokenUrl.search,
        ...(revocationUrl && { revokePath: revocationUrl.href }),
      },
      options: { authorizationMethod: 'body' },
      http: {
        timeout: timeoutMs,
        maxBytes: mostAnswerBytes,
        // Followed by none: a redirect would carry the secrets of the body elsewhere.
        redirects: 1,
        redirect303: true,
        beforeRedirect: redirectRefused,
      },
    })
  }
  type Grant = Awaited<ReturnType<typeof grant>>

  async function request<T>(endpoint: URL, send: (grant: Grant) => Promise<T>): Promise<T> {
    requireCertificateChecks(endpoint.protocol === 'https:', endpoint.hostname)
    const client = await grant()
    try {
      return await send(client)
    } catch (error) {
      throw errorOfTokenRequest(error)
    }
  }

  return {
    authorizationUrl: async ({ redirectUri, state, codeChallenge, scopes }) =>
      (await grant()).authorizeURL({
        redirect_uri: redirectUri,
        state,
        scope: [...scopes],
        ...{ code_challenge: codeChallenge, code_challenge_method: 'S256' },
      }),

    exchangeCode: async ({ code, redirectUri, codeVerifier }) => {
      const answer = await request(tokenUrl, (client) =>
        client.getToken({ code, redirect_uri: redirectUri, ...{ code_verifier: codeVerifier } }),
      )
      return readTokenSet(answer.token, now())
    },

    refresh: async (refreshToken) => {
      const answer = await request(tokenUrl, (client) => client.createToken({ refresh_token: refreshToken }).refresh())
      // simple-oauth2 drops the old refresh token when the answer has none.
      return { refreshToken, ...readTokenSet(answer.token, now()) }
    },

    revoke: async (token, type) => {
      if (!revocationUrl) {
        throw new AuthorizationError(
          'AUTH_PROTOCOL',
          'This authorization server has no revocation endpoint configured.',
        )
      }
      await request(revocationUrl, (client) => client.createToken({ [type]: token }).revoke(type, { json: false }))
    },
  }
}

function checkEndpoint(what: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) throw new InvalidConnectionError(`The ${what} is not a URL.`)
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
  if (!secure)
    throw new InvalidConnectionError(`The ${what} must begin with https://; http:// is for this machine only.`)
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    throw new InvalidConnectionError(`The ${what} must hold no user name, password or fragment.`)
  }
  return url
}

/** RFC 6749 appendix A.1 and A.2. */
function checkCredential(what: string, text: string): void {
  if (typeof text !== 'string' || !/^[\x20-\x7e]+$/.test(text)) {
    throw new InvalidConnectionError(`The ${what} is empty or has characters that no ${what} can have.`)
  }
}
