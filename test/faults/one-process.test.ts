import { expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { fileTokenStore, readTokenSet } from '../../src/auth/index.js'
import { startEmulator } from '../../src/emulator/index.js'
import { settingsFor } from '../auth/support.js'
import { makeProjectDirectory } from '../support/bundle.js'
import { json, startFaultServer } from '../support/fault-server.js'

interface Report {
  readonly copies: number
  readonly results: Readonly<Record<'imported' | 'required' | 'mixed' | 'thread', readonly object[]>>
  readonly tokens: readonly string[]
  readonly traces: readonly string[]
}

test('[F112] the shipped node runs where no code may be made from text', async () => {
  const program = `
    import { createExecutor, loadNode } from '${pathToFileURL(resolve('dist/index.js')).href}'
    const executor = createExecutor(await loadNode(), { authorizations: { baseUrl: () => undefined } })
    const { outcome, meta } = await executor.execute('writeToCjds', { workspaceId: 'w', identityType: 'constructor' })
    console.log(outcome, meta.code)
    try { new Function('') } catch (error) { console.log(error.name) }`
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', program]
  const { stdout } = await promisify(execFile)(process.execPath, flags)
  expect(stdout.trim().split('\n')).toEqual(['onInvalidData REQUIRED', 'EvalError'])
})

test('[F120] imported, required, in a thread, twice in one process: the same results, and one refresh for all', async () => {
  const copy = await makeProjectDirectory('copy-')
  const directory = await mkdtemp(join(tmpdir(), 'cjds-'))
  const server = await startFaultServer(json(200, { data: [{ id: 'person-1' }] }))
  const gone = await startFaultServer(json(200, {}))
  await gone.close()
  const emulator = await startEmulator({ oauth: { rotation: 'strict' } })
  try {
    for (const part of ['dist', 'node-manifest', 'schemas', 'package.json'])
      await cp(resolve(part), join(copy, part), { recursive: true })
    const settings = settingsFor(emulator)
    const { receivedAt, ...tokens } = readTokenSet(emulator.oauth.issue())
    const expired = { ...tokens, receivedAt, expiresAt: receivedAt }
    await fileTokenStore({ directory }).compareAndSwap('main', 0, { settings, tokens: expired })

    const program = fileURLToPath(new URL('./one-process.mjs', import.meta.url))
    const setting = JSON.stringify({ baseUrl: server.origin, unusedUrl: gone.origin, directory, settings })
    const { stdout } = await promisify(execFile)(process.execPath, [program, resolve('.'), copy, setting])
    const { copies, results, tokens: given, traces } = JSON.parse(stdout) as Report

    expect(copies).toBe(2)
    expect(results.imported).toMatchObject([
      { outcome: 'onGetIdentityByAliasesSuccess', outputs: { data: [{ id: 'person-1' }] } },
      { outcome: 'onInvalidData', meta: { code: 'REQUIRED' } },
      { outcome: 'onInvalidChoice', meta: { code: 'UNKNOWN_METHOD' } },
      { outcome: 'onError', meta: { code: 'CONNECT', attempts: 2, delivery: 'not-sent' } },
      { outcome: 'onError', meta: { code: 'REAUTH_REQUIRED', attempts: 0, delivery: 'not-sent' } },
    ])
    for (const way of ['required', 'mixed', 'thread'] as const)
      expect([way, results[way]]).toEqual([way, results.imported])
    expect(server.requests).toHaveLength(4)
    expect(emulator.oauth.counters.tokenRequests).toBe(1)
    expect(given).toEqual([fileTokenStore({ directory }).read('main')?.connection.tokens?.accessToken])
    expect(traces).toEqual([])
  } finally {
    await emulator.close()
    await server.close()
    for (const made of [copy, directory]) await rm(made, { recursive: true, force: true })
  }
}, 60_000)
