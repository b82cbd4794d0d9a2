import { mkdir, mkdtemp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

/** A new directory inside the project, so that what is put there finds the project's packages. */
export async function makeProjectDirectory(prefix: string): Promise<string> {
  const cache = resolve('node_modules/.cache/cjds-flow-node')
  await mkdir(cache, { recursive: true })
  return mkdtemp(join(cache, prefix))
}

/** One file of JavaScript for a program in TypeScript; its directory is the caller's to remove. */
export async function bundleOf(entry: string): Promise<string> {
  const bundle = join(await makeProjectDirectory('bundle-'), 'program.mjs')
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
