import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setAside } from '../../../src/auth/file-store/set-aside.js'

let root: string
let path: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cjds-'))
  path = join(root, 'main.connection')
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

describe('A damaged file', () => {
  it('is kept under a name with its time', async () => {
    await writeFile(path, 'damaged')
    const aside = setAside(path, 'damaged') ?? ''
    expect(aside.replace(path, '')).toMatch(/^\.corrupt-\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z$/)
    expect(await readFile(aside, 'utf8')).toBe('damaged')
    expect(await readdir(root)).toHaveLength(1)
  })

  it('that somebody has replaced by now is left to be read', async () => {
    await writeFile(path, 'good')
    expect(setAside(path, 'damaged')).toBeUndefined()
    expect(await readdir(root)).toEqual(['main.connection'])
    expect(await readFile(path, 'utf8')).toBe('good')
  })

  it('may have been set aside by somebody else', async () => {
    expect(setAside(path, 'damaged')).toBeUndefined()
    expect(await readdir(root)).toEqual([])
  })

  it('stays where it is when it cannot be moved', async () => {
    // A longer name than file systems take, which the one that it has is not.
    const long = join(root, 'x'.repeat(240))
    await writeFile(long, 'damaged')
    expect(() => setAside(long, 'damaged')).toThrow(
      expect.objectContaining({
        code: 'TOKEN_STORE_IO',
        message: `The damaged file ${long} cannot be set aside (ENAMETOOLONG).`,
      }),
    )
    expect(await readFile(long, 'utf8')).toBe('damaged')
  })
})
