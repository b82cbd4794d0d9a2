import { AuthorizationError } from './authorization-error.js'
import type { AccessToken, Authorizations } from './authorizations.js'
import { checkBaseUrl } from './base-url.js'

/** Bearer tokens as RFC 6750 §2.1 spells them; anything else could end the header. */
const bearerToken = /^[A-Za-z0-9\-._~+/]+=*$/

/**
 * A host's authorizations with what must hold whoever wrote them: a token goes to an https origin, or to this machine,
 * and is one. Throws {@link InvalidBaseUrlError} and {@link AuthorizationError} where that is not so.
 */
export function checkedAuthorizations(authorizations: Authorizations): Authorizations {
  const origins = new Map<string, string>()

  function origin(baseUrl: string): string {
    const known = origins.get(baseUrl)
    if (known !== undefined) return known
    const checked = checkBaseUrl(baseUrl)
    origins.set(baseUrl, checked)
    return checked
  }

  return {
    baseUrl: (name) => {
      const baseUrl = authorizations.baseUrl(name)
      return baseUrl === undefined ? undefined : origin(baseUrl)
    },
    getAccessToken: (name, options) => {
      const token = authorizations.getAccessToken(name, options)
      return isPending(token) ? token.then(checkedToken) : checkedToken(token)
    },
  }
}

const isPending = (token: AccessToken | Promise<AccessToken>): token is Promise<AccessToken> =>
  typeof (token as Partial<Promise<AccessToken>> | undefined)?.then === 'function'

/** A program without types may give anything for a token. */
function checkedToken(token: Partial<AccessToken> | null | undefined): AccessToken {
  const value: unknown = token?.value
  if (typeof value === 'string' && bearerToken.test(value)) return token as AccessToken
  throw new AuthorizationError('AUTH_PROTOCOL', tokenProblem(value))
}

function tokenProblem(value: unknown): string {
  if (typeof value !== 'string') return 'The host gave no token; its getAccessToken must give an object with a "value".'
  if (/^bearer /i.test(value)) return 'The token begins with "Bearer"; leave that out.'
  return 'The token is empty or has characters that no token has; get a new one.'
}
