import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer as createHttpsServer } from 'node:https'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fileTokenStore, readTokenSet, type StoredConnection } from '../../src/auth/index.js'
import { checks } from '../../src/cli/doctor/checks.js'
import type { Finding, Level } from '../../src/cli/doctor/check.js'
import { nodeVersion } from '../../src/cli/doctor/checks/node-version.js'
import { findingsOf } from '../../src/cli/doctor/checks/redis.js'
import { surroundingsOf } from '../../src/cli/doctor/surroundings.js'
import { DEFAULT_CLIENT, startEmulator, type Emulator } from '../../src/emulator/index.js'
import { day, settingsFor } from '../auth/support.js'
import { startRedis } from '../support/redis-server.js'
import { describeWithRedis } from '../support/redis.js'
import { startStubService } from '../support/stub-service.js'
import { jsonLine, plainEnvironment, root, runCli, withFiles, type CliRun } from './support.js'

// Checks that run in this process read a key of their own, and not that of whoever runs the tests.
process.env = plainEnvironment()

interface Report {
  readonly passed: boolean
  readonly checks: readonly { readonly id: string; readonly findings: readonly Finding[] }[]
  readonly sent: readonly string[]
}

let directory: string
let emulator: Emulator
let freeUri: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cjds-doctor-'))
  emulator = await startEmulator()
  freeUri = `http://127.0.0.1:${await withPort((port) => Promise.resolve(port))}/callback`
})

afterEach(async () => {
  await emulator.close()
  await chmod(directory, 0o700)
  await rm(directory, { recursive: true, force: true })
})

