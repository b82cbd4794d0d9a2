import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { makeUserDirectory, missing, NodeRed, nodeRed4 } from './support.js'
import { describeUnless } from '../../support/skipped.js'

const describePermissions = describeUnless(
  missing(nodeRed4.node, nodeRed4.program),
  "permissions at the dialogs' endpoints",
)

describePermissions("the dialogs' endpoints obey Node-RED's permissions", () => {
  let nodeRed: NodeRed

  beforeAll(async () => {
    // Whoever comes without logging in may look, and change nothing.
    const adminAuth = { type: 'credentials', users: [], default: { permissions: 'read' } }
    nodeRed = await NodeRed.start(nodeRed4, await makeUserDirectory(), { adminAuth })
  }, 120_000)
  afterAll(() => nodeRed.close())

  const form = { id: 'c1', baseUrl: 'https://api.example.com', clientId: 'a', clientSecret: 'b' }

  test('who may read sees the state and the choices', async () => {
    expect(await nodeRed.post('customer-journey-data/state', form)).toEqual({ state: 'pending' })
    const question = { connection: 'c1', method: 'readFromCjds', input: 'workspaceId', inputs: {} }
    expect(await nodeRed.post('customer-journey-data/choices', question)).toEqual({
      failed: { message: 'Deploy the connection first.' },
    })
  })

  test('who may not write cannot authorize', async () => {
    const asked = nodeRed.post('customer-journey-data/authorize', { ...form, redirectUri: nodeRed.url })
    await expect(asked).rejects.toThrow('401')
  })
})
