import type { Authorizations } from './authorizations.js'
import { AuthorizationError } from './authorization-error.js'
import { checkBaseUrl } from './base-url.js'
import type { ConnectionSettings } from './connection-settings.js'
import { type Clocks, ConnectionTokens } from './connection-tokens.js'
import { memoryTokenStore } from './memory-token-store.js'
import { createOAuthClient } from './oauth-client.js'
import type { TokenStore } from './token-store.js'

export interface OAuthAuthorizationsOptions extends Partial<Clocks> {
  /** The connections' settings by name, or where to find them at the time. */
  readonly connections:
    Readonly<Record<string, ConnectionSettings>> | ((name: string) => ConnectionSettings | undefined)
  /** Where their tokens are kept; in memory unless another is given. */
  readonly store?: TokenStore
}

/**
 * Connections whose tokens are looked after here: refreshed ahead of expiry and after a 401, once for any number of
 * callers, and saved before they are used.
 * @throws {InvalidBaseUrlError | InvalidConnectionError} for a connection that can never work
 */
export function oauthAuthorizations(options: OAuthAuthorizationsOptions): Authorizations {
  const { connections, store = memoryTokenStore() } = options
  const clocks: Clocks = {
    now: options.now ?? Date.now,
    monotonic: options.monotonic ?? (() => performance.now()),
    random: options.random ?? Math.random,
  }
  const tokens = new Map<string, ConnectionTokens>()

  let find: (name: string) => ConnectionSettings | undefined
  if (typeof connections === 'function') {
    find = connections
  } else {
    for (const settings of Object.values(connections)) {
      checkBaseUrl(settings.baseUrl)
      createOAuthClient(settings)
    }
    const known = new Map(Object.entries(connections))
    find = (name) => known.get(name)
  }

  return {
    baseUrl: (name) => {
      const settings = find(name)
      return settings && checkBaseUrl(settings.baseUrl)
    },
    getAccessToken: (name, request) => {
      let ofName = tokens.get(name)
      if (ofName === undefined) {
        if (find(name) === undefined) {
          throw new AuthorizationError(
            'REAUTH_REQUIRED',
            `There is no connection ${name}; make it: cjds-node auth login ${name}`,
          )
        }
        ofName = new ConnectionTokens(name, () => find(name), store, clocks)
        tokens.set(name, ofName)
      }
      return ofName.get(request)
    },
  }
}
