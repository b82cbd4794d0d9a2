import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type FileTokenStore, fileTokenStore } from '../../../src/auth/file-store/file-token-store.js'
import { readTokenSet } from '../../../src/auth/token-set.js'
import { DEFAULT_CLIENT, type Emulator, startEmulator } from '../../../src/emulator/index.js'
import {
  type ConnectionConfig,
  forgetTokens,
  openConnection,
  saveTokens,
  settingsOf,
  stateOf,
} from '../../../src/hosts/node-red/connection.js'
import { type FlowNode, loadNode } from '../../../src/index.js'

let directory: string
let emulator: Emulator
let store: FileTokenStore
let node: FlowNode
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cjds-'))
  emulator = await startEmulator()
  store = fileTokenStore({ directory, key: { key: 'ab'.repeat(32) } })
  node = await loadNode({ directory: 'node-manifest/v1' })
})
afterEach(async () => {
  await emulator.close()
  await rm(directory, { recursive: true })
})

const id = 'a1b2'

function configured(clientId = DEFAULT_CLIENT.id) {
  const { baseUrl, authorizationUrl, tokenUrl } = emulator
  const config: ConnectionConfig = {
    ...{ id, name: 'emulator', baseUrl, authorizationUrl, tokenUrl },
    ...{ clientId, clientSecret: DEFAULT_CLIENT.secret },
  }
  return {
    config,
    settings: settingsOf(config, node.manifest.authentication ?? { type: 'oauth2AuthorizationCode', input: '' }),
  }
}

const consent = (settings: ReturnType<typeof settingsOf>) =>
  saveTokens(id, settings, readTokenSet(emulator.oauth.issue()), store)

async function damage(): Promise<void> {
  const [file = ''] = await filesThat(/\.connection$/)
  await writeFile(join(directory, file), 'damaged', { mode: 0o600 })
}

const filesThat = async (match: RegExp) => (await readdir(directory)).filter((file) => match.test(file))

test('A damaged connection is told by the first invocation, though its state was looked at before', async () => {
  const { config, settings } = configured()
  await consent(settings)
  const connection = openConnection(node, config, store, (state) => `It is ${state}.`)
  await damage()
  expect(connection.state()).toBe('pending')
  const run = () =>
    connection.executor.execute('getIdentityByAliases', { ...connection.inputs, workspaceId: 'w', aliases: 'ann' })
  expect(await run()).toMatchObject({
    outputs: { message: 'It is damaged.' },
    meta: { code: 'TOKEN_STORE_CORRUPT', delivery: 'not-sent' },
  })
  expect(await run()).toMatchObject({ outputs: { message: 'It is pending.' }, meta: { code: 'REAUTH_REQUIRED' } })
  connection.executor.close()
})

test('A consent takes the place of a damaged one', async () => {
  const { settings } = configured()
  await consent(settings)
  await damage()
  expect(stateOf(id, settings, store)).toBe('pending')
  await consent(settings)
  expect(stateOf(id, settings, store)).toBe('authorized')
  expect(await filesThat(/\.corrupt-/)).toHaveLength(1)
})

test('A damaged consent of other settings keeps nobody from forgetting', async () => {
  await consent(configured('another').settings)
  await damage()
  await consent(configured().settings)
  expect(await filesThat(/\.connection$/)).toHaveLength(1)
  await damage()
  await forgetTokens(id, store)
  expect(await filesThat(/\.connection$/)).toEqual([])
})
