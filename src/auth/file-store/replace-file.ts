import { randomBytes } from 'node:crypto'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ioError } from './private-files.js'

/** The system's calls that a replacement is made of. A test lets them fail one by one. */
export interface FileCalls {
  readonly open: typeof open
  readonly rename: typeof rename
}

/*
 * Written here, since a full disk made the atomic-write package that most use put a cut file in place of the good one:
 * it did not look at how much was written.
 */

/**
 * Replaces a file so that after a crash at any point there is the old one or the new one, whole. Only one process at a
 * time may do so for a path.
 * @throws {TokenStoreError} TOKEN_STORE_IO; the old file is then as it was, unless only the last step has failed
 */
export async function replaceFile(path: string, text: string, calls: FileCalls = { open, rename }): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await removeDrafts(path)
    const file = await calls.open(draft, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await calls.rename(draft, path)
    await syncDirectory(dirname(path), calls)
  } catch (error) {
    await rm(draft).catch(() => undefined)
    throw ioError(`The connection cannot be saved in ${dirname(path)}`, error)
  }
}

/** Removes a file for good. */
export async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true })
    await syncDirectory(dirname(path), { open, rename })
  } catch (error) {
    throw ioError(`The file ${path} cannot be removed`, error)
  }
}

/** Makes the directory's entries durable (fsync(2)). Windows has no such call and needs none. */
async function syncDirectory(path: string, calls: FileCalls): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await calls.open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** What processes have left behind that died while writing. */
async function removeDrafts(path: string): Promise<void> {
  const own = `${basename(path)}.`
  for (const file of await readdir(dirname(path))) {
    if (file.startsWith(own) && file.endsWith('.tmp')) await rm(join(dirname(path), file), { force: true })
  }
}
