import { expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { createExecutor, describe as describeNode, loadNode } from '../../src/index.js'

test('a choice may come from a variable of any script, for the published schema as for the executor', async () => {
  const node = await loadNode()
  const method = describeNode(node).methods.find(({ id }) => id === 'manageIdentity')
  const saved = { authorization: 'main', workspaceId: 'w1', bodyMode: '$(größe)', phone: '+12025550100' }
  expect(new Ajv({ strict: false }).validate(method?.inputSchema ?? false, saved)).toBe(true)

  const plan = await createExecutor(node).explain('manageIdentity', saved as never, {
    variables: { größe: 'keyValue' },
  })
  expect(plan.values).toMatchObject({ bodyMode: 'keyValue', phone: ['+12025550100'] })
})
