import { createHash } from 'node:crypto'
import { AuthorizationError } from '../../auth/authorization-error.js'
import type { Authorizations } from '../../auth/authorizations.js'
import type { ConnectionSettings } from '../../auth/connection-settings.js'
import type { FileTokenStore } from '../../auth/file-store/file-token-store.js'
import { readUndamaged } from '../../auth/file-store/read-undamaged.js'
import { logout } from '../../auth/logout.js'
import { oauthAuthorizations } from '../../auth/oauth-authorizations.js'
import type { TokenSet } from '../../auth/token-set.js'
import { TokenStoreError } from '../../auth/token-store-error.js'
import { statusOf } from '../../auth/connection-status.js'
import { createExecutor, type Executor } from '../../execute.js'
import type { Authentication } from '../../manifest/manifest.js'
import type { FlowNode } from '../../node-types.js'

/** `pending`: nobody has authorized it, or its client id or secret is missing. `ended`: somebody has to do it again. */
export type ConnectionState = 'pending' | 'authorized' | 'ended'

/** What Node-RED saves of a connection: its properties in the flow, the last two as encrypted credentials. */
export interface ConnectionConfig {
  readonly id: string
  readonly name: string
  readonly baseUrl: string
  readonly overlays?: readonly string[]
  readonly authorizationUrl?: string
  readonly tokenUrl?: string
  readonly revocationUrl?: string
  /** Separated by spaces, as OAuth writes them. */
  readonly scopes?: string
  readonly clientId?: string
  readonly clientSecret?: string
}

/** An empty property of the dialog is what the manifest says. */
export function settingsOf(config: ConnectionConfig, manifest: Authentication): ConnectionSettings {
  const scopes = config.scopes?.trim()
  return {
    baseUrl: config.baseUrl,
    clientId: config.clientId ?? '',
    clientSecret: config.clientSecret ?? '',
    authorizationUrl: nonEmpty(config.authorizationUrl) ?? manifest.authorizationUrl ?? '',
    tokenUrl: nonEmpty(config.tokenUrl) ?? manifest.tokenUrl ?? '',
    ...(nonEmpty(config.revocationUrl) && { revocationUrl: config.revocationUrl }),
    scopes: nonEmpty(scopes)?.split(/\s+/) ?? manifest.scopes ?? [],
  }
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text)
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)

/**
 * The name in the store of what was authorized. It holds the settings that a consent is bound to: tokens of one client
 * or service are never used for another that is configured in its place.
 */
function storedName(id: string, { baseUrl, clientId, authorizationUrl, tokenUrl }: ConnectionSettings): string {
  return prefixOf(id) + digest(JSON.stringify([baseUrl, clientId, authorizationUrl, tokenUrl]))
}

const prefixOf = (id: string): string => `${digest(id)}-`

/** A store that cannot be read has no tokens to give; the invocations say why. */
export function stateOf(id: string, settings: ConnectionSettings, store: FileTokenStore): ConnectionState {
  if (settings.clientId === '' || settings.clientSecret === '') return 'pending'
  try {
    const stored = store.examine(storedName(id, settings))?.connection
    if (stored?.tokens === undefined) return 'pending'
    return statusOf('', { ...stored, settings }).state === 'ready' ? 'authorized' : 'ended'
  } catch (error) {
    if (error instanceof TokenStoreError) return 'pending'
    throw error
  }
}

/** Saves what a consent has brought, and removes what earlier ones of the same connection have left. */
export async function saveTokens(id: string, settings: ConnectionSettings, tokens: TokenSet, store: FileTokenStore) {
  const name = storedName(id, settings)
  for (let saved: number | undefined; saved === undefined;) {
    saved = await store.compareAndSwap(name, readUndamaged(store, name)?.generation ?? 0, { settings, tokens })
  }
  await forgetTokens(id, store, name)
}

/** Removes the tokens of a connection, and ends the consent where the server lets us. */
export async function forgetTokens(id: string, store: FileTokenStore, except?: string): Promise<void> {
  for (const name of await store.names()) {
    const isOurs = name.startsWith(prefixOf(id)) && name !== except
    if (isOurs && readUndamaged(store, name) !== undefined) await logout(name, store)
  }
}

/** A configured connection at work. */
export interface Connection {
  readonly executor: Executor
  /** What the manifest's authorization input is filled with. */
  readonly inputs: Readonly<Record<string, string>>
  state(): ConnectionState
}

/**
 * @param words for a person who has to authorize, in the place of those of the command line
 * @throws {InvalidBaseUrlError | UnknownOverlayError}
 */
export function openConnection(
  node: FlowNode,
  config: ConnectionConfig,
  store: FileTokenStore,
  words: (state: 'pending' | 'ended' | 'damaged') => string,
): Connection {
  const { baseUrl, overlays = [] } = config
  const { authentication } = node.manifest
  if (authentication === undefined) {
    return { executor: createExecutor(node, { baseUrl, overlays }), inputs: {}, state: () => 'authorized' }
  }
  const settings = settingsOf(config, authentication)
  const name = storedName(config.id, settings)
  const state = (): ConnectionState => stateOf(config.id, settings, store)
  const oauth = oauthAuthorizations({ connections: (asked) => (asked === name ? settings : undefined), store })
  const authorizations: Authorizations = {
    baseUrl: (asked) => oauth.baseUrl(asked),
    getAccessToken: async (asked, options) => {
      if (settings.clientId === '' || settings.clientSecret === '')
        throw new AuthorizationError('REAUTH_REQUIRED', words('pending'))
      try {
        return await oauth.getAccessToken(asked, options)
      } catch (error) {
        if (error instanceof TokenStoreError && error.code === 'TOKEN_STORE_CORRUPT')
          throw new TokenStoreError(error.code, words('damaged'))
        if (!(error instanceof AuthorizationError) || error.code !== 'REAUTH_REQUIRED') throw error
        throw new AuthorizationError(error.code, words(state() === 'pending' ? 'pending' : 'ended'))
      }
    },
  }
  const executor = createExecutor(node, { baseUrl, overlays, authorizations })
  return { executor, inputs: { [authentication.input]: name }, state }
}
