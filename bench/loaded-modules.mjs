// Prints what importing the package, an invocation and each command load. `--write` puts it into
// docs/performance.md.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clearTimeout } from 'node:timers'
import { fileURLToPath } from 'node:url'
import { writeTables } from './documents.mjs'
import { runnerOptions, startServer } from './session.mjs'
import { count, table } from './tables.mjs'
import { connection } from './task.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const declared = new Set(Object.keys({ ...dependencies, ...peerDependencies }))
const recorder = new URL('record-modules.mjs', import.meta.url).href
const coldStart = fileURLToPath(new URL('cold-start.mjs', import.meta.url))
const command = join(root, 'dist/cli/main.js')
const home = mkdtempSync(join(tmpdir(), 'bench-modules-'))
const { server, origin } = await startServer()

const runner = (name) => [
  coldStart,
  new URL(`runners/${name}.mjs`, import.meta.url).href,
  JSON.stringify(runnerOptions(origin)),
]
const workspace = ['--set', 'workspaceId=63f1c2d4e5a6b7c8d9e0f1a2', '--set', 'phone=+12025550100']
const subjects = {
  "`import 'cjds-flow-node'`": [coldStart, 'cjds-flow-node'],
  'first invocation, no wire': runner('executor-instant'),
  'first invocation, undici transport': runner('executor-undici'),
  'first invocation, axios transport': runner('executor-axios'),
  '`methods`': [command, 'methods'],
  '`describe`': [command, 'describe', 'manageIdentity'],
  '`explain`': [command, 'explain', 'manageIdentity', '--base-url', origin, ...workspace],
  '`run`': [command, 'run', 'manageIdentity', '--base-url', origin, ...workspace],
  '`form`': [command, 'form', 'manageIdentity'],
  '`docs`': [command, 'docs'],
  '`types`': [command, 'types'],
  '`lint`': [command, 'lint', join(root, 'examples/tickets')],
  '`contract`': [command, 'contract', join(root, 'examples/tickets')],
  '`emulate`': [command, 'emulate', '--port', '0'],
  '`studio`': [command, 'studio', '--port', '0', '--no-open'],
}

const floor = await loaded([coldStart])
const rows = []
for (const [subject, args] of Object.entries(subjects)) {
  const modules = (await loaded(args)).filter((module) => !floor.includes(module))
  const files = modules.filter((module) => module.startsWith('file://') && !module.includes('/bench/'))
  const paths = files.map((url) => fileURLToPath(url))
  const kilobytes = paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1000
  const packages = new Set(paths.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))
  const own = paths.filter((path) => !path.includes('node_modules'))
  const builtins = modules.filter((module) => module.startsWith('NativeModule:'))
  rows.push([
    subject,
    count(own.length),
    count(Math.round(kilobytes)),
    packageNames([...packages]),
    count(builtins.length),
  ])
}
server.stop()
rmSync(home, { recursive: true, force: true })
const result = table('What is loaded', ['', 'Own files', 'kB in all', 'Packages', "Node's own modules"], rows)
console.log(result.text)
if (process.argv.includes('--write')) writeTables({ modules: result })

/** Those that the package names itself; what they bring along by number. */
function packageNames(names) {
  const direct = names.filter((name) => declared.has(name)).sort()
  const more = names.length - direct.length
  return `${direct.join(', ')}${more === 0 ? '' : ` and ${more} of theirs`}` || '–'
}

/** What a program loads until it ends, or until it has been serving for a while. */
async function loaded(args) {
  const file = join(home, 'modules')
  writeFileSync(file, '')
  const env = { ...process.env, RECORD_MODULES: file, CJDS_NODE_TOKEN: connection.accessToken, HOME: home }
  const child = spawn(process.execPath, ['--import', recorder, ...args], { cwd: home, env, stdio: 'ignore' })
  const timer = setTimeout(() => child.kill('SIGINT'), 8_000)
  await once(child, 'exit')
  clearTimeout(timer)
  return [...new Set(readFileSync(file, 'utf8').split('\n'))].filter((line) => line !== '')
}
