// Loads the node into a program of one's own. Run it in a clone after `npm ci && npm run build`: node examples/embed.mjs
import { authorizations, createExecutor, loadNode } from 'cjds-flow-node'
import { DEFAULT_WORKSPACE_ID, startEmulator } from 'cjds-flow-node/emulator'

// The emulator stands in for the service. With a tenant, these two lines go and `baseUrl` is the tenant's address.
const emulator = await startEmulator()
const { access_token: accessToken } = emulator.oauth.issue()

// One executor serves the whole program.
const executor = createExecutor(await loadNode(), {
  authorizations: authorizations({ main: { baseUrl: emulator.baseUrl, accessToken } }),
  defaultAuthorization: 'main',
  log: ({ method, outcome, httpStatus, attempts }) =>
    console.error(`${method} -> ${outcome} (${httpStatus}, ${attempts})`),
})

/** What the flow knows at this point; inputs refer to it as $(name). */
const variables = { callerNumber: '+12025550100', choice: 'billing' }
const workspaceId = DEFAULT_WORKSPACE_ID

console.log(await greet())
await remember()
console.log(await greet())

executor.close()
await emulator.close()

/** Recognises the caller, and says where the call goes. */
async function greet() {
  const inputs = { workspaceId, aliases: '$(callerNumber)' }
  const { outcome, outputs, meta } = await executor.execute('getIdentityByAliases', inputs, { variables })
  switch (outcome) {
    case 'onGetIdentityByAliasesSuccess':
      return `known caller with ${outputs.data[0].aliases.length} identifiers: to her usual team`
    case 'onNotFound':
      return 'new caller: to the welcome desk'
    case 'onTooManyRequest':
      return `busy: again in ${meta.retryAfterMs} ms`
    default:
      return `no answer (${outputs.message}): to any agent`
  }
}

/** Joins two identifiers of the caller, and writes down what she chose. */
async function remember() {
  await executor.execute(
    'manageIdentity',
    { workspaceId, firstName: 'Ada', phone: '$(callerNumber)', email: 'ada@example.com' },
    { variables },
  )
  await executor.execute(
    'writeToCjds',
    {
      workspaceId,
      bodyMode: 'json',
      jsonBody: {
        id: 'choice-1',
        specversion: '1.0',
        type: 'ivr:choice',
        source: 'ivr/main-menu',
        identity: '$(callerNumber)',
        identitytype: 'phone',
        datacontenttype: 'application/json',
        data: { choice: '$(choice)' },
      },
    },
    { variables },
  )
}
