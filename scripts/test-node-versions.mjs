// The package on other versions of Node.js than the one at hand: npm run test:node-versions -- [22 24] [--all]. Takes each
// from npm, runs the tests that depend on what Node.js does (all that need no other program, with --all), the demo and the
// consumers of check-package. Needs a build and the npm registry; on Linux, macOS and Windows on the usual processors.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const versions = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument))
const all = process.argv.includes('--all')

/**
 * What uses the runtime's own sockets, files, processes, streams, JSON and dates: about two minutes a version on two cores.
 * The others test what a manifest means, pages, documents and types, which no version of Node.js changes.
 */
const folders = ['auth', 'emulator', 'faults', 'outcome', 'transport']
/** Of these, what takes minutes and asks little of the runtime. */
const leftOut = ['test/faults/manifests', 'test/faults/inputs']
const tests = all
  ? ['--testPathIgnorePatterns', '/node_modules/', 'test/hosts/', 'test/studio/browser/', 'test/bench/']
  : [...folders.map((folder) => `test/${folder}/`), '--testPathIgnorePatterns', '/node_modules/', ...leftOut]

for (const version of versions.length > 0 ? versions : ['22', '24']) {
  const node = nodeOf(version)
  // What tests and npm start by name is this version, too.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` }
  const run = (title, ...args) => {
    console.log(`\n== Node.js ${version}: ${title}`)
    const { status } = spawnSync(node, args, { cwd: root, env, stdio: 'inherit' })
    if (status !== 0) process.exit(status ?? 1)
  }
  run('version', '--print', 'process.version')
  run('tests', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...tests)
  run('demo', 'dist/cli/main.js', 'demo')
  run('consumers of the package', 'scripts/check-package.mjs')
}

/** The program of a version, from the package in which npm has it for this kind of machine. */
function nodeOf(version) {
  const { platform, arch } = process
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`
  const folder = join(root, 'node_modules/.cache/cjds-flow-node', `node-${version}`)
  const program = join(folder, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true })
    const install = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts']
    const { status } = spawnSync('npm', [...install, `${name}@${version}`], {
      stdio: 'inherit',
      shell: platform === 'win32',
    })
    if (status !== 0) process.exit(status ?? 1)
  }
  return program
}
