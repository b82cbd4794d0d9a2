import type { Authorizations } from './authorizations.js'
import { fileTokenStore, type FileTokenStore } from './file-store/file-token-store.js'
import { oauthAuthorizations } from './oauth-authorizations.js'

/** The connections that `cjds-node auth login` has made, those that it makes later included. */
export function storedAuthorizations(store: FileTokenStore = fileTokenStore()): Authorizations {
  return oauthAuthorizations({ connections: (name) => store.read(name)?.connection.settings, store })
}
