export type { ConnectionSettings } from './connection-settings.js'
export { InvalidConnectionError } from './invalid-connection-error.js'
export { memoryTokenStore } from './memory-token-store.js'
export { oauthAuthorizations, type OAuthAuthorizationsOptions } from './oauth-authorizations.js'
export { createOAuthClient, type OAuthClient, type OAuthClientOptions } from './oauth-client.js'
export { createPkce, type Pkce } from './pkce.js'
export { readTokenSet, type TokenSet } from './token-set.js'
export type { StoredConnection, StoredVersion, TokenStore } from './token-store.js'
export { TokenStoreError, type TokenStoreErrorCode } from './token-store-error.js'
export {
  type FileTokenStore,
  fileTokenStore,
  type FileTokenStoreOptions,
  type StoreKeyOption,
} from './file-store/file-token-store.js'
export { storedAuthorizations } from './stored-authorizations.js'
export { defaultRedirectUris, login, type LoginOptions } from './login/login.js'
export { LoginError, type LoginErrorCode } from './login/login-error.js'
export { logout } from './logout.js'
