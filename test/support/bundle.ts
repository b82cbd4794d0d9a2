import { mkdir, mkdtemp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

/** One file of JavaScript for a program in TypeScript; its directory is the caller's to remove. */
export async function bundleOf(entry: string): Promise<string> {
  // Inside the project, so that the bundle finds its packages.
  const cache = resolve('node_modules/.cache/cjds-flow-node')
  await mkdir(cache, { recursive: true })
  const bundle = join(await mkdtemp(join(cache, 'bundle-')), 'program.mjs')
  await build({
    entryPoints: [resolve(entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: bundle,
    logLevel: 'error',
  })
  return bundle
}
