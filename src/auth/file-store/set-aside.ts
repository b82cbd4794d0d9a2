import { linkSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { ioError } from './private-files.js'

/**
 * Keeps a damaged file, under another name, for whoever wants to look into it.
 * @param text what was read from it
 * @returns where it is now; undefined when somebody was faster and there is another in its place, or none
 * @throws {TokenStoreError} TOKEN_STORE_IO
 */
export function setAside(path: string, text: string): string | undefined {
  const aside = `${path}.corrupt-${new Date().toISOString().replaceAll(':', '')}`
  try {
    renameSync(path, aside)
    if (readFileSync(aside, 'utf8') === text) return aside
    putBack(aside, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw ioError(`The damaged file ${path} cannot be set aside`, error)
  }
  return undefined
}

/** Unless there is a newer one. */
function putBack(aside: string, path: string): void {
  try {
    linkSync(aside, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(aside)
  }
}
