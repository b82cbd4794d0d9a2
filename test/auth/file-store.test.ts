import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { withProcessLock } from '../../src/auth/process-lock/process-lock.js'
import type { FileCalls } from '../../src/auth/file-store/replace-file.js'
import { openConnection as unseal } from '../../src/auth/file-store/sealed-connection.js'
import { keyFromText } from '../../src/sealing/sealing-key.js'
import {
  fileTokenStore,
  type FileTokenStoreOptions,
  oauthAuthorizations,
  readTokenSet,
  storedAuthorizations,
  type StoredConnection,
} from '../../src/auth/index.js'
import { startEmulator } from '../../src/emulator/index.js'
import { createExecutor, loadNode } from '../../src/index.js'
import { plainEnvironment } from '../cli/support.js'
import { describeUnless } from '../support/skipped.js'
import { codeOf, day, errorOf, settingsFor, TestClock } from './support.js'

const key = 'ab'.repeat(32)
const otherKey = Buffer.alloc(32, 7).toString('base64')
const connection: StoredConnection = {
  tokens: { accessToken: 'the-access-token', refreshToken: 'the-refresh-token', receivedAt: 1, expiresAt: 2 },
}

let root: string
let directory: string
let path: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cjds-'))
  directory = join(root, 'store')
  path = join(directory, 'main.connection')
})

afterEach(async () => {
  await chmod(directory, 0o700).catch(() => undefined)
  await rm(root, { recursive: true, force: true })
})

const store = (options: FileTokenStoreOptions = {}) => fileTokenStore({ directory, key: { key }, ...options })

async function save(options: FileTokenStoreOptions = {}): Promise<number> {
  return (await store(options).compareAndSwap('main', 0, connection)) ?? 0
}

async function attempt(action: () => unknown): Promise<Error & { code?: string }> {
  return errorOf(Promise.resolve().then(action))
}

