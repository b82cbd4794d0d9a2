import { execFileSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { chmod, link, mkdir, mkdtemp, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import {
  checkPrivateDirectory,
  ioError,
  makePrivateDirectory,
  readPrivateFile,
  stampOf,
} from '../../../src/auth/file-store/private-files.js'
import { describeUnless } from '../../support/skipped.js'

const onUnix = describeUnless(
  process.platform === 'win32' ? 'Windows has no modes of files' : undefined,
  'private files',
)

let root: string
let file: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cjds-'))
  file = join(root, 'file')
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const permissions = (message: string): unknown => expect.objectContaining({ code: 'TOKEN_STORE_PERMISSIONS', message })
const io = (message: string): unknown => expect.objectContaining({ code: 'TOKEN_STORE_IO', message })

onUnix('A private directory', () => {
  it('is made with all that is above it, for its owner alone', async () => {
    const path = join(root, 'a', 'b')
    makePrivateDirectory(path)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
    expect(checkPrivateDirectory(path)).toBe(true)
    makePrivateDirectory(path)
  })

  it('is not there', () => {
    expect(checkPrivateDirectory(join(root, 'none'))).toBe(false)
  })

  it.each([0o770, 0o707, 0o710, 0o701, 0o740, 0o720])('cannot be entered by others: mode %o', async (mode) => {
    await chmod(root, mode)
    const refused = permissions(`Others can get into the directory; run: chmod 700 '${root}'`)
    expect(() => checkPrivateDirectory(root)).toThrow(refused)
    expect(() => {
      makePrivateDirectory(root)
    }).toThrow(refused)
  })

  it('is a directory itself', async () => {
    const elsewhere = join(root, 'link')
    await mkdir(join(root, 'real'), { mode: 0o700 })
    await symlink(join(root, 'real'), elsewhere)
    await writeFile(file, '')
    for (const path of [elsewhere, file])
      expect(() => checkPrivateDirectory(path)).toThrow(
        permissions(`${path} is a link or no directory; give a directory`),
      )
  })

  it('cannot be made or looked at below a file', async () => {
    await writeFile(file, '')
    const below = join(file, 'below')
    expect(() => {
      makePrivateDirectory(below)
    }).toThrow(io(`The directory ${below} cannot be made (ENOTDIR).`))
    expect(() => checkPrivateDirectory(`${root}\0`)).toThrow(
      io(`${root}\0 cannot be looked at (ERR_INVALID_ARG_VALUE).`),
    )
  })
})

onUnix('A private file', () => {
  const write = async (text = 'text', mode = 0o600): Promise<void> => writeFile(file, text, { mode })

  it('is read, with a stamp that is its own', async () => {
    await write()
    const read = readPrivateFile(file)
    expect(read).toEqual({ text: 'text', stamp: stampOf(file) })
    expect(readPrivateFile(join(root, 'none'))).toBeUndefined()
    expect(stampOf(join(root, 'none'))).toBeUndefined()
  })

  it('has another stamp when it was replaced, grew, or was touched', async () => {
    await write()
    const stamps = [stampOf(file)]
    await writeFile(file, 'longer text')
    stamps.push(stampOf(file))
    await utimes(file, 1, 1)
    stamps.push(stampOf(file))
    await rm(file)
    await write()
    stamps.push(stampOf(file))
    expect(new Set(stamps).size).toBe(4)
    expect(stampOf(file)).toBe(stampOf(file))
    const { ino, size, mtimeMs, ctimeMs } = await stat(file)
    expect(stampOf(file)).toBe(`${ino}/${size}/${mtimeMs}/${ctimeMs}`)
  })

  it.each([0o640, 0o604, 0o620, 0o602, 0o610, 0o601])('cannot be read by others: mode %o', async (mode) => {
    await write()
    await chmod(file, mode)
    expect(() => readPrivateFile(file)).toThrow(permissions(`Others can read the file; run: chmod 600 '${file}'`))
  })

  it('is no link', async () => {
    await write()
    const other = join(root, 'other')
    await symlink(file, other)
    expect(() => readPrivateFile(other)).toThrow(
      permissions(`${other} is a symbolic link; put the file itself in its place`),
    )
    await rm(other)
    await link(file, other)
    expect(() => readPrivateFile(other)).toThrow(
      permissions(`${other} has a second name somewhere (a hard link); remove it and log in again`),
    )
  })

  it('is one’s own, as is its directory', async () => {
    await write()
    const { getuid } = process
    process.getuid = () => 12_345
    try {
      for (const [path, look] of [
        [file, readPrivateFile],
        [root, checkPrivateDirectory],
      ] as const) {
        expect(() => look(path)).toThrow(permissions(`${path} belongs to somebody else; run: chown 12345 '${path}'`))
      }
    } finally {
      if (getuid !== undefined) process.getuid = getuid
    }
  })

  it('is closed again, read or refused', async () => {
    await write()
    const lowestFree = (): number => {
      const free = openSync(file, 'r')
      closeSync(free)
      return free
    }
    const before = lowestFree()
    readPrivateFile(file)
    await chmod(file, 0o640)
    expect(() => readPrivateFile(file)).toThrow('Others can read the file')
    expect(lowestFree()).toBe(before)
  })

  it('can be read by its owner', async () => {
    await write('text', 0o200)
    const own = process.geteuid?.()
    // Nothing is closed to root.
    if (own === 0) process.seteuid?.(65_534)
    try {
      expect(() => readPrivateFile(file)).toThrow(permissions(`The file cannot be read; run: chmod 600 '${file}'`))
    } finally {
      if (own === 0) process.seteuid?.(own)
    }
  })

  it('is a file', () => {
    expect(() => readPrivateFile(root)).toThrow(permissions(`${root} is no regular file; remove it`))
    const pipe = join(root, 'pipe')
    execFileSync('mkfifo', ['-m', '600', pipe])
    expect(() => readPrivateFile(pipe)).toThrow(permissions(`${pipe} is no regular file; remove it`))
  })

  it('cannot be read below a file', async () => {
    await write()
    const below = join(file, 'below')
    expect(() => readPrivateFile(below)).toThrow(io(`The file ${below} cannot be read (ENOTDIR).`))
  })
})

it('an error of the system has its code, or none', () => {
  expect(ioError('It fails', Object.assign(new Error('planted'), { code: 'EIO' })).message).toBe('It fails (EIO).')
  expect(ioError('It fails', new Error('planted')).message).toBe('It fails (unknown).')
})
