// The long tests of tokens among processes: npm run soak:auth. About ten minutes; SOAK_SECONDS and SOAK_KILLS shorten it.
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
// Two levels below the root, as the emulator's sources are, which look for the schemas from there.
const directory = `${root}node_modules/.soak-auth-${process.pid}`
mkdirSync(directory, { recursive: true })
process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
const outfile = `${directory}/soak.mjs`
await build({
  entryPoints: ['test/auth/soak.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
})
await import(pathToFileURL(outfile).href)