describe('a store in files', () => {
  it('gives back what was saved, to any process that has the key', async () => {
    const generation = await save()
    expect(store().read('main')).toEqual({ generation, connection })
    expect(await store().names()).toEqual(['main'])
    expect(store().read('other')).toBeUndefined()
    const mine = store()
    expect(mine.read('main')).toBe(mine.read('main'))
  })

  it('replaces a version only by one that was made from it', async () => {
    const first = await save()
    expect(await store().compareAndSwap('main', 0, {})).toBeUndefined()
    const second = (await store().compareAndSwap('main', first, {})) ?? 0
    expect(second).toBe(first + 1)
    expect(await store().compareAndSwap('main', first, connection)).toBeUndefined()
    expect(store().read('main')).toEqual({ generation: second, connection: {} })
  })

  it('lets one of many writers win', async () => {
    const first = await save()
    const results = await Promise.all(Array.from({ length: 10 }, () => store().compareAndSwap('main', first, {})))
    expect(results.filter((result) => result !== undefined)).toHaveLength(1)
  })

  it('removes for good, and counts on when the name comes back', async () => {
    const first = await save()
    await store().compareAndSwap('main', first, undefined)
    expect(store().read('main')).toBeUndefined()
    expect(await store().names()).toEqual([])
    expect(await save()).toBeGreaterThan(first)
  })

  it('sees what another process has written', async () => {
    const mine = store()
    const first = await save()
    expect(mine.read('main')?.generation).toBe(first)
    const second = await store().compareAndSwap('main', first, {})
    expect(mine.read('main')?.generation).toBe(second)
  })

  it('keeps nothing in clear', async () => {
    await save()
    const text = await readFile(path, 'latin1')
    expect(text).not.toMatch(/the-(access|refresh)-token/)
    expect(inspect(store(), { depth: 20, showHidden: true })).not.toContain(key)
  })

  it.each(['../main', 'Main', '', 'a/b', '.hidden', 'a..b', 'x'.repeat(65)])(
    'takes no name such as %j',
    async (name) => {
      await save()
      expect(store().read(name)).toBeUndefined()
      expect(await errorOf(store().compareAndSwap(name, 0, {}))).toMatchObject({
        code: 'INVALID_CONNECTION',
        message: expect.stringMatching(/^A connection's name has lower-case letters.+ at most 64\.$/),
      })
    },
  )

  it('lets nobody wait for another connection, nor a writer for whoever renews', async () => {
    const soon = AbortSignal.timeout(2_000)
    const done = await store().lease('main', soon, () =>
      store().lease('other', soon, () =>
        withProcessLock(join(directory, 'locks'), 'write other', soon, () => store().compareAndSwap('main', 0, {})),
      ),
    )
    expect(store().read('main')?.generation).toBe(done)
  })

  it('works with a key file, a passphrase, or a key that it makes itself', async () => {
    const keyFile = join(root, 'key')
    await writeFile(keyFile, `${otherKey}\n`, { mode: 0o600 })
    const keys = [{ key: { keyFile } }, { key: { passphrase: 'correct horse battery staple' } }, { key: undefined }]
    for (const [index, options] of keys.entries()) {
      const at = { directory: join(root, String(index)), ...(options.key && { key: options.key }) }
      await fileTokenStore(at).compareAndSwap('main', 0, connection)
      expect(fileTokenStore(at).read('main')?.connection).toEqual(connection)
    }
    expect((await stat(join(root, '2', 'key'))).mode & 0o777).toBe(0o600)
  })

  it.each(['', 'short', 'zz'.repeat(32), 'a'.repeat(42)])('[F083] takes no key such as %j', async (text) => {
    expect(await attempt(() => fileTokenStore({ directory, key: { key: text } }))).toMatchObject({
      code: 'TOKEN_STORE_KEY',
    })
  })
})

describe('a store that is told nothing', () => {
  const environment = process.env

  beforeEach(() => {
    process.env = { ...plainEnvironment(), CJDS_NODE_STORE: directory }
  })

  afterEach(() => {
    process.env = environment
  })

  it.each<[string, FileTokenStoreOptions['key'] & object]>([
    ['CJDS_NODE_KEY', { key: otherKey }],
    ['CJDS_NODE_KEY_FILE', { keyFile: '' }],
    ['CJDS_NODE_PASSPHRASE', { passphrase: 'correct horse battery staple' }],
  ])('takes its key from %s', async (variable, option) => {
    const keyFile = join(root, 'of-the-environment')
    await writeFile(keyFile, otherKey, { mode: 0o600 })
    const [value = ''] = Object.values(option)
    process.env[variable] = 'keyFile' in option ? keyFile : value
    await fileTokenStore().compareAndSwap('main', 0, connection)
    const told = fileTokenStore({ directory, key: 'keyFile' in option ? { keyFile } : option })
    expect(told.read('main')?.connection).toEqual(connection)
    expect(await readdir(directory)).not.toContain('key')
    await store({ key: { key } }).compareAndSwap('other', 0, connection)
    expect((await attempt(() => fileTokenStore().read('other'))).message).toContain(
      `another key than ${'keyFile' in option ? keyFile : variable}`,
    )
  })

  it.each([
    ['CJDS_NODE_KEY', () => fileTokenStore()],
    ['the key', () => fileTokenStore({ key: { key: 'short' } })],
    ['the passphrase', () => fileTokenStore({ key: { passphrase: '' } })],
  ])('names the place of a key that is none: %s', async (place, open) => {
    process.env.CJDS_NODE_KEY = 'short'
    const error = await attempt(open)
    expect(error).toMatchObject({ code: 'TOKEN_STORE_KEY', message: expect.stringContaining(place) })
  })

  it('is where CJDS_NODE_STORE says, or in a directory of its own at home', () => {
    expect(fileTokenStore().directory).toBe(directory)
    process.env.CJDS_NODE_STORE = ''
    const atHome = fileTokenStore({ key: { key } }).directory
    expect(atHome).toBe(join(homedir(), '.cjds-node'))
    delete process.env.CJDS_NODE_STORE
    expect(fileTokenStore({ key: { key } }).directory).toBe(atHome)
  })
})

describe('the names of a store', () => {
  it('are those of its connections, in order', async () => {
    expect(await store().names()).toEqual([])
    for (const name of ['second', 'main', 'first']) await store().compareAndSwap(name, 0, connection)
    for (const other of ['note.txt', 'Main.connection', 'first.connection.corrupt-x'])
      await writeFile(join(directory, other), '')
    expect(await store().names()).toEqual(['first', 'main', 'second'])
  })
})

describe('damage', () => {
  it('is left where it is by whoever only looks, and kept under a name with its time by others', async () => {
    await save()
    await writeFile(path, 'damaged', { mode: 0o600 })
    const looked = await attempt(() => store().examine('main'))
    expect(looked).toMatchObject({
      code: 'TOKEN_STORE_CORRUPT',
      message: 'The saved connection main is damaged; log in again: cjds-node auth login main',
    })
    expect(await readFile(path, 'utf8')).toBe('damaged')
    const [aside = ''] = /[^ ]+corrupt-[^ ;]+/.exec((await attempt(() => store().read('main'))).message) ?? []
    expect(aside.replace(path, '')).toMatch(/^\.corrupt-\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z$/)
    expect(await readFile(aside, 'utf8')).toBe('damaged')
  })

  async function expectCorrupt(damaged: string | Buffer): Promise<void> {
    await writeFile(path, damaged, { mode: 0o600 })
    const error = await attempt(() => store().read('main'))
    expect(error).toMatchObject({ code: 'TOKEN_STORE_CORRUPT', message: expect.stringContaining('auth login main') })
    const aside = (await readdir(directory)).filter((file) => file.includes('.corrupt-'))
    expect(aside).toHaveLength(1)
    expect(await readFile(join(directory, aside[0] ?? ''))).toEqual(Buffer.from(damaged))
    expect(store().read('main')).toBeUndefined()
    await rm(join(directory, aside[0] ?? ''))
  }

  it('[F082] an empty file, random bytes, other JSON', async () => {
    await save()
    const noise = Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7919) % 256))
    for (const damaged of ['', '{}', 'null', '[]', '"text"', noise]) await expectCorrupt(damaged)
  })

  it('[F082] a file cut off at any byte', async () => {
    await save()
    const whole = await readFile(path)
    const storeKey = keyFromText(key, 'the key')
    // Without the line's end it still is whole.
    for (let length = 0; length < whole.length - 1; length++) {
      const cut = whole.subarray(0, length)
      expect(() => unseal(cut.toString(), 'main', storeKey)).toThrow('damaged')
      if (length % 50 === 0) await expectCorrupt(cut)
    }
  })

  it('[F084] any bit flipped', async () => {
    await save()
    const whole = await readFile(path)
    const storeKey = keyFromText(key, 'the key')
    const text = unseal(whole.toString(), 'main', storeKey)
    let rejected = 0
    for (let bit = 0; bit < (whole.length - 1) * 8; bit++) {
      const flipped = Buffer.from(whole)
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      try {
        expect(unseal(flipped.toString(), 'main', storeKey)).toBe(text)
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^TOKEN_STORE_(CORRUPT|VERSION)$/) })
        rejected++
      }
    }
    // Some flips of unused bits in base64 mean the same text; none may mean another.
    expect(rejected).toBeGreaterThan((whole.length - 1) * 8 - 20)
  })

  it('[F084] a file in the place of another connection', async () => {
    await save()
    await writeFile(join(directory, 'other.connection'), await readFile(path), { mode: 0o600 })
    expect(await attempt(() => store().read('other'))).toMatchObject({ code: 'TOKEN_STORE_CORRUPT' })
  })

  it('[F082] becomes an outcome of an invocation, and a login mends it', async () => {
    const emulator = await startEmulator()
    const settings = settingsFor(emulator)
    await store().compareAndSwap('main', 0, { settings, tokens: readTokenSet(emulator.oauth.issue()) })
    await writeFile(path, 'damaged')
    const executor = createExecutor(await loadNode(), { authorizations: storedAuthorizations(store()) })
    const run = () =>
      executor.execute('getIdentityByAliases', { authorization: 'main', workspaceId: 'w', aliases: 'a@example.com' })
    expect(await run()).toMatchObject({ outcome: 'onError', meta: { code: 'TOKEN_STORE_CORRUPT', attempts: 0 } })
    await store().compareAndSwap('main', 0, { settings, tokens: readTokenSet(emulator.oauth.issue()) })
    expect((await run()).meta.httpStatus).toBe(404)
    executor.close()
    await emulator.close()
  })

  it.each([
    ['has not used it yet', false],
    ['holds its tokens', true],
  ])(
    '[F082] is told to a program with connections of its own that %s, by the first invocation',
    async (_title, warm) => {
      const emulator = await startEmulator()
      const settings = settingsFor(emulator)
      await store().compareAndSwap('main', 0, { tokens: readTokenSet(emulator.oauth.issue()) })
      const authorizations = oauthAuthorizations({ connections: { main: settings }, store: store() })
      const executor = createExecutor(await loadNode(), { authorizations })
      const run = () =>
        executor.execute('getIdentityByAliases', { authorization: 'main', workspaceId: 'w', aliases: 'a@example.com' })
      if (warm) expect((await run()).meta.httpStatus).toBe(404)
      await writeFile(path, 'damaged', { mode: 0o600 })
      expect(await run()).toMatchObject({
        outcome: 'onError',
        outputs: { message: expect.stringContaining('was damaged and is now') },
        meta: { code: 'TOKEN_STORE_CORRUPT', attempts: 0 },
      })
      expect((await readdir(directory)).filter((file) => file.includes('.corrupt-'))).toHaveLength(1)
      await store().compareAndSwap('main', 0, { tokens: readTokenSet(emulator.oauth.issue()) })
      expect((await run()).meta.httpStatus).toBe(404)
      executor.close()
      await emulator.close()
    },
  )
})

