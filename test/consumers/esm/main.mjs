// An ES module that uses the installed package: every entry, and a run against the emulator.
import assert from 'node:assert/strict'
import { authorizations, createExecutor, describe, loadNode } from 'cjds-flow-node'
import { DEFAULT_WORKSPACE_ID, startEmulator } from 'cjds-flow-node/emulator'
import { runContract } from 'cjds-flow-node/testing'

const node = await loadNode()
assert.equal(describe(node).methods.length, 4)

const emulator = await startEmulator()
const { access_token: accessToken } = emulator.oauth.issue()
const executor = createExecutor(node, {
  authorizations: authorizations({ main: { baseUrl: emulator.baseUrl, accessToken } }),
})
const result = await executor.execute('manageIdentity', {
  authorization: 'main',
  workspaceId: DEFAULT_WORKSPACE_ID,
  phone: '+12025550100',
})
assert.equal(result.outcome, 'onCreateMergeAliasesSuccess')
executor.close()
await emulator.close()

assert.equal((await runContract(node)).passed, true)
console.log('esm ok')
