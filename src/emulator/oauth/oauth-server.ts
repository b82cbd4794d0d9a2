import { AuthorizationRequests, readAuthorizationRequest, redirectTarget } from './authorization-requests.js'
import { DEFAULT_CLIENT, authenticateClient, type Client } from './clients.js'
import { consent, type ConsentOptions } from './consent.js'
import { consentPage, refusalPage } from './consent-page.js'
import { OAuthError } from './oauth-error.js'
import { Tokens, type Rotation, type TokenAnswer } from './tokens.js'
import { jsonAnswer, redirectAnswer, type Answer } from '../http/answer.js'
import { mediaType, type EmulatorRequest } from '../http/request.js'

export interface OAuthOptions {
  /** Registered besides the default client. */
  readonly clients?: readonly (Pick<Client, 'id' | 'secret' | 'redirectUris'> & Partial<Client>)[]
  /** Whether an authorization request must carry a code challenge; one that is sent is always checked. Default optional. */
  readonly pkce?: 'optional' | 'required'
  /** Default `rotate`. */
  readonly rotation?: Rotation
  /** Milliseconds in which a replaced refresh token still works. Default 0. */
  readonly graceMs?: number
  /** Seconds, default 43,200 (12 hours). */
  readonly accessTokenLifetime?: number
  /** Seconds, default 5,184,000 (60 days). */
  readonly refreshTokenLifetime?: number
  /** Seconds, default 60. */
  readonly codeLifetime?: number
}

export interface OAuthCounters {
  /** Requests at the token endpoint, whatever their answer. */
  readonly tokenRequests: number
  /** Codes exchanged. */
  readonly codeGrants: number
  /** Refreshes that gave tokens. */
  readonly refreshGrants: number
  /** Token requests that were answered with an OAuth error. */
  readonly refused: number
  /** The most refreshes that were under way at the same moment. */
  readonly maxConcurrentRefreshes: number
  /** Refreshes with a replaced token that the grace let pass. */
  readonly graceReplays: number
}

const NO_COUNTS = { tokenRequests: 0, codeGrants: 0, refreshGrants: 0, refused: 0, maxConcurrentRefreshes: 0 }

/** An OAuth 2.0 authorization server for the code grant with refresh tokens. */
export class OAuthServer {
  readonly #clients = new Map<string, Client>()
  readonly #requests: AuthorizationRequests
  readonly #tokens: Tokens
  readonly #pkce: 'optional' | 'required'
  #counts = { ...NO_COUNTS }
  #refreshing = 0