describe('keys', () => {
  it.each<[string, FileTokenStoreOptions]>([
    ['another key', { key: { key: otherKey } }],
    ['a passphrase', { key: { passphrase: 'x' } }],
    ['a key file that is gone', {}],
  ])('[F083] %s is told from damage and changes nothing', async (_title, options) => {
    await save()
    const before = await readFile(path)
    const wrong = fileTokenStore({ directory, ...options })
    expect(await attempt(() => wrong.read('main'))).toMatchObject({ code: 'TOKEN_STORE_KEY' })
    expect(await codeOf(wrong.compareAndSwap('main', 0, {}))).toBe('TOKEN_STORE_KEY')
    expect(await readFile(path)).toEqual(before)
    expect(store().read('main')?.connection).toEqual(connection)
    expect(await readdir(directory)).not.toContain('key')
  })

  it('a file of a later release is left alone', async () => {
    await save()
    const later = (await readFile(path, 'utf8')).replace('"version":1', '"version":2')
    await writeFile(path, later)
    expect(await attempt(() => store().read('main'))).toMatchObject({ code: 'TOKEN_STORE_VERSION' })
    expect(await readFile(path, 'utf8')).toBe(later)
  })
})

const describePermissions = describeUnless(
  process.platform === 'win32' ? 'Windows has access lists in place of modes' : undefined,
  'the permissions of the token store',
)

