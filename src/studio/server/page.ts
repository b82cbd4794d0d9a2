import type { Context } from 'hono'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StudioBindings } from './access.js'
import { StudioError } from './studio-error.js'
import { packageRoot } from '../../package-root.js'

/** Where the build puts the page, as seen from the compiled server. */
export const builtPage = fileURLToPath(new URL('dist/studio/page', packageRoot))

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Answers a file of the built page. Only names that the directory lists are files, so that no path leads out of it. */
export async function servePage(context: Context<StudioBindings>, directory: string): Promise<Response> {
  const files = await filesIn(directory)
  if (!files.includes('index.html'))
    throw new StudioError(503, 'PAGE_MISSING', "The studio's page is not built; in a clone, npm run build makes it.")
  const file = context.req.path === '/' ? 'index.html' : context.req.path.slice(1)
  if (!files.includes(file)) throw new StudioError(404, 'NOT_FOUND', 'There is nothing at this address.')
  return context.body(await readFile(join(directory, file)), 200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    // The build writes a hash of the content into the names of these.
    'cache-control': file.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  })
}

async function filesIn(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(directory, join(parentPath, name)).replaceAll(sep, '/'))
  } catch {
    return []
  }
}
