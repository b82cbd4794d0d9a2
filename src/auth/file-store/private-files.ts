import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readFileSync, type Stats } from 'node:fs'
import { TokenStoreError } from '../token-store-error.js'

const isWindows = process.platform === 'win32'

/**
 * Makes a directory that is its owner's alone, or sees to it that it is.
 * @throws {TokenStoreError} TOKEN_STORE_PERMISSIONS, TOKEN_STORE_IO
 */
export function makePrivateDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw ioError(`The directory ${path} cannot be made`, error)
  }
  checkPrivateDirectory(path)
}

/** @returns false where there is none */
export function checkPrivateDirectory(path: string): boolean {
  const stats = look(path)
  if (stats === undefined) return false
  if (!stats.isDirectory()) throw refused(`${path} is a link or no directory; give a directory`)
  checkOwner(path, stats)
  if (!isWindows && (stats.mode & 0o077) !== 0)
    throw refused(`Others can get into the directory; run: chmod 700 '${path}'`)
  return true
}

export interface PrivateFile {
  readonly text: string
  /** The same for the same contents, as far as the file system can tell. */
  readonly stamp: string
}

/** Which contents a file has, without reading it; undefined where there is none. */
export function stampOf(path: string): string | undefined {
  const stats = look(path)
  return stats && stampOfStats(stats)
}

function look(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw ioError(`${path} cannot be looked at`, error)
  }
}

/**
 * Reads a file that must be its owner's alone.
 * @throws {TokenStoreError} TOKEN_STORE_PERMISSIONS, TOKEN_STORE_IO
 */
export function readPrivateFile(path: string): PrivateFile | undefined {
  let file: number
  try {
    // Neither follows a link nor waits for the other end of a pipe. Windows has no such flags.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants> & { O_RDONLY: number }
    file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'ELOOP' || code === 'EMLINK')
      throw refused(`${path} is a symbolic link; put the file itself in its place`)
    if (code === 'EACCES') throw refused(`The file cannot be read; run: chmod 600 '${path}'`)
    throw ioError(`The file ${path} cannot be read`, error)
  }
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw refused(`${path} is no regular file; remove it`)
    checkOwner(path, stats)
    if (!isWindows && (stats.mode & 0o077) !== 0) throw refused(`Others can read the file; run: chmod 600 '${path}'`)
    if (stats.nlink > 1) throw refused(`${path} has a second name somewhere (a hard link); remove it and log in again`)
    return { text: readFileSync(file, 'utf8'), stamp: stampOfStats(stats) }
  } catch (error) {
    if (error instanceof TokenStoreError) throw error
    throw ioError(`The file ${path} cannot be read`, error)
  } finally {
    closeSync(file)
  }
}

/** What changes when a file is replaced or its permissions are. */
const stampOfStats = ({ ino, size, mtimeMs, ctimeMs }: Stats): string => `${ino}/${size}/${mtimeMs}/${ctimeMs}`

function checkOwner(path: string, { uid }: Stats): void {
  const own = process.getuid?.()
  if (own !== undefined && uid !== own) throw refused(`${path} belongs to somebody else; run: chown ${own} '${path}'`)
}

const refused = (what: string) => new TokenStoreError('TOKEN_STORE_PERMISSIONS', what)

export function ioError(what: string, error: unknown): TokenStoreError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  return new TokenStoreError('TOKEN_STORE_IO', `${what} (${code}).`)
}
