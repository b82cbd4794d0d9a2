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
      return 'value' in token ? checkedToken(token) : token.then(checkedToken)
    },
  }
}

function checkedToken(token: AccessToken): AccessToken {
  if (typeof token.value === 'string' && bearerToken.test(token.value)) return token
  throw new AuthorizationError(
    'AUTH_PROTOCOL',
    'The token is empty or has characters that no token has; get a new one.',
  )
}
