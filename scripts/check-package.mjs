// The package as a consumer gets it: packed, looked into, installed into an empty project, and used from an ES module,
// from CommonJS and from TypeScript. Needs the npm registry, so it is not part of `npm test`.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const project = mkdtempSync(join(tmpdir(), 'cjds-consumer-'))
const run = (command, args, cwd = project) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

try {
  const [pack] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', project], root))
  const files = pack.files.map(({ path }) => path)
  const expected =
    /^(dist\/|node-manifest\/|schemas\/|examples\/node-red\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/
  assert.deepEqual(
    files.filter((file) => !expected.test(file)),
    [],
    'files that no consumer needs',
  )
  assert.deepEqual(
    files.filter((file) => /\.(map|tsbuildinfo)$/.test(file)),
    [],
    'build leftovers',
  )
  for (const file of [
    'dist/index.js',
    'dist/types/index.d.ts',
    'dist/cli/main.js',
    'dist/studio/page/index.html',
    'dist/studio/page/licenses.md',
    'dist/hosts/node-red/nodes/customer-journey-data.cjs',
    'node-manifest/v1/node.json',
    'schemas/node.schema.json',
  ])
    assert.ok(files.includes(file), `${file} is missing`)

  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', join(project, pack.filename)])
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--save-dev',
    'typescript@6.0.3',
    '@types/node@20',
  ])
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'))
  assert.deepEqual(
    Object.keys(packages).filter((path) => packages[path].hasInstallScript),
    [],
    'packages that run something when they are installed',
  )
  for (const consumer of ['esm', 'commonjs', 'types'])
    cpSync(join(root, 'test/consumers', consumer), join(project, consumer), { recursive: true })

  console.log(run('node', ['esm/main.mjs']).trim())
  console.log(run('node', ['commonjs/main.cjs']).trim())
  run('npx', ['tsc', '-p', 'types'])
  console.log('types ok')
  assert.match(run('npx', ['cjds-node', 'methods']), /manageIdentity/)
  const studio = spawn(
    process.execPath,
    ['node_modules/cjds-flow-node/dist/cli/main.js', 'studio', '--port', '0', '--json'],
    { cwd: project },
  )
  const [line] = await once(studio.stdout, 'data')
  const page = await fetch(JSON.parse(String(line)).origin)
  assert.match(await page.text(), /<script type="module"/)
  studio.kill()
  console.log('studio ok')
  console.log(
    `cjds-node ok\n${files.length} files, ${Math.round(pack.size / 1024)} kB packed, ${Math.round(pack.unpackedSize / 1024)} kB unpacked`,
  )
} finally {
  rmSync(project, { recursive: true, force: true })
}
