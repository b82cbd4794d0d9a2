import { afterAll, describe, expect, test } from '@jest/globals'
import { DEFAULT_WORKSPACE_ID, startEmulator } from '../../src/emulator/index.js'
import { jsonLine, runCli, type CliRun } from './support.js'

const emulator = await startEmulator()
const { access_token: token } = emulator.oauth.issue()
afterAll(() => emulator.close())

function choices(...args: readonly string[]): Promise<CliRun> {
  return runCli(['choices', ...args, '--base-url', emulator.baseUrl], { env: { CJDS_NODE_TOKEN: token } })
}

describe('choices', () => {
  test('reads a feed, every page of it', async () => {
    for (let index = 0; index < 230; index++) emulator.store.workspaces.create({ name: `Workspace ${index}` })
    const result = await choices('readFromCjds', 'workspaceId')
    const rows = result.stdout.trimEnd().split('\n')
    expect(result.status).toBe(0)
    expect(rows).toHaveLength(231)
    expect(rows[0]).toMatch(new RegExp(`^${DEFAULT_WORKSPACE_ID}\tSandbox`))
    expect(emulator.recordings.list('workspaces.list')).toHaveLength(3)
  })

  test('uses the other inputs, and says which is missing', async () => {
    const missing = await choices('readFromCjds', 'templateName')
    expect(missing).toMatchObject({ status: 3, stdout: '' })
    expect(missing.stderr).toContain('REQUIRED')
    const found = await choices(
      'readFromCjds',
      'templateName',
      '--set',
      `workspaceId=${DEFAULT_WORKSPACE_ID}`,
      '--json',
    )
    expect(found.status).toBe(0)
    expect(jsonLine(found)).toEqual({
      choices: [{ value: 'journey-default-template', label: 'journey-default-template' }],
      complete: true,
    })
  })

  test('a feed that fails is a typed result', async () => {
    emulator.scenarios.add({ on: 'workspaces.list', times: 1, answer: { status: 403 } })
    const result = await choices('readFromCjds', 'workspaceId', '--json')
    expect(result.status).toBe(3)
    expect(jsonLine(result)).toMatchObject({ failed: { kind: 'error', code: 'HTTP_403' } })
  })

  test('without a connection, says how to name one where none was named', async () => {
    const unnamed = await runCli(['choices', 'readFromCjds', 'workspaceId'])
    expect(unnamed.status).toBe(3)
    expect(unnamed.stderr).toMatch(/Name a connection with --authorization, .* There is no connection yet/)
    const named = await runCli(['choices', 'readFromCjds', 'workspaceId', '--authorization', 'main'])
    expect(named.stderr).toContain('There is no such connection: make one with cjds-node auth login')
  })

  test('an input without a drop-down is a mistake of the caller', async () => {
    const result = await choices('readFromCjds', 'templatName')
    expect(result).toMatchObject({ status: 2, stdout: '' })
    expect(result.stderr).toContain('Did you mean "templateName"?')
  })
})
