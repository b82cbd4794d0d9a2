import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { fileTokenStore, readTokenSet, storedAuthorizations } from '../../src/auth/index.js'
import { DEFAULT_CLIENT, startEmulator, type Emulator } from '../../src/emulator/index.js'
import { bundleOf } from '../support/bundle.js'
import { logIn } from './processes.js'
import { day, settingsFor } from './support.js'

let bundle: string
let directory: string
let emulator: Emulator

beforeAll(async () => {
  bundle = await bundleOf('test/auth/auth-cli.ts')
})

afterAll(async () => {
  await rm(dirname(bundle), { recursive: true, force: true })
})

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cjds-'))
  emulator = await startEmulator({ oauth: { pkce: 'required' } })
})

afterEach(async () => {
  await emulator.close()
  await rm(directory, { recursive: true, force: true })
})

interface Run {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

interface RunOptions {
  readonly env?: Record<string, string>
  /** Answers what is printed in place of a person: the returned text is typed. */
  readonly consent?: (url: string) => Promise<string | undefined>
  readonly input?: string
}

async function auth(args: readonly string[], { env = {}, consent, input }: RunOptions = {}): Promise<Run> {
  const child = spawn(process.execPath, [bundle, 'auth', ...args], {
    env: { PATH: process.env.PATH, CJDS_NODE_STORE: directory, BROWSER: 'true', ...env },
  })
  let err = ''
  child.stdin.on('error', () => undefined)
  if (input !== undefined) child.stdin.end(input)
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
    const url = /Consent here: (\S+)\n/.exec(err)?.[1]
    if (url === undefined || consent === undefined) return
    const answer = consent
    consent = undefined
    void answer(url).then((typed) => child.stdin.end(typed))
  })
  const [out, status] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ])
  return { status, out, err }
}

/** A person with a browser on this machine. */
const inBrowser = async (url: string) => {
  await fetch(await emulator.oauth.consent(url))
  return undefined
}

const loginArgs = () => ['login', 'main', '--emulator', emulator.baseUrl]

