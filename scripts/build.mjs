// Compiles `src` to `dist`, and the studio's page to `dist/studio/page`. Incremental: a second run without changes takes
// about a second.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] }).status ?? 1

const compiled = node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
// `npx cjds-node` in a clone runs this file itself.
chmodSync(join(root, 'dist/cli/main.js'), 0o755)
process.exit(compiled || (pageIsStale() ? node('node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn') : 0))

function pageIsStale() {
  const built = join(root, 'dist/studio/page/index.html')
  if (!existsSync(built)) return true
  const { mtimeMs } = statSync(built)
  const sources = ['src/studio', 'src/projections/form'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).map(({ parentPath, name }) =>
      join(parentPath, name),
    ),
  )
  return [...sources, join(root, 'package-lock.json')].some((file) => statSync(file).mtimeMs > mtimeMs)
}
