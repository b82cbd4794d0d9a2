import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { finished, printed, runCli, startCli, type CliRun } from './support.js'

interface Facts {
  readonly baseUrl: string
  readonly workspaceId: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Runs a test against `emulate`, then ends it with Ctrl-C. */
async function withEmulate(
  args: readonly string[],
  use: (facts: Facts, token: string) => Promise<void>,
): Promise<CliRun> {
  const child = startCli(['emulate', '--port', '0', '--json', ...args])
  const end = finished(child)
  const [line] = (await once(child.stdout, 'data')) as [string]
  const facts = JSON.parse(line) as Facts
  try {
    await use(facts, await tokenOf(facts))
  } finally {
    child.kill('SIGINT')
  }
  return end
}

async function tokenOf({ baseUrl }: Facts): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${baseUrl}/_emulator/tokens`, { method: 'POST', headers })
  return ((await answer.json()) as { access_token: string }).access_token
}

const merge = ({ baseUrl, workspaceId }: Facts, token: string, more: readonly string[] = []): Promise<CliRun> =>
  runCli(
    [
      'run',
      'manageIdentity',
      '--base-url',
      baseUrl,
      '--set',
      `workspaceId=${workspaceId}`,
      '--set',
      'email=a@example.com',
      ...more,
    ],
    { env: { CJDS_NODE_TOKEN: token } },
  )

describe('emulate', () => {
  test('serves the node until Ctrl-C', async () => {
    const { status, stderr } = await withEmulate([], async (facts, token) => {
      expect(facts).toMatchObject({ clientId: 'emulator-client', clientSecret: 'emulator-secret' })
      expect(await merge(facts, token)).toMatchObject({ status: 0 })
    })
    expect({ status, stderr }).toEqual({ status: 130, stderr: '' })
  })

  test('--openapi-statuses answers a write with 200', async () => {
    await withEmulate(['--openapi-statuses'], async (facts, token) => {
      expect(await merge(facts, token)).toMatchObject({ status: 3 })
      expect(await merge(facts, token, ['--overlay', 'accept-200'])).toMatchObject({ status: 0 })
    })
  })

  test('--rate-limit counts, and off does not', async () => {
    await withEmulate(['--rate-limit', '1'], async (facts, token) => {
      expect(await merge(facts, token)).toMatchObject({ status: 0 })
      expect(printed(await merge(facts, token)).outcome).toBe('onTooManyRequest')
    })
    await withEmulate(['--rate-limit', '1/1'], async (facts, token) => {
      expect(await merge(facts, token)).toMatchObject({ status: 0 })
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      expect(await merge(facts, token)).toMatchObject({ status: 0 })
    })
    await withEmulate(['--rate-limit', 'off'], async ({ baseUrl }, token) => {
      const headers = { authorization: `Bearer ${token}` }
      const ask = (): Promise<Response> => fetch(`${baseUrl}/admin/v1/api/workspace`, { headers })
      const answers = await Promise.all(Array.from({ length: 310 }, ask))
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    })
  })

  test('--repeated-events refuse answers an event that is there with 409', async () => {
    await withEmulate(['--repeated-events', 'refuse'], async (facts, token) => {
      const write = () =>
        runCli(
          ['run', 'writeToCjds', '--base-url', facts.baseUrl]
            .concat(['--set', `workspaceId=${facts.workspaceId}`, '--set', 'eventId=e-1', '--set', 'eventType=a'])
            .concat(['--set', 'eventSource=s', '--set', 'identityType=phone', '--set', 'identity=+12025550100']),
          { env: { CJDS_NODE_TOKEN: token } },
        )
      expect(await write()).toMatchObject({ status: 0 })
      expect(printed(await write())).toMatchObject({ meta: { code: 'HTTP_409', delivery: 'rejected' } })
    })
  })

  test('--access-token-lifetime and --rotation reach the token endpoint', async () => {
    await withEmulate(
      ['--access-token-lifetime', '90', '--rotation', 'omit'],
      async ({ baseUrl, clientId, clientSecret }) => {
        const headers = { 'content-type': 'application/json' }
        const first = await fetch(`${baseUrl}/_emulator/tokens`, { method: 'POST', headers })
        const { expires_in, refresh_token } = (await first.json()) as { expires_in: number; refresh_token: string }
        expect(expires_in).toBe(90)
        const body = new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token,
          client_id: clientId,
          client_secret: clientSecret,
        })
        const second = await fetch(`${baseUrl}/oauth/token`, { method: 'POST', body })
        expect(second.status).toBe(200)
        expect(await second.json()).not.toHaveProperty('refresh_token')
      },
    )
  })

  test('--seed says what is there from the start', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'seed-'))
    const file = join(directory, 'seed.json')
    try {
      await writeFile(file, '{"workspaces":[{"id":"w1","name":"Shop"}],"persons":[{"phone":["+12025550100"]}]}')
      await withEmulate(['--seed', file], async (facts, token) => {
        expect(facts.workspaceId).toBe('w1')
        const headers = { authorization: `Bearer ${token}` }
        const answer = await fetch(`${facts.baseUrl}/admin/v1/api/person/workspace-id/w1`, { headers })
        expect(await answer.json()).toMatchObject({ data: [{ phone: ['+12025550100'] }] })
      })
      await writeFile(file, '{"persons":[{"phone":["+12025550100"]},{"phon":["+12025550100"]}]}')
      const { status, stderr } = await runCli(['emulate', '--port', '0', '--seed', file])
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr:
          `error: ${file}: The seed cannot be read. "phon" is not a key of "persons.1"; ` +
          'remove it or correct its name. Did you mean "phone"?\n',
      })
    } finally {
      await rm(directory, { recursive: true })
    }
  })

  test('--log prints each request without what identifies a person', async () => {
    const { stderr } = await withEmulate(['--log'], async (facts, token) => {
      await merge(facts, token)
      const headers = { authorization: `Bearer ${token}` }
      await fetch(`${facts.baseUrl}/admin/v1/api/person/workspace-id/w1/aliases/a@example.com`, { headers })
      await fetch(`${facts.baseUrl}/of/a@example.com`)
    })
    expect(stderr.replaceAll(/^\S+Z /gm, '').split('\n')).toEqual([
      'POST /admin/v1/api/person/merge-identities/workspace-id/{workspaceId} 202',
      'GET /admin/v1/api/person/workspace-id/{workspaceId}/aliases/{aliases} 404',
      'GET (no operation) 404',
      '',
    ])
  })

  test('tells people all they need, a token included', async () => {
    const child = startCli(['emulate', '--port', '0'])
    const end = finished(child)
    await once(child.stdout, 'data')
    child.kill('SIGINT')
    const { stdout } = await end
    expect(stdout).toMatch(/on http:\/\/127\.0\.0\.1:\d+/)
    for (const fact of [
      '65f1c2d3a4b5c6d7e8f90a1b',
      'emulator-client',
      'emulator-secret',
      'export CJDS_NODE_TOKEN=$(curl',
    ])
      expect(stdout).toContain(fact)
  })

  test.each([
    ['--port', 'http'],
    ['--port', '65536'],
    ['--rate-limit', 'none'],
    ['--rate-limit', '0'],
    ['--rate-limit', '10/0'],
    ['--rate-limit', '10/x'],
    ['--rotation', 'sometimes'],
    ['--repeated-events', 'sometimes'],
    ['--access-token-lifetime', '-1'],
  ])('refuses %s %s', async (option, value) => {
    const result = await runCli(['emulate', option, value])
    expect(result).toMatchObject({ status: 2, stdout: '' })
    expect(result.stderr).toContain(option)
  })

  test('a port that is taken is said in one sentence', async () => {
    await withEmulate([], async ({ baseUrl }) => {
      const result = await runCli(['emulate', '--port', new URL(baseUrl).port])
      expect(result).toMatchObject({ status: 2, stdout: '' })
      expect(result.stderr).toMatch(/^error: Port \d+ is taken; choose another, or 0 for any\.\n$/)
    })
  })
})
