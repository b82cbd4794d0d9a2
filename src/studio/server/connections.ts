import { fileTokenStore } from '../../auth/file-store/file-token-store.js'
import type { Authorizations } from '../../auth/authorizations.js'
import { AuthorizationError } from '../../auth/authorization-error.js'
import { checkBaseUrl } from '../../auth/base-url.js'
import { memoryTokenStore } from '../../auth/memory-token-store.js'
import { oauthAuthorizations } from '../../auth/oauth-authorizations.js'
import { storedAuthorizations } from '../../auth/stored-authorizations.js'
import { readTokenSet } from '../../auth/token-set.js'
import { TokenStoreError } from '../../auth/token-store-error.js'
import { DEFAULT_CLIENT, type Emulator } from '../../emulator/index.js'
import type { Connection } from '../api.js'

/** The connections that the studio offers, with where their tokens come from. */
export interface Connections {
  readonly list: () => Promise<readonly Connection[]>
  readonly authorizations: Authorizations
}

/** The name under which the emulator is connected to. */
export const emulatorConnection = 'emulator'

/** @param stored whether to offer what `cjds-node auth login` has made */
export function openConnections(emulator: Emulator | null, stored: boolean): Connections {
  const own = emulator === null ? undefined : emulatorAuthorizations(emulator)
  const store = stored ? fileTokenStore() : undefined
  const others = store === undefined ? undefined : storedAuthorizations(store)
  const of = (name: string): Authorizations | undefined =>
    own !== undefined && name === emulatorConnection ? own : others

  return {
    list: async () => [
      ...(emulator === null
        ? []
        : [{ name: emulatorConnection, baseUrl: emulator.baseUrl, kind: 'emulator' } as const]),
      ...(await storedNames()),
    ],
    authorizations: {
      baseUrl: (name) => of(name)?.baseUrl(name),
      getAccessToken: (name, options) => {
        const authorizations = of(name)
        if (authorizations !== undefined) return authorizations.getAccessToken(name, options)
        throw new AuthorizationError('REAUTH_REQUIRED', 'There is no such connection.')
      },
    },
  }

  async function storedNames(): Promise<Connection[]> {
    const names = (await store?.names()) ?? []
    return names
      .filter((name) => own === undefined || name !== emulatorConnection)
      .flatMap((name) => {
        const baseUrl = baseUrlOf(name)
        return baseUrl === undefined ? [] : [{ name, baseUrl, kind: 'stored' } as const]
      })
  }

  /** One that cannot be read is not offered; `auth status` says why. */
  function baseUrlOf(name: string): string | undefined {
    try {
      const settings = store?.examine(name)?.connection.settings
      return settings && checkBaseUrl(settings.baseUrl)
    } catch (error) {
      if (error instanceof TokenStoreError) return undefined
      throw error
    }
  }
}

/** A connection like any other: its tokens expire and are renewed. */
function emulatorAuthorizations(emulator: Emulator): Authorizations {
  const { baseUrl, authorizationUrl, tokenUrl, revocationUrl } = emulator
  const { id: clientId, secret: clientSecret } = DEFAULT_CLIENT
  return oauthAuthorizations({
    connections: {
      [emulatorConnection]: { baseUrl, clientId, clientSecret, authorizationUrl, tokenUrl, revocationUrl },
    },
    store: memoryTokenStore({ [emulatorConnection]: readTokenSet(emulator.oauth.issue()) }),
  })
}