  constructor(options: OAuthOptions, clock: () => number) {
    for (const client of [DEFAULT_CLIENT, ...(options.clients ?? [])]) this.registerClient(client)
    this.#pkce = options.pkce ?? 'optional'
    this.#requests = new AuthorizationRequests(options.codeLifetime ?? 60, clock)
    this.#tokens = new Tokens(
      {
        rotation: options.rotation ?? 'rotate',
        graceMs: options.graceMs ?? 0,
        accessTokenLifetime: options.accessTokenLifetime ?? 43_200,
        refreshTokenLifetime: options.refreshTokenLifetime ?? 5_184_000,
      },
      clock,
    )
  }

  get counters(): OAuthCounters {
    return { ...this.#counts, graceReplays: this.#tokens.graceReplays }
  }

  get rotation(): Rotation {
    return this.#tokens.policy.rotation
  }

  set rotation(rotation: Rotation) {
    this.#tokens.policy = { ...this.#tokens.policy, rotation }
  }

  registerClient(client: Pick<Client, 'id' | 'secret' | 'redirectUris'> & Partial<Client>): Client {
    const registered = { scopes: DEFAULT_CLIENT.scopes, ...client }
    this.#clients.set(registered.id, registered)
    return registered
  }

  /**
   * Tokens without a browser, as if somebody had just consented.
   * @throws {OAuthError} invalid_client
   */
  issue({ clientId = DEFAULT_CLIENT.id, scopes }: { clientId?: string; scopes?: readonly string[] } = {}): TokenAnswer {
    const client = this.#clients.get(clientId)
    if (client === undefined) throw new OAuthError('invalid_client', `Unknown client ${clientId}`)
    return this.#tokens.issue(client.id, scopes ?? client.scopes).answer
  }

  /** Answers the consent page over HTTP in place of a person; see {@link consent}. */
  consent(authorizationUrl: string | URL, options?: ConsentOptions): Promise<URL> {
    return consent(authorizationUrl, options)
  }

  /** Makes one access token, or all of them, worthless; refresh tokens stay good. */
  expireAccessTokens(accessToken?: string): void {
    this.#tokens.expireAccessTokens(accessToken)
  }

  /** Ends the consent that an access or refresh token belongs to. */
  revoke(token: string): void {
    this.#tokens.revoke(token)
  }

  /** Whose token it is; undefined for a text that this server did not issue, or that is no longer good. */
  authenticate(accessToken: string): { readonly clientId: string; readonly scopes: readonly string[] } | undefined {
    return this.#tokens.authenticate(accessToken)
  }

  clear(): void {
    this.#requests.clear()
    this.#tokens.clear()
    this.#counts = { ...NO_COUNTS }
  }

  /** @internal Notes a token request from its arrival until the returned function is called, scenarios included. */
  track(request: EmulatorRequest): () => void {
    this.#counts.tokenRequests += 1
    if (new URLSearchParams(request.body).get('grant_type') !== 'refresh_token') return () => undefined
    this.#refreshing += 1
    this.#counts.maxConcurrentRefreshes = Math.max(this.#counts.maxConcurrentRefreshes, this.#refreshing)
    return () => {
      this.#refreshing -= 1
    }
  }

  /** @internal `?auto=approve` or `?auto=deny` stands in for the person. */
  authorize(request: EmulatorRequest): Answer {
    const query = new URLSearchParams(request.query)
    let target
    try {
      target = redirectTarget(this.#clients, query)
    } catch (error) {
      return refusalPage(asOAuthError(error))
    }
    try {
      const asked = readAuthorizationRequest(target, query, this.#pkce)
      const auto = query.get('auto')
      if (auto === 'approve') return redirectBack(target, { code: this.#requests.approve(asked, asked.scopes) })
      if (auto === 'deny') return redirectBack(target, denied())
      return consentPage(asked, this.#requests.ask(asked))
    } catch (error) {
      return redirectBack(target, asOAuthError(error))
    }
  }

  /** @internal The consent page's form. */
  decide(request: EmulatorRequest): Answer {
    const form = new URLSearchParams(request.body)
    const asked = this.#requests.take(form.get('ticket') ?? '')
    if (asked === undefined) return refusalPage(new OAuthError('invalid_request', 'The form was answered already'))
    const scopes = asked.scopes.filter((scope) => form.getAll('scope').includes(scope))
    if (form.get('decision') !== 'approve' || scopes.length === 0) return redirectBack(asked, denied())
    return redirectBack(asked, { code: this.#requests.approve(asked, scopes) })
  }

  /** @internal */
  token(request: EmulatorRequest): Answer {
    return this.#answerForm(request, (client, form) => {
      const grantType = form.get('grant_type')
      if (grantType === 'refresh_token') {
        const answer = this.#tokens.refresh(client.id, form.get('refresh_token') ?? '')
        this.#counts.refreshGrants += 1
        return jsonAnswer(200, answer, NO_STORE)
      }
      if (grantType !== 'authorization_code') {
        throw new OAuthError('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token')
      }
      const exchange = {
        client,
        code: form.get('code') ?? '',
        redirectUri: form.get('redirect_uri') ?? '',
        verifier: form.get('code_verifier'),
      }
      const { answer } = this.#requests.redeem(exchange, (scopes) => this.#tokens.issue(client.id, scopes))
      this.#counts.codeGrants += 1
      return jsonAnswer(200, answer, NO_STORE)
    })
  }

  /** @internal RFC 7009. */
  revocation(request: EmulatorRequest): Answer {
    return this.#answerForm(request, (client, form) => {
      this.#tokens.revoke(form.get('token') ?? '', client.id)
      return { status: 200, headers: NO_STORE, body: '' }
    })
  }

  #answerForm(request: EmulatorRequest, answer: (client: Client, form: URLSearchParams) => Answer): Answer {
    try {
      if (mediaType(request.headers) !== 'application/x-www-form-urlencoded') {
        throw new OAuthError('invalid_request', 'The body must be application/x-www-form-urlencoded')
      }
      const form = new URLSearchParams(request.body)
      return answer(authenticateClient(this.#clients, request.headers, form), form)
    } catch (error) {
      const { code, message } = asOAuthError(error)
      this.#counts.refused += 1
      return jsonAnswer(
        code === 'invalid_client' ? 401 : 400,
        { error: code, error_description: message },
        {
          ...NO_STORE,
          ...(code === 'invalid_client' && { 'www-authenticate': 'Basic realm="emulator"' }),
        },
      )
    }
  }
}

const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' }

const denied = () => new OAuthError('access_denied', 'The person did not consent')

function asOAuthError(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error
  throw error
}

function redirectBack(
  { redirectUri, state }: { readonly redirectUri: string; readonly state: string | null },
  result: OAuthError | { readonly code: string },
): Answer {
  const location = new URL(redirectUri)
  if (result instanceof OAuthError) {
    location.searchParams.set('error', result.code)
    location.searchParams.set('error_description', result.message)
  } else {
    location.searchParams.set('code', result.code)
  }
  if (state !== null) location.searchParams.set('state', state)
  return redirectAnswer(location.href)
}