describePermissions('permissions', () => {
  it('[F085] files are made 0600 in directories made 0700', async () => {
    await save()
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
    expect((await stat(join(directory, 'locks'))).mode & 0o777).toBe(0o700)
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['a file that others can read', () => chmod(path, 0o644), 'chmod 600'],
    ['a file that the group can write', () => chmod(path, 0o620), 'chmod 600'],
    ['a directory that others can enter', () => chmod(directory, 0o777), 'chmod 700'],
    ['a directory that others can list', () => chmod(directory, 0o755), 'chmod 700'],
    ['a second name of the file', () => link(path, join(root, 'copy')), 'hard link'],
    [
      'a link in place of the file',
      async () => {
        await rename(path, join(root, 'elsewhere'))
        await symlink(join(root, 'elsewhere'), path)
      },
      'symbolic link',
    ],
    [
      'a link in place of the directory',
      async () => {
        await rename(directory, join(root, 'elsewhere'))
        await symlink(join(root, 'elsewhere'), directory)
      },
      'link or no directory',
    ],
    [
      'a directory in place of the file',
      async () => {
        await rm(path)
        await mkdir(path)
      },
      'no regular file',
    ],
  ])('[F085] %s', async (_title, loosen, advice) => {
    await save()
    const mine = store()
    mine.read('main')
    await loosen()
    // A store that has read it before notices too.
    for (const reader of [store(), mine]) {
      const error = await attempt(() => reader.read('main'))
      expect(error).toMatchObject({ code: 'TOKEN_STORE_PERMISSIONS', message: expect.stringContaining(advice) })
      expect(error.message).toContain(root)
    }
    expect(await codeOf(store().compareAndSwap('main', 0, {}))).toBe('TOKEN_STORE_PERMISSIONS')
  })

  it('[F085] a file of somebody else', async () => {
    await save()
    const getuid = process.getuid
    process.getuid = () => 12_345
    try {
      expect(await attempt(() => store().read('main'))).toMatchObject({
        code: 'TOKEN_STORE_PERMISSIONS',
        message: expect.stringContaining('chown 12345'),
      })
    } finally {
      if (getuid !== undefined) process.getuid = getuid
    }
  })

  it('[F085] a key file that others can read', async () => {
    const keyFile = join(root, 'key')
    await writeFile(keyFile, key, { mode: 0o644 })
    await chmod(keyFile, 0o644)
    expect(await attempt(() => fileTokenStore({ directory, key: { keyFile } }))).toMatchObject({
      code: 'TOKEN_STORE_PERMISSIONS',
      message: expect.stringContaining('chmod 600'),
    })
  })
})