/** Every run is also searched for what must never be printed. */
async function doctor(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun & { report: Report }> {
  const ports = args.includes('--redirect-uri') ? [] : ['--redirect-uri', freeUri]
  const run = await runCli(['doctor', '--json', ...ports, ...args], { env: { CJDS_NODE_STORE: directory, ...env } })
  // Every password of these tests begins with `hunter`.
  for (const secret of [DEFAULT_CLIENT.secret, ...secrets, 'hunter'])
    expect(run.stdout + run.stderr).not.toContain(secret)
  return { ...run, report: jsonLine(run) as Report }
}

const secrets: string[] = []

/** What a check found, as `level message`. */
const found = ({ checks }: Report, id: string): string =>
  checks
    .find((check) => check.id === id)
    ?.findings.map(({ level, message }) => `${level} ${message}`)
    .join('\n') ?? 'no such check'

const worst = ({ checks }: Report): readonly string[] =>
  checks.flatMap(({ id, findings }) =>
    findings.filter(({ level }) => level === 'problem' || level === 'warning').map(({ level }) => `${id} ${level}`),
  )

/** Saves a connection to the emulator under the name `main`. */
async function connect(changes: Partial<StoredConnection> = {}, tokens: object = {}, settings: object = {}) {
  const set = readTokenSet(emulator.oauth.issue())
  secrets.push(set.accessToken, set.refreshToken ?? set.accessToken)
  await fileTokenStore({ directory }).compareAndSwap('main', 0, {
    settings: settingsFor(emulator, settings),
    tokens: { ...set, ...tokens },
    ...changes,
  })
}

/** Keeps a port busy meanwhile. */
async function withPort<T>(use: (port: number) => Promise<T>): Promise<T> {
  const server = createServer()
  const port = await listen(server)
  try {
    return await use(port)
  } finally {
    server.close()
    await once(server, 'close')
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

describe('cjds-node doctor', () => {
  test('finds nothing where nothing is wrong, and says what it sent', async () => {
    await connect()
    const { status, report } = await doctor()
    expect(worst(report)).toEqual([])
    expect({ status, passed: report.passed }).toEqual({ status: 0, passed: true })
    expect(report.sent).toEqual([`HEAD ${emulator.baseUrl}/`])
    expect(report.checks.map(({ id }) => id)).toEqual(checks.map(({ id }) => id))
    expect(report.checks.every(({ findings }) => findings.length > 0)).toBe(true)
  })

  test('has a table for people', async () => {
    const run = await runCli(['doctor', '--redirect-uri', freeUri], { env: { CJDS_NODE_STORE: directory } })
    expect(run.status).toBe(0)
    expect(
      run.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t').length),
    ).toEqual(checks.map(() => 3))
    expect(run.stdout).toContain('warning\tConsent\tThere is no connection yet; make one: cjds-node auth login NAME')
    expect(run.stderr).toBe('No problems, 1 warning. Sent: nothing.\n')
  })

  test('sends a harmless request without a token, and none when told so', async () => {
    const service = await startStubService()
    try {
      await connect({}, {}, { baseUrl: service.baseUrl })
      expect((await doctor()).report.sent).toContain(`HEAD ${service.baseUrl}/`)
      expect(service.requests.map(({ method, target }) => `${method} ${target}`)).toEqual(['HEAD /'])
      expect(service.requests[0]?.headers.authorization).toBeUndefined()
      service.answer({})
      const { status, report } = await doctor(['--offline'])
      expect({ status, sent: report.sent, requests: service.requests }).toEqual({ status: 0, sent: [], requests: [] })
      expect(found(report, 'service')).toBe('skipped Nothing is sent, since --offline says so.')
    } finally {
      await service.close()
    }
  })

  test('is documented, check by check', () => {
    const documented = readFileSync(join(root, 'docs/doctor.md'), 'utf8').matchAll(/^\| `([a-z-]+)` /gm)
    expect(Array.from(documented, ([, id]) => id)).toEqual(checks.map(({ id }) => id))
  })

  test('refuses a base URL that is none, and has help', async () => {
    expect(await runCli(['doctor', '--base-url', 'http://example.com'])).toMatchObject({ status: 2, stdout: '' })
    const help = await runCli(['doctor', '--help'])
    expect(help.stdout).toContain('HEAD without a token')
  })

  test('names every path below the home directory without the home directory', async () => {
    const home = directory
    await mkdir(join(home, 'store'), { mode: 0o755 })
    await chmod(join(home, 'store'), 0o755)
    const { report, stdout } = await doctor([], { HOME: home, CJDS_NODE_STORE: join(home, 'store') })
    expect(found(report, 'store-permissions')).toContain(`chmod 700 ~/'store'`)
    expect(stdout).not.toContain(home)
    expect(homedir()).not.toBe(home)
  })
})

describe('the doctor finds', () => {
  test('a Node.js that is too old', () => {
    const surroundings = surroundingsOf({ offline: true })
    const findings = (version: string) => nodeVersion.run({ ...surroundings, nodeVersion: version })
    expect(findings('18.20.8')).toEqual([
      {
        level: 'problem',
        message: '18.20.8 is too old: the package needs >=20. Install a newer Node.js, and start it.',
      },
    ])
    for (const version of ['20.0.0', '22.23.3', '100.0.0'])
      expect(findings(version)).toMatchObject([{ level: 'ok' satisfies Level }])
  })

  test('a bad manifest, with the place', async () => {
    const manifest = { ...(JSON.parse(readFileSync(join(root, 'node-manifest/v1/node.json'), 'utf8')) as object) }
    await withFiles({ 'node.json': { ...manifest, titel: 'x', one: 1, two: 2, three: 3 } }, async (folder) => {
      const { status, report } = await doctor(['--manifest', folder])
      expect(status).toBe(3)
      expect(found(report, 'manifest')).toMatch(/^problem node\.json:\d+ \S* .*titel/m)
      expect(found(report, 'manifest').split('\n').at(-1)).toMatch(/^problem \d+ more problems?; cjds-node lint/)
    })
  })

  test.each([
    ['the directory', '', 0o755, 'chmod 700'],
    ['a connection', 'main.connection', 0o644, 'chmod 600'],
    ['the key', 'key', 0o604, 'chmod 600'],
  ])('that others can read %s of the store', async (_title, file, mode, command) => {
    await connect()
    await chmod(join(directory, file), mode)
    const { status, report } = await doctor()
    expect(status).toBe(3)
    expect(found(report, 'store-permissions')).toContain(`problem Others can`)
    expect(found(report, 'store-permissions')).toContain(command)
    expect(found(report, 'consent')).toBe('skipped No connection can be read.')
  })

  test('a path that is too long for a lock', async () => {
    const deep = join(directory, 'a'.repeat(90))
    await mkdir(deep, { mode: 0o700 })
    await cpConnection(deep)
    const { report } = await doctor([], { CJDS_NODE_STORE: deep })
    expect(found(report, 'store-permissions')).toContain('too long to hold a lock')
  })

  test('the same of a store that is still to be made, and makes none', async () => {
    const deep = join(directory, 'a'.repeat(150))
    const { status, report } = await doctor(['--offline'], { CJDS_NODE_STORE: deep })
    expect(status).toBe(3)
    expect(found(report, 'store-permissions')).toContain('too long to hold a lock')
    expect(await readdir(directory)).toEqual([])
  })

  test.each([
    ['another key', { CJDS_NODE_KEY: 'ab'.repeat(32) }, 'saved with another key than CJDS_NODE_KEY'],
    ['a key that is none', { CJDS_NODE_KEY: 'hunter2' }, 'must hold 32 bytes'],
    ['a key file that is not there', { CJDS_NODE_KEY_FILE: '/nowhere/key' }, '/nowhere/key cannot be read (ENOENT)'],
  ])('%s', async (_title, env, message) => {
    await connect()
    const { status, report } = await doctor([], env)
    expect(status).toBe(3)
    expect(found(report, 'store-key')).toMatch(/^problem /)
    expect(found(report, 'store-key')).toContain(message)
  })

  test('a damaged connection, which it leaves where it is, and one that was set aside', async () => {
    await connect()
    await writeFile(join(directory, 'main.connection'), 'damaged', { mode: 0o600 })
    const before = (await readdir(directory)).sort()
    const { status, report } = await doctor()
    expect(status).toBe(3)
    expect(found(report, 'store-damage')).toBe(
      'problem The saved connection main is damaged; log in again: cjds-node auth login main',
    )
    expect((await readdir(directory)).sort()).toEqual(before)
    await runCli(['auth', 'logout', 'main'], { env: { CJDS_NODE_STORE: directory } })
    const later = await doctor()
    expect(later.status).toBe(0)
    expect(found(later.report, 'store-damage')).toMatch(/^warning main\.connection\.corrupt-\S+ is what is left/)
  })

  test('a consent that ends soon, and one that has ended', async () => {
    await connect({}, { refreshExpiresAt: Date.now() + 3 * day })
    const soon = await doctor()
    expect(soon.status).toBe(0)
    const date = new Date(Date.now() + 3 * day).toISOString().slice(0, 10)
    expect(found(soon.report, 'consent')).toBe(
      `warning That of main lasts only until ${date}; log in before: cjds-node auth login main`,
    )
    await rm(join(directory, 'main.connection'))
    await connect({ reauthRequired: true })
    const ended = await doctor()
    expect(ended.status).toBe(3)
    expect(found(ended.report, 'consent')).toBe(
      'problem That of main has ended; log in again: cjds-node auth login main',
    )
  })

  test('scopes that are missing', async () => {
    await connect({}, { scopes: ['cjp:config_read'] }, { scopes: ['cjp:config_read', 'cjp:config_write'] })
    expect(found((await doctor()).report, 'scopes')).toMatch(/^warning main: .*leaves out cjp:config_write/)
  })

  test('certificate checks that are off', async () => {
    const { status, report } = await doctor(['--base-url', 'https://api.example.com'], {
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_NO_WARNINGS: '1',
    })
    expect(status).toBe(3)
    expect(found(report, 'tls-checks')).toContain('problem NODE_TLS_REJECT_UNAUTHORIZED=0')
    expect(report.sent).toEqual([])
  })

  test('a proxy of the environment, without its password', async () => {
    const { status, report } = await doctor(['--offline'], { HTTPS_PROXY: 'http://ann:hunter2@proxy:8080' })
    expect(status).toBe(0)
    expect(found(report, 'proxy')).toMatch(/^warning HTTPS_PROXY is set, and the node does not use it\./)
  })

  test('[F065] a proxy that Node.js itself is told to use, and that is passed by all the same', async () => {
    const [proxy, service] = await Promise.all([startStubService(), startStubService()])
    try {
      const env = { HTTP_PROXY: proxy.baseUrl, NODE_USE_ENV_PROXY: '1', NODE_NO_WARNINGS: '1' }
      const { report } = await doctor(['--base-url', service.baseUrl], env)
      expect(found(report, 'proxy')).toMatch(/^warning HTTP_PROXY is set/)
      expect(found(report, 'service')).toContain(`ok ${service.baseUrl} answers`)
      expect([proxy.requests.length, service.requests.length]).toEqual([0, 1])
    } finally {
      await Promise.all([proxy.close(), service.close()])
    }
  })

  test('a name that does not exist', async () => {
    const { status, report } = await doctor(['--base-url', 'https://no-such-host.invalid'])
    expect(status).toBe(3)
    expect(found(report, 'dns')).toMatch(/^problem no-such-host\.invalid: .*could not be resolved/)
    expect(found(report, 'service')).toBe('skipped https://no-such-host.invalid was not asked.')
    expect(report.sent).toEqual([])
  })

  test('a port of the login that is in use', async () => {
    await withPort(async (port) => {
      const busy = `http://127.0.0.1:${port}/callback`
      const all = await doctor(['--redirect-uri', busy])
      expect(all.status).toBe(3)
      expect(found(all.report, 'login-ports')).toMatch(
        new RegExp(`^problem Other programs use the ports ${port}; .*--paste`),
      )
      const one = await doctor(['--redirect-uri', busy, '--redirect-uri', freeUri])
      expect(one.status).toBe(0)
      expect(found(one.report, 'login-ports')).toContain(`warning Another program uses ${port};`)
    })
  })

  test('a service that is not there, or not trusted', async () => {
    const port = await withPort((free) => Promise.resolve(free))
    const gone = await doctor(['--base-url', `http://127.0.0.1:${port}`])
    expect(gone.status).toBe(3)
    expect(found(gone.report, 'service')).toMatch(/^problem .*ECONNREFUSED.* firewall/)

    const file = (name: string) => readFileSync(join(root, 'test/support/certificates', name))
    const server = createHttpsServer({ key: file('key.pem'), cert: file('self-signed.pem') })
    const secure = await listen(server)
    const untrusted = await doctor(['--base-url', `https://127.0.0.1:${secure}`])
    server.close()
    expect(untrusted.status).toBe(3)
    expect(found(untrusted.report, 'service')).toMatch(/^problem .*TLS.* NODE_EXTRA_CA_CERTS/)
  })

  test.each([
    [14 * 60, '', 'problem It is 14 min behind that of'],
    [-14 * 60, '', 'problem It is 14 min ahead of that of'],
    [-20 * 86_400, '', 'problem It is 20 d ahead of that of'],
    [-90, '', 'warning It is 90 s ahead of that of'],
    [20, '', 'ok It agrees with that of'],
    [-3600, '3600', 'ok It agrees with that of'],
  ])('a clock that is off when the service is %s s ahead (age %j)', async (seconds, age, text) => {
    const service = await startStubService()
    try {
      service.answer(() => ({
        headers: {
          date: new Date(Date.now() + seconds * 1000).toUTCString(),
          ...(age !== '' && { age }),
        },
      }))
      const { status, report } = await doctor(['--base-url', service.baseUrl])
      // A second, more or less, for the way there and back on a busy machine.
      expect(found(report, 'clock').replace(/(89|91) s/, '90 s')).toContain(text)
      expect(status).toBe(text.startsWith('problem') ? 3 : 0)
    } finally {
      await service.close()
    }
  })
})

/** A connection that was saved elsewhere, since this path is too long to save one in. */
async function cpConnection(to: string): Promise<void> {
  await connect()
  await cp(join(directory, 'main.connection'), join(to, 'main.connection'))
  await cp(join(directory, 'key'), join(to, 'key'))
  for (const file of ['main.connection', 'key']) await chmod(join(to, file), 0o600)
}

describe('the doctor and Redis', () => {
  test('judges a version and what it is set to', () => {
    const info = (facts: Record<string, string>) =>
      Object.entries({
        redis_version: '7.0.15',
        maxmemory_policy: 'noeviction',
        aof_enabled: '1',
        role: 'master',
        ...facts,
      })
        .map(([name, value]) => `${name}:${value}`)
        .join('\r\n')
    expect(findingsOf(info({}))).toEqual([])
    expect(findingsOf(info({ redis_version: '6.2.0' }))).toEqual([])
    expect(findingsOf(info({ redis_version: '10.0.0' }))).toEqual([])
    for (const version of ['6.0.16', '5.0.14'])
      expect(findingsOf(info({ redis_version: version }))).toMatchObject([
        { level: 'problem', message: expect.stringContaining(`${version}; the queue needs 6.2`) },
      ])
    expect(findingsOf(info({ role: 'slave' }))).toMatchObject([{ level: 'problem' }])
    expect(findingsOf('')).toMatchObject([{ level: 'problem' }, { level: 'problem' }])
  })

  test.each([
    ['nobody listens', 'redis://:hunter2@127.0.0.1:1', 'problem It cannot be reached (ECONNREFUSED)'],
    ['it is no address', 'hunter2', 'problem CJDS_NODE_REDIS_URL must be'],
    ['it is another kind of address', 'https://hunter2@127.0.0.1', 'problem CJDS_NODE_REDIS_URL must be'],
  ])('says so when %s', async (_title, url, text) => {
    const { status, report } = await doctor([], { CJDS_NODE_REDIS_URL: url })
    expect(status).toBe(3)
    expect(found(report, 'redis')).toContain(text)
  })

  test('reads its address from a file as well', async () => {
    const file = join(directory, 'redis-url')
    const env = { CJDS_NODE_REDIS_URL_FILE: file }
    expect(found((await doctor([], env)).report, 'redis')).toBe(
      `problem ${file} cannot be read; check its name and permissions.`,
    )
    await writeFile(file, 'redis://127.0.0.1:1\n')
    expect(found((await doctor([], env)).report, 'redis')).toContain('problem It cannot be reached (ECONNREFUSED)')
  })

  test('says how to install what is missing', async () => {
    // The package where nobody has installed ioredis: its own files, and its dependencies alone.
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    const copy = join(directory, 'package')
    for (const path of ['dist', 'package.json', 'node-manifest', 'schemas'])
      await cp(join(root, path), join(copy, path), { recursive: true })
    for (const name of Object.keys(dependencies)) {
      await mkdir(join(copy, 'node_modules', name, '..'), { recursive: true })
      await symlink(join(root, 'node_modules', name), join(copy, 'node_modules', name), 'dir')
    }
    const run = await runCli(['doctor', '--json', '--redirect-uri', freeUri], {
      main: join(copy, 'dist/cli/main.js'),
      env: { CJDS_NODE_STORE: directory, CJDS_NODE_REDIS_URL: 'redis://127.0.0.1:1' },
    })
    expect(run.status).toBe(3)
    expect(found(jsonLine(run) as Report, 'redis')).toContain('run: npm install ioredis')
  })
})

describeWithRedis('the doctor with a real Redis', () => {
  test.each([
    ['is as it should be', { appendonly: 'yes' }, '', 0, /^ok /],
    ['drops jobs', { appendonly: 'yes', 'maxmemory-policy': 'allkeys-lru' }, '', 3, /^problem .*allkeys-lru/],
    ['forgets', { appendonly: 'no' }, '', 0, /^warning .*appendonly/],
    ['wants a password', { requirepass: 'hunter3' }, '', 3, /^problem It does not accept the user name or password/],
    ['wants another password', { requirepass: 'hunter3' }, ':hunter2@', 3, /^problem It does not accept/],
  ])('one that %s', async (_title, settings, login, status, text) => {
    const redis = await startRedis(settings)
    try {
      const run = await doctor([], { CJDS_NODE_REDIS_URL: redis.url.replace('//', `//${login}`) })
      expect(found(run.report, 'redis')).toMatch(text)
      expect(run.status).toBe(status)
    } finally {
      await redis.close()
    }
  })
})
