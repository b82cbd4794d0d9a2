/*
 * A program that does everything there is to do with a connection, under DEBUG=*, and prints whatever it can get hold of
 * except what it is meant to hand over: tokens to the executor and outputs to the flow.
 */
import { inspect } from 'node:util'
import { createExecutor, loadNode, maskOfInvocation } from '../../src/index.js'
import {
  createOAuthClient,
  fileTokenStore,
  login,
  logout,
  oauthAuthorizations,
  storedAuthorizations,
} from '../../src/auth/index.js'
import type { CompiledNode } from '../../src/manifest/compiled.js'

const { SETTINGS = '{}', DIRECTORY = '', SECRETS_OF_MANY = '{}', CONTROL = '' } = process.env
const { passphrase, key, inputs } = JSON.parse(SECRETS_OF_MANY) as Record<string, string> & { inputs: object }
const settings = JSON.parse(SETTINGS) as Parameters<typeof login>[0]
const show = (value: unknown): void => {
  process.stdout.write(`${inspect(value, { depth: Infinity, showHidden: true, getters: true })}\n`)
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  )

if (CONTROL !== '') {
  const { AuthorizationCode } = await import('simple-oauth2')
  const client = new AuthorizationCode({
    client: { id: settings.clientId, secret: settings.clientSecret },
    auth: { tokenHost: settings.tokenUrl },
    options: { authorizationMethod: 'body' },
  })
  await failure(client.createToken({ refresh_token: 'x' }).refresh())
  process.exit()
}

const tokens = await login(settings, {
  redirectUris: ['http://127.0.0.1:8765/callback'],
  show: (url) => {
    show(url)
    process.send?.(url)
  },
  paste: () =>
    new Promise((resolve) =>
      process.once('message', (address) => {
        resolve(String(address))
      }),
    ),
})

const byKey = fileTokenStore({ directory: `${DIRECTORY}/by-key`, key: { key: key ?? '' } })
const byPassphrase = fileTokenStore({ directory: `${DIRECTORY}/by-passphrase`, key: { passphrase: passphrase ?? '' } })
for (const store of [byKey, byPassphrase]) {
  await store.compareAndSwap('main', 0, { settings, tokens: { ...tokens, expiresAt: tokens.receivedAt } })
}

const node = await loadNode()
const method = (node as unknown as CompiledNode).methods.get('getIdentityByAliases')
const authorizations = storedAuthorizations(byKey)
const executor = createExecutor(node, { authorizations, log: show })
const result = await executor.execute('getIdentityByAliases', inputs as never)
if (method === undefined || result.meta.httpStatus !== 200) throw new Error(`it ended with ${result.outcome}`)
const explained = await executor.explain('getIdentityByAliases', inputs as never)
show(
  maskOfInvocation(method.manifest, { inputs: inputs as never, outputs: { ...result.outputs } }).value({
    ...explained,
    ...result,
  }),
)

// Now everything goes wrong.
show(await failure(createOAuthClient(settings).refresh(tokens.refreshToken ?? '')))
show(
  await failure(createOAuthClient({ ...settings, tokenUrl: 'http://127.0.0.1:1/' }).refresh(tokens.refreshToken ?? '')),
)
show(await failure(createOAuthClient(settings).exchangeCode({ code: 'c', redirectUri: 'r', codeVerifier: 'v' })))
const wrongStore = fileTokenStore({ directory: `${DIRECTORY}/by-key`, key: { passphrase: passphrase ?? '' } })
show(await failure(Promise.resolve().then(() => wrongStore.read('main'))))
const down = oauthAuthorizations({
  connections: { main: { ...settings, tokenUrl: 'http://127.0.0.1:1/' } },
  store: byPassphrase,
})
show(await failure(Promise.resolve(down.getAccessToken('main', { signal: AbortSignal.timeout(5_000) }))))
show((await executor.execute('getIdentityByAliases', { ...inputs, authorization: 'nobody' } as never)).meta)
show({
  authorizations,
  down,
  executor,
  byKey,
  byPassphrase,
  wrongStore,
  argv: process.argv,
  execArgv: process.execArgv,
})
show(await logout('main', byPassphrase))
executor.close()
process.disconnect()