describe('auth login', () => {
  it('makes a connection that the node can use', async () => {
    const { status, out, err } = await auth([...loginArgs(), '--json'], { consent: inBrowser })
    expect(err).toContain('Connected as main')
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ name: 'main', state: 'ready', baseUrl: emulator.baseUrl, warnings: [] })

    const authorizations = storedAuthorizations(fileTokenStore({ directory }))
    expect(authorizations.baseUrl('main')).toBe(emulator.baseUrl)
    const { value } = await authorizations.getAccessToken('main', { signal: AbortSignal.timeout(1000) })
    expect(emulator.oauth.authenticate(value)).toBeDefined()
  })

  it('takes a pasted address, and needs only the name the second time', async () => {
    const paste = async (url: string) => `${(await emulator.oauth.consent(url)).href}\n`
    expect(await auth([...loginArgs(), '--paste'], { consent: paste })).toMatchObject({ status: 0 })
    const first = fileTokenStore({ directory }).read('main')
    expect(await auth(['login', 'main', '--paste'], { consent: paste })).toMatchObject({ status: 0 })
    const second = fileTokenStore({ directory }).read('main')
    expect(second?.connection.settings).toEqual(first?.connection.settings)
    expect(second?.connection.tokens?.refreshToken).not.toBe(first?.connection.tokens?.refreshToken)
  })

  it.each([
    ['nothing is pasted', '', 'Nothing was typed'],
    ['something else is pasted', 'https://example.com/?code=c\n', 'not the answer to this login'],
  ])('fails with a reason when %s', async (_title, typed, reason) => {
    const { status, err } = await auth([...loginArgs(), '--paste'], { consent: () => Promise.resolve(typed) })
    expect({ status, err }).toMatchObject({ status: 2, err: expect.stringContaining(reason) })
  })

  it('takes its address and scopes from the manifest and a region', async () => {
    const env = { CJDS_NODE_CLIENT_SECRET: 'the-secret' }
    let shown = ''
    const consent = (url: string) => {
      shown = url
      return Promise.resolve('nothing\n')
    }
    const { status, err } = await auth(['login', 'main', '--region', 'eu1', '--client-id', 'me', '--paste'], {
      env,
      consent,
    })
    expect(status).toBe(2)
    expect(err).toContain('not the answer to this login')
    const url = new URL(shown)
    expect(url.origin + url.pathname).toBe('https://webexapis.com/v1/authorize')
    expect(url.searchParams.get('scope')).toBe(
      'cjp:config_read cjp:config_write cjds:admin_org_read cjds:admin_org_write',
    )
    expect(url.searchParams.get('redirect_uri')).toBe('http://127.0.0.1:8765/callback')
    expect((await auth(['login', 'main', '--region', 'moon', '--client-id', 'me'], { env })).err).toContain('us1, eu1')
  })

  it.each([
    ['http to another machine', ['--base-url', 'http://api.example.com'], 'https://'],
    ['a token endpoint in clear', ['--token-url', 'http://id.example.com/token'], 'https://'],
    ['a name with capitals', [], 'lower-case'],
  ])('refuses %s', async (title, args, reason) => {
    const name = title.includes('capitals') ? 'Main' : 'main'
    const { status, err } = await auth(['login', name, '--emulator', emulator.baseUrl, ...args, '--no-browser'])
    expect(status).toBe(2)
    expect(err).toContain(reason)
  })

  it.each(['--client-secret', '--refresh-token', '--access-token', '--token', '--code'])(
    '[F091] refuses %s on the command line',
    async (option) => {
      const { status, out, err } = await auth([...loginArgs(), `${option}=hidden-value`])
      expect(status).toBe(2)
      expect(err).toContain('CJDS_NODE_CLIENT_SECRET')
      expect(out + err).not.toContain('hidden-value')
    },
  )

  it('[F091] takes the client secret from the environment, a file or standard input', async () => {
    const file = join(directory, 'client-secret')
    await writeFile(file, `${DEFAULT_CLIENT.secret}\n`)
    const args = ['login', 'main', '--client-id', DEFAULT_CLIENT.id, '--base-url', emulator.baseUrl, '--token-url']
    args.push(emulator.tokenUrl, '--authorization-url', emulator.authorizationUrl)
    const ways: [string[], RunOptions][] = [
      [[], { env: { CJDS_NODE_CLIENT_SECRET: DEFAULT_CLIENT.secret } }],
      [['--client-secret-file', file], {}],
      [['--client-secret-file', '-'], { input: DEFAULT_CLIENT.secret }],
    ]
    for (const [extra, options] of ways) {
      await rm(join(directory, 'main.connection'), { force: true })
      expect(await auth([...args, ...extra], { consent: inBrowser, ...options })).toMatchObject({ status: 0 })
    }
  })

  it('[F082] mends a connection that was damaged', async () => {
    await auth(loginArgs(), { consent: inBrowser })
    await writeFile(join(directory, 'main.connection'), 'damaged')
    const { status, err } = await auth(loginArgs(), { consent: inBrowser })
    expect(status).toBe(0)
    expect(err).toContain('.corrupt-')
    expect((await readdir(directory)).filter((file) => file.includes('.corrupt-'))).toHaveLength(1)
  })

  it.each([
    ['has too long a path', 'TOO_LONG'.repeat(20), 'too long to hold a lock'],
    ['is in a folder that is a file', 'file/store', 'ENOTDIR'],
    ['cannot be sealed, since its key is gone', '', 'is gone'],
  ])('stops before anybody consents where the store %s', async (_title, path, reason) => {
    await writeFile(join(directory, 'file'), '', { mode: 0o600 })
    await writeFile(join(directory, 'other.connection'), '', { mode: 0o600 })
    const { status, err } = await auth([...loginArgs(), '--no-browser'], {
      env: { CJDS_NODE_STORE: join(directory, path) },
    })
    expect(status).toBe(2)
    expect(err).toContain(reason)
    expect(err).not.toContain('Consent here')
  })

  it('leaves nothing behind where nobody consents', async () => {
    await auth([...loginArgs(), '--paste'], { consent: () => Promise.resolve('') })
    expect((await readdir(directory)).sort()).toEqual(['key', 'locks'])
    expect(await readdir(join(directory, 'locks'))).toEqual([])
  })

  it('[F083] [F085] stops before anybody consents where the store cannot be used', async () => {
    await auth(loginArgs(), { consent: inBrowser })
    const wrongKey = await auth(loginArgs(), { env: { CJDS_NODE_KEY: 'ab'.repeat(32) } })
    expect(wrongKey).toMatchObject({ status: 2, err: expect.stringContaining('another key') })
    await chmod(directory, 0o755)
    const open = await auth(loginArgs())
    expect(open).toMatchObject({ status: 2, err: expect.stringContaining('chmod 700') })
    expect(open.err + wrongKey.err).not.toContain('Consent here')
    await chmod(directory, 0o700)
  })
})

