/* Does whatever sends a secret to the authorization server ORIGIN, and prints how each ended. */
import { createExecutor, loadNode } from '../../src/index.js'
import { createOAuthClient, memoryTokenStore, oauthAuthorizations } from '../../src/auth/index.js'

const { ORIGIN = '' } = process.env
const settings = {
  baseUrl: ORIGIN,
  clientId: 'client',
  clientSecret: 'secret-of-the-client',
  authorizationUrl: `${ORIGIN}/authorize`,
  tokenUrl: `${ORIGIN}/token`,
  revocationUrl: `${ORIGIN}/revoke`,
}
const client = createOAuthClient(settings)
const ended = (work: Promise<unknown>) =>
  work.then(
    () => 'sent',
    (error: unknown) => (error as { code: string }).code,
  )

const store = memoryTokenStore({
  main: { accessToken: 'over', refreshToken: 'the-refresh-token', receivedAt: 0, expiresAt: 1 },
})
const executor = createExecutor(await loadNode(), {
  authorizations: oauthAuthorizations({ connections: { main: settings }, store }),
})
const inputs = { authorization: 'main', workspaceId: 'w', aliases: 'ann@example.com' }
const { outcome, meta } = await executor.execute('getIdentityByAliases', inputs)
executor.close()

process.stdout.write(
  JSON.stringify({
    refresh: await ended(client.refresh('the-refresh-token')),
    login: await ended(client.exchangeCode({ code: 'code', redirectUri: 'http://127.0.0.1:1/', codeVerifier: 'v' })),
    logout: await ended(client.revoke('the-refresh-token', 'refresh_token')),
    run: { outcome, code: meta.code, delivery: meta.delivery },
  }),
)
