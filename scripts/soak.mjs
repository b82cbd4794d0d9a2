// Runs a long test, a program in TypeScript: node scripts/soak.mjs FILE [ARGUMENTS]
import { mkdtempSync, rmSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const [file, ...rest] = process.argv.slice(2)
const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
// Right below the root, as `src` is: the package's files are looked for from there.
const directory = mkdtempSync(`${root}.soak-`)
process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
const outfile = `${directory}/soak.mjs`
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
})
process.argv = [process.execPath, outfile, ...rest]
await import(pathToFileURL(outfile).href)
