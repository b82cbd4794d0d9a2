import type { Warning } from '../outcome/result.js'
import { createOAuthClient } from './oauth-client.js'
import type { TokenStore } from './token-store.js'

/**
 * Removes a connection from a store, then ends its consent at the server, as far as that is to be had.
 * @returns undefined where there is no such connection, else what the person should know
 * @throws {TokenStoreError}
 */
export async function logout(name: string, store: TokenStore): Promise<readonly Warning[] | undefined> {
  const version = await store.read(name)
  if (version === undefined) return undefined
  const { settings, tokens } = version.connection
  if ((await store.compareAndSwap(name, version.generation, undefined)) === undefined) return logout(name, store)
  const token = tokens?.refreshToken ?? tokens?.accessToken
  if (settings === undefined || token === undefined) return []
  if (settings.revocationUrl === undefined) return [notRevoked('has no revocation endpoint')]
  try {
    const client = createOAuthClient(settings)
    await client.revoke(token, tokens?.refreshToken === undefined ? 'access_token' : 'refresh_token')
    return []
  } catch {
    return [notRevoked('did not confirm the end of it')]
  }
}

const notRevoked = (why: string): Warning => ({
  code: 'NOT_REVOKED',
  message: `The tokens are removed here, but the consent may still stand: the authorization server ${why}. Withdraw it there.`,
})