describe('auth list and status', () => {
  it('show no secret', async () => {
    const store = fileTokenStore({ directory })
    await logIn(store, emulator)
    const { tokens } = store.read('main')?.connection ?? {}
    for (const args of [['list'], ['list', '--json'], ['status'], ['status', 'main', '--json']]) {
      const { status, out, err } = await auth(args)
      expect(status).toBe(0)
      expect(out).toContain('main')
      for (const secret of [tokens?.accessToken, tokens?.refreshToken, DEFAULT_CLIENT.secret]) {
        expect(out + err).not.toContain(secret)
      }
    }
  })

  it('[F087] show when the consent ends, and end with 3 when it has', async () => {
    const store = fileTokenStore({ directory })
    const settings = settingsFor(emulator)
    const tokens = readTokenSet(emulator.oauth.issue())
    const first = await store.compareAndSwap('main', 0, {
      settings,
      tokens: { ...tokens, refreshExpiresAt: Date.now() + 3 * day },
    })
    const soon = await auth(['status', 'main'])
    expect(soon).toMatchObject({ status: 0, out: expect.stringContaining('REAUTH_SOON') })
    expect(soon.out).toContain(new Date(Date.now() + 3 * day).toISOString().slice(0, 10))
    await store.compareAndSwap('main', first ?? 0, { settings, tokens, reauthRequired: true })
    expect(await auth(['status'])).toMatchObject({ status: 3, out: expect.stringContaining('log in') })
  })

  it('[F090] show the scopes that are missing', async () => {
    const settings = settingsFor(emulator, { scopes: ['cjp:config', 'cjp:everything'] })
    await fileTokenStore({ directory }).compareAndSwap('main', 0, {
      settings,
      tokens: readTokenSet(emulator.oauth.issue()),
    })
    expect((await auth(['status'])).out).toContain('cjp:everything')
  })

  it('name a connection that cannot be read, and go on', async () => {
    await logIn(fileTokenStore({ directory }), emulator)
    await writeFile(join(directory, 'other.connection'), 'damaged', { mode: 0o600 })
    // Looking changes nothing, so it is named each time.
    for (let time = 0; time < 2; time++) {
      const { status, out } = await auth(['list', '--json'])
      expect(status).toBe(0)
      expect(JSON.parse(out)).toMatchObject([
        { name: 'main', state: 'ready' },
        { name: 'other', code: 'TOKEN_STORE_CORRUPT' },
      ])
    }
  })

  it('say what to do where there is none', async () => {
    for (const args of [['list'], ['status']])
      expect(await auth(args)).toMatchObject({ status: 0, out: '', err: expect.stringContaining('auth login NAME') })
    expect(await auth(['status', '--json'])).toEqual({ status: 0, out: '[]\n', err: '' })
    expect(await auth(['status', 'main'])).toMatchObject({ status: 2, err: expect.stringContaining('auth login main') })
  })
})

describe('auth logout', () => {
  it('removes the connection and ends the consent', async () => {
    const store = fileTokenStore({ directory })
    await logIn(store, emulator)
    const token = store.read('main')?.connection.tokens?.accessToken ?? ''
    expect(await auth(['logout', 'main'])).toMatchObject({ status: 0 })
    expect(emulator.oauth.authenticate(token)).toBeUndefined()
    expect(await store.names()).toEqual([])
    expect(await auth(['logout', 'main'])).toMatchObject({ status: 2 })
  })

  it('[F092] removes it also where the consent cannot be ended, and says so', async () => {
    const store = fileTokenStore({ directory })
    await logIn(store, emulator)
    emulator.scenarios.add({ on: 'oauth.revoke', answer: { status: 503 } })
    expect(await auth(['logout', 'main'])).toMatchObject({ status: 0, err: expect.stringContaining('NOT_REVOKED') })
    expect(await store.names()).toEqual([])
  })
})
