// Compiles `src` to `dist`. Incremental: a second run without changes takes about a second.
import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: ['ignore', 2, 2],
})
// `npx cjds-node` in a clone runs this file itself.
chmodSync(fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)), 0o755)
process.exit(status ?? 1)
