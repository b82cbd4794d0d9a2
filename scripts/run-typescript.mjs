// Runs a program in TypeScript as it stands in the sources: node scripts/run-typescript.mjs FILE [OPTION...]
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const [entry = ''] = process.argv.splice(2, 1)
const directory = `${root}node_modules/.cache/cjds-flow-node/program-${process.pid}`
mkdirSync(directory, { recursive: true })
process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
const outfile = `${directory}/program.mjs`
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  // Sources find the package's files from where they stand, one level below the root.
  define: { 'import.meta.url': JSON.stringify(pathToFileURL(`${root}src/index.ts`)) },
  logLevel: 'error',
})
await import(pathToFileURL(outfile).href)
