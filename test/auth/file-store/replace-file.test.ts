import { mkdir, mkdtemp, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type FileCalls, removeFile, replaceFile } from '../../../src/auth/file-store/replace-file.js'
import { errorOf } from '../support.js'

let root: string
let path: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cjds-'))
  path = join(root, 'file')
})
afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

interface LoggedCalls extends FileCalls {
  readonly log: string[]
  /** How many files are open at the moment. */
  opened: number
}

/** The system's calls, of which one fails after it was logged. */
function loggedCalls(failing?: string): LoggedCalls {
  const log: string[] = []
  const step = (name: string): Promise<void> => {
    log.push(name)
    return name === failing ? Promise.reject(Object.assign(new Error('planted'), { code: 'EIO' })) : Promise.resolve()
  }
  const calls: LoggedCalls = {
    log,
    opened: 0,
    open: async (...parameters) => {
      const what = parameters[0] === root ? 'directory' : 'draft'
      await step(`open ${what}`)
      const file = await open(...parameters)
      calls.opened++
      const write = file.writeFile.bind(file)
      const sync = file.sync.bind(file)
      const close = file.close.bind(file)
      file.writeFile = async (text) => {
        await step(`write ${what}`)
        await write(text)
      }
      file.sync = async () => {
        await step(`sync ${what}`)
        await sync()
      }
      file.close = async () => {
        await close()
        calls.opened--
        await step(`close ${what}`)
      }
      return file
    },
    rename: async (from, to) => {
      await step('rename')
      await rename(from, to)
    },
  }
  return calls
}

const steps = [
  ...['open draft', 'write draft', 'sync draft', 'close draft'],
  ...['rename', 'open directory', 'sync directory', 'close directory'],
]

describe('A file that is replaced', () => {
  it('is its owner’s alone, whoever could read the old one', async () => {
    await writeFile(path, 'old', { mode: 0o644 })
    await replaceFile(path, 'new')
    expect(await readFile(path, 'utf8')).toBe('new')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(root)).toEqual(['file'])
  })

  it('is on the disk before it takes the place of the old one, and its directory after', async () => {
    const calls = loggedCalls()
    await replaceFile(path, 'new', calls)
    expect(calls.log).toEqual(steps)
    expect(calls.opened).toBe(0)
  })

  it.each(steps)('leaves nothing open and no draft behind when this fails: %s', async (failing) => {
    await writeFile(path, 'old')
    const calls = loggedCalls(failing)
    expect(await errorOf(replaceFile(path, 'new', calls))).toMatchObject({
      code: 'TOKEN_STORE_IO',
      message: `The connection cannot be saved in ${root} (EIO).`,
    })
    expect(calls.opened).toBe(0)
    expect(await readdir(root)).toEqual(['file'])
    const replaced = steps.indexOf(failing) > steps.indexOf('rename')
    expect(await readFile(path, 'utf8')).toBe(replaced ? 'new' : 'old')
  })

  it('takes along the drafts that others have left, and nothing else', async () => {
    const kept = ['file.other', 'other.0123.tmp', 'files.0123.tmp', 'file.tmp.kept', 'a.file.0123.tmp']
    for (const name of [...kept, 'file.0123.tmp']) await writeFile(join(root, name), name)
    await replaceFile(path, 'new')
    expect((await readdir(root)).sort()).toEqual([...kept, 'file'].sort())
  })

  it('cannot be written where there is no directory', async () => {
    const nowhere = join(root, 'nowhere')
    expect(await errorOf(replaceFile(join(nowhere, 'file'), 'new'))).toMatchObject({
      code: 'TOKEN_STORE_IO',
      message: `The connection cannot be saved in ${nowhere} (ENOENT).`,
    })
  })

  it('says what went wrong even where its draft cannot be removed', async () => {
    const calls = loggedCalls()
    const failing: FileCalls = {
      open: calls.open,
      rename: async (draft) => {
        await rm(draft)
        await mkdir(draft)
        throw Object.assign(new Error('planted'), { code: 'ENOSPC' })
      },
    }
    expect(await errorOf(replaceFile(path, 'new', failing))).toMatchObject({
      message: `The connection cannot be saved in ${root} (ENOSPC).`,
    })
  })
})

describe('A file that is removed', () => {
  it('is gone, and may have been before', async () => {
    await writeFile(path, 'old')
    await removeFile(path)
    expect(await readdir(root)).toEqual([])
    await removeFile(path)
  })

  it('is a file', async () => {
    await mkdir(path)
    expect(await errorOf(removeFile(path))).toMatchObject({
      code: 'TOKEN_STORE_IO',
      message: `The file ${path} cannot be removed (ERR_FS_EISDIR).`,
    })
    expect(await readdir(root)).toEqual(['file'])
  })
})
