import { afterAll, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTokenStore } from '../../src/auth/file-store/file-token-store.js'
import type { Session } from '../../src/studio/api.js'
import { finished, runCli, startCli, type CliOptions, type CliRun } from '../cli/support.js'
import { temporaryDirectory } from './support.js'

const directories: string[] = []
async function directory(): Promise<string> {
  const path = await temporaryDirectory()
  directories.push(path)
  return path
}
afterAll(async () => {
  for (const path of directories) await rm(path, { recursive: true, force: true })
})

interface Facts {
  readonly link: string
  readonly origin: string
  readonly token: string
  readonly folder: string | null
}

/** Runs `studio` until its first line has been used, then ends it with Ctrl-C. */
async function withStudio(
  args: readonly string[],
  use: (line: string) => Promise<void>,
  options: CliOptions = {},
): Promise<CliRun> {
  const child = startCli(['studio', '--port', '0', ...args], options)
  const end = finished(child)
  const [text] = (await once(child.stdout, 'data')) as [string]
  try {
    await use(text)
  } finally {
    child.kill('SIGINT')
  }
  return end
}

async function sessionOf({ origin, token }: Pick<Facts, 'origin' | 'token'>): Promise<Session> {
  const answer = await fetch(`${origin}/api/session`, { headers: { 'x-studio-token': token } })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Session
}

describe('cjds-node studio', () => {
  test('prints its link in words, serves page and API, and ends with Ctrl-C', async () => {
    const { status, stdout, stderr } = await withStudio(['--no-open'], async (text) => {
      const [, origin = '', token = ''] = /(http:\/\/127\.0\.0\.1:\d+)\/#token=([\w-]{43})\n/.exec(text) ?? []
      expect((await sessionOf({ origin, token })).connections.map(({ name }) => name)).toEqual(['emulator'])
      const page = await fetch(origin)
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    })
    expect([status, stderr]).toEqual([130, ''])
    expect(stdout).toContain('for this machine only; Ctrl-C ends it')
    expect(stdout).toContain('--save')
  })

  test('tells programs in JSON, and opens no browser where nobody looks', async () => {
    const browser = join(await directory(), 'must-not-run')
    const { status } = await withStudio(
      ['--json', '--save', browser],
      async (line) => {
        const facts = JSON.parse(line) as Facts
        expect(facts.link).toBe(`${facts.origin}/#token=${facts.token}`)
        expect(facts.folder).toBe(browser)
        expect((await sessionOf(facts)).folder).toBe(browser)
      },
      { env: { BROWSER: browser } },
    )
    expect(status).toBe(130)
  })

  test('does not start with a file as the folder to save to', async () => {
    const file = join(await directory(), 'package.json')
    await writeFile(file, '{}')
    const result = await runCli(['studio', '--port', '0', '--no-open', '--save', file])
    expect(result).toMatchObject({ status: 2, stdout: '', stderr: `error: ${file} is a file; choose a folder.\n` })
  })

  test('offers the connections of auth login when asked to, without what is secret in them', async () => {
    const store = await directory()
    const key = Buffer.alloc(32, 7).toString('base64')
    await fileTokenStore({ directory: store, key: { key } }).compareAndSwap('main', 0, {
      settings: {
        baseUrl: 'https://api.example.com',
        clientId: 'the-client',
        clientSecret: 'the-secret',
        authorizationUrl: 'https://id.example.com/authorize',
        tokenUrl: 'https://id.example.com/token',
      },
      tokens: { accessToken: 'the-access-token', receivedAt: Date.now(), expiresAt: Date.now() + 3_600_000 },
    })
    const damaged = join(store, 'damaged.connection')
    await writeFile(damaged, 'damaged', { mode: 0o600 })
    const env = { CJDS_NODE_STORE: store, CJDS_NODE_KEY: key }
    const main = { name: 'main', baseUrl: 'https://api.example.com', kind: 'stored' }
    await withStudio(
      ['--json', '--connections'],
      async (line) => {
        const facts = JSON.parse(line) as Facts
        const session = await sessionOf(facts)
        expect(session.connections).toEqual([expect.objectContaining({ name: 'emulator' }), main])
        expect(JSON.stringify(session)).not.toMatch(/the-secret|the-access-token|the-client/)
        const answer = await fetch(`${facts.origin}/api/runs`, {
          method: 'POST',
          headers: { 'x-studio-token': facts.token, 'content-type': 'application/json' },
          body: JSON.stringify({
            method: 'readFromCjds',
            inputs: { authorization: 'main', workspaceId: 'w', templateName: 't', aliasId: 'a' },
            variables: {},
            scenario: { status: 500 },
          }),
        })
        expect(await answer.json()).toMatchObject({ code: 'SCENARIO', message: expect.stringContaining('emulator') })
      },
      { env },
    )
    await withStudio(
      ['--json', '--connections', '--no-emulator'],
      async (line) => {
        expect(await sessionOf(JSON.parse(line) as Facts)).toMatchObject({ connections: [main], emulator: null })
      },
      { env },
    )
    expect(await readFile(damaged, 'utf8')).toBe('damaged')
  })

  test('takes a manifest and overlays as the other commands do', async () => {
    await withStudio(['--json', '--manifest', 'test/fixtures/tickets', '--overlay', 'lenient'], async (line) => {
      const facts = JSON.parse(line) as Facts
      expect(facts.folder).toMatch(/test\/fixtures\/tickets$/)
      expect((await sessionOf(facts)).node).toMatchObject({
        hash: expect.stringMatching(/\+lenient$/),
        description: { id: 'tickets' },
      })
    })
  })

  test.each([
    [['--manifest', 'nowhere'], 'node.json'],
    [['--overlay', 'nothing'], 'no overlay "nothing"'],
    [['--port', 'x'], 'whole number'],
    [['--save', 'node-manifest/v1'], 'choose another folder'],
  ])('says what is wrong with %j', async (args, words) => {
    const { status, stdout, stderr } = await runCli(['studio', '--no-open', '--port', '0', ...args])
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(words)
  })

  test('says which ports there are', async () => {
    const { status, stderr } = await runCli(['studio', '--no-open', '--port', '65536'])
    expect(status).toBe(2)
    expect(stderr).toContain('It must be a whole number from 0 to 65535.')
  })

  test('says which option to use when the port is taken', async () => {
    await withStudio(['--json'], async (line) => {
      const port = new URL((JSON.parse(line) as Facts).origin).port
      const { status, stderr } = await runCli(['studio', '--no-open', '--port', port])
      expect([status, stderr]).toEqual([
        2,
        `error: Port ${port} is taken; choose another with --port, or --port 0 for any.\n`,
      ])
    })
  })
})