describe('a place that can be no directory', () => {
  const tooLong = 'x'.repeat(300)

  it.each([
    ['below a file', ['file', 'store'], 'ENOTDIR'],
    ['with a name that is too long', [tooLong], 'ENAMETOOLONG'],
  ])('is told when something is to be saved: %s', async (_title, path, code) => {
    await writeFile(join(root, 'file'), '')
    const place = join(root, ...path)
    const error = await errorOf(store({ directory: place }).compareAndSwap('main', 0, connection))
    expect(error).toMatchObject({
      code: 'TOKEN_STORE_IO',
      message: `The directory ${place} cannot be made (${code}).`,
    })
  })

  it('is told when something is to be read', async () => {
    const place = join(root, tooLong)
    expect(await attempt(() => store({ directory: place }).read('main'))).toMatchObject({
      code: 'TOKEN_STORE_IO',
      message: `${place} cannot be looked at (ENAMETOOLONG).`,
    })
  })
})

describe('a disk that fails', () => {
  const fail = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))
  /** Calls of which one does not work. */
  function broken(step: string, code: string): FileCalls {
    return {
      rename: step === 'rename' ? fail(code) : rename,
      open: async (...parameters: Parameters<typeof open>) => {
        const isDirectory = parameters[1] === 'r'
        if (step === (isDirectory ? 'open the directory' : 'open')) return fail(code)()
        const file = await open(...parameters)
        if (step === 'write half' && !isDirectory) {
          file.writeFile = async (text) => {
            await file.write(String(text).slice(0, 40))
            return fail(code)()
          }
        }
        if (step === (isDirectory ? 'sync the directory' : 'sync')) file.sync = fail(code)
        if (step === 'close' && !isDirectory) {
          const close = file.close.bind(file)
          file.close = async () => {
            await close()
            return fail(code)()
          }
        }
        return file
      },
    }
  }

  const steps = ['open', 'write half', 'sync', 'close', 'rename', 'open the directory', 'sync the directory']
  const codes = ['ENOSPC', 'EIO', 'EROFS', 'EMFILE']
  it.each(steps.flatMap((step) => codes.map((code) => [step, code] as const)))('[F086] %s: %s', async (step, code) => {
    const generation = await save()
    const before = await readFile(path)
    const failing = store({ calls: broken(step, code) })
    const error = await errorOf(failing.compareAndSwap('main', generation, {}))
    expect(error).toMatchObject({ code: 'TOKEN_STORE_IO', message: expect.stringContaining(code) })
    // Only the directory's sync comes after the file was replaced.
    if (step.includes('directory')) expect(store().read('main')?.connection).toEqual({})
    else expect(await readFile(path)).toEqual(before)
    expect((await readdir(directory)).filter((file) => file.endsWith('.tmp'))).toEqual([])
  })

  it.each(steps)('[F086] tokens outlive in memory a disk that fails to %s', async (step) => {
    const clock = new TestClock()
    const emulator = await startEmulator({ clock: clock.now, oauth: { rotation: 'strict' } })
    const settings = settingsFor(emulator)
    await store().compareAndSwap('main', 0, { tokens: readTokenSet(emulator.oauth.issue(), clock.now()) })
    const calls = { ...broken(step, 'ENOSPC') }
    const authorizations = oauthAuthorizations({
      connections: { main: settings },
      store: store({ calls }),
      now: clock.now,
    })
    const ask = async () => authorizations.getAccessToken('main', { signal: AbortSignal.timeout(5_000) })
    clock.pass(day)
    const answer = await ask()
    expect(emulator.oauth.authenticate(answer.value)).toBeDefined()
    expect(answer.warnings).toEqual([expect.objectContaining({ code: 'TOKENS_NOT_SAVED' })])
    Object.assign(calls, { open, rename })
    await ask()
    for (let i = 0; i < 100 && (await ask()).warnings !== undefined; i++) await new Promise((r) => setTimeout(r, 10))
    expect(await ask()).toEqual({ value: answer.value })
    expect(store().read('main')?.connection.tokens?.accessToken).toBe(answer.value)
    expect(emulator.oauth.counters).toMatchObject({ refreshGrants: 1, refused: 0 })
    await emulator.close()
  })
})
