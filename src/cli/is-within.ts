import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'

/** Whether a path, which may be one that is still to be made, is a folder or leads into it, links included. */
export async function isWithin(path: string, folder: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([realPath(resolve(path)), realPath(resolve(folder))])
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)
}

async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    return dirname(path) === path ? path : join(await realPath(dirname(path)), basename(path))
  }
}
