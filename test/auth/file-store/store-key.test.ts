import { link, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openConnection, sealConnection } from '../../../src/auth/file-store/sealed-connection.js'
import { keyFromOwnFile, storeKey } from '../../../src/auth/file-store/store-key.js'
import { keyFromText, type SealingKey } from '../../../src/sealing/sealing-key.js'

let root: string
let path: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cjds-'))
  path = join(root, 'key')
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const salt = Buffer.alloc(16, 1)
const key = keyFromText('ab'.repeat(32), 'the key')
const storeError = (code: string, message: string): unknown => expect.objectContaining({ code, message })

describe('A key of the store’s own', () => {
  it('is made when it is first needed, for its owner alone', async () => {
    const own = keyFromOwnFile(path)
    expect(await readdir(root)).toEqual([])
    const bytes = own.bytes(salt)
    expect(await readdir(root)).toEqual(['key'])
    expect(await readFile(path, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(own.bytes(salt)).toEqual(bytes)
    expect(keyFromOwnFile(path).bytes(salt)).toEqual(bytes)
    expect(own.source).toBe(path)
  })

  it('is read once', async () => {
    const own = keyFromOwnFile(path)
    const bytes = own.bytes(salt)
    await rm(path)
    expect(own.bytes(salt)).toEqual(bytes)
  })

  it('is not made anew while there are connections', async () => {
    await writeFile(join(root, 'main.connection'), '')
    expect(() => keyFromOwnFile(path).bytes(salt)).toThrow(
      storeError('TOKEN_STORE_KEY', `The key file ${path} is gone; put it back, or remove the connections.`),
    )
    expect(await readdir(root)).toEqual(['main.connection'])
  })

  it('is taken where there is one, with connections or without', async () => {
    await writeFile(path, `${'cd'.repeat(32)}\n`, { mode: 0o600 })
    const bytes = keyFromOwnFile(path).bytes(salt)
    await writeFile(join(root, 'main.connection'), '')
    expect(keyFromOwnFile(path).bytes(salt)).toEqual(bytes)
  })

  it('that is damaged is refused and kept', async () => {
    await writeFile(path, 'short', { mode: 0o600 })
    expect(() => keyFromOwnFile(path).bytes(salt)).toThrow(expect.objectContaining({ code: 'TOKEN_STORE_KEY' }))
    expect(await readFile(path, 'utf8')).toBe('short')
  })

  it('that others can read is refused', async () => {
    await writeFile(path, 'ab'.repeat(32), { mode: 0o644 })
    const own = () => keyFromOwnFile(path).bytes(salt)
    expect(own).toThrow(expect.objectContaining({ code: 'TOKEN_STORE_PERMISSIONS' }))
  })

  it('is made by whoever comes first, and read by the others', async () => {
    // It is not there when it is looked for, and there when it is to be made: as if somebody had just been faster.
    await symlink(join(root, 'nothing'), path)
    expect(() => keyFromOwnFile(path).bytes(salt)).toThrow(
      storeError('TOKEN_STORE_KEY', `The key file ${path} cannot be read (ENOENT).`),
    )
    expect(await readdir(root)).toEqual(['key'])
  })

  it('cannot be made where there is no directory', () => {
    const elsewhere = join(root, 'none', 'key')
    expect(() => keyFromOwnFile(elsewhere).bytes(salt)).toThrow(
      storeError('TOKEN_STORE_IO', `The key file ${elsewhere} cannot be made (ENOENT).`),
    )
  })

  it('may have a second name', async () => {
    await writeFile(join(root, 'other'), 'ab'.repeat(32), { mode: 0o600 })
    await link(join(root, 'other'), path)
    expect(keyFromOwnFile(path).bytes(salt)).toHaveLength(32)
  })
})

describe('storeKey', () => {
  it('turns faults of keys into those of the store, and leaves others alone', () => {
    expect(storeKey(() => key)).toBe(key)
    expect(() => storeKey(() => keyFromText('short', 'the key'))).toThrow(
      expect.objectContaining({ name: 'TokenStoreError', code: 'TOKEN_STORE_KEY' }),
    )
    expect(() => storeKey(() => JSON.parse('no JSON') as SealingKey)).toThrow(SyntaxError)
  })
})

describe('A sealed connection', () => {
  it('opens with its key and for its name', () => {
    const sealed = sealConnection('text', 'main', key)
    expect(sealed).not.toContain('text')
    expect(openConnection(sealed, 'main', key)).toBe('text')
    expect(() => openConnection(sealed, 'other', key)).toThrow(
      storeError('TOKEN_STORE_CORRUPT', 'The saved connection is damaged.'),
    )
  })

  it('says what it needs', () => {
    const sealed = sealConnection('text', 'main', key)
    expect(() => openConnection(sealed, 'main', keyFromText('cd'.repeat(32), 'CJDS_NODE_KEY'))).toThrow(
      storeError(
        'TOKEN_STORE_KEY',
        'The connection main was saved with another key than CJDS_NODE_KEY; give the one that it was saved with.',
      ),
    )
    const { version, ...rest } = JSON.parse(sealed) as { version: number }
    expect(() => openConnection(JSON.stringify({ ...rest, version: version + 1 }), 'main', key)).toThrow(
      storeError('TOKEN_STORE_VERSION', 'A newer release of this package saved the connection; update this one.'),
    )
    expect(() => openConnection('', 'main', key)).toThrow(
      storeError('TOKEN_STORE_CORRUPT', 'The saved connection is damaged.'),
    )
  })

  it('that cannot be opened for another reason says that reason', () => {
    const failing = keyFromOwnFile(join(root, 'none', 'key'))
    const sealed = sealConnection('text', 'main', key)
    expect(() => openConnection(sealed, 'main', failing)).toThrow(expect.objectContaining({ code: 'TOKEN_STORE_IO' }))
  })
})
