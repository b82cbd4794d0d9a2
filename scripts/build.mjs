// Makes the package: `src` compiled to `build`, file by file, for the scripts and the bundler; the bundle and the types in
// `dist`; the studio's page in `dist/studio/page`. Incremental: a second run without changes takes about a second.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

// What the compiler remembers does not say that its output is still there.
if (!existsSync(join(root, 'dist/types'))) rmSync(join(root, 'build'), { recursive: true, force: true })
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json')
if (isStale('dist/index.js', ['build', 'package.json', 'scripts/bundle.mjs'])) run('scripts/bundle.mjs')
// `npx cjds-node` in a clone runs this file itself.
chmodSync(join(root, 'dist/cli/main.js'), 0o755)
if (isStale('dist/studio/page/index.html', ['src/studio', 'src/projections/form', 'package-lock.json']))
  run('node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error')

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(status ?? 1)
}

function isStale(output, sources) {
  if (!existsSync(join(root, output))) return true
  const { mtimeMs } = statSync(join(root, output))
  return sources.flatMap(filesOf).some((file) => statSync(file).mtimeMs > mtimeMs)
}

function filesOf(source) {
  const path = join(root, source)
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => join(parentPath, name))
}
