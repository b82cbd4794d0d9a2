// Compiles only when the package's types resolve and say what they should.
import { authorizations, createExecutor, loadNode, type CjdsMethods, type Executor } from 'cjds-flow-node'
import { startEmulator } from 'cjds-flow-node/emulator'
import { describeContract } from 'cjds-flow-node/testing'

const executor: Executor<CjdsMethods> = createExecutor(await loadNode(), {
  authorizations: authorizations({ main: { baseUrl: (await startEmulator()).baseUrl, accessToken: 'x' } }),
})

export async function organizationOf(identity: string): Promise<string | null> {
  const result = await executor.execute('getIdentityByAliases', { workspaceId: 'w', aliases: [identity] })
  switch (result.outcome) {
    case 'onGetIdentityByAliasesSuccess':
      return result.outputs.organizationId
    default:
      return null
  }
}

// @ts-expect-error there is no such method
void executor.execute('manageIdentities', { workspaceId: 'w' })

void describeContract
