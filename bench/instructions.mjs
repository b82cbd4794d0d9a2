// `npm run bench:instructions`: fails when the executor without a wire takes more instructions than bench/instructions.json
// allows. Counted by valgrind, so that neither the machine nor its load matters. `--accept` makes the count of today the
// committed one.
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const committedFile = new URL('instructions.json', import.meta.url)
const counter = 'valgrind'
const allowedGrowth = 0.05
/** Calls of each method in a short run and in a long one; what lies between them has neither start nor warm-up. */
const calls = { short: 3_000, long: 9_000 }
// One thread, and nothing by chance.
const flags = ['--single-threaded', '--predictable', '--hash-seed=1', '--random-seed=1']

const accept = process.argv.includes('--accept')
const committed = JSON.parse(readFileSync(committedFile, 'utf8'))
const major = Number(process.versions.node.split('.')[0])

if (spawnSync(counter, ['--version']).status !== 0) {
  console.log('Instructions were not counted: valgrind is not installed (apt-get install valgrind).')
} else if (major !== committed.nodeMajor && !accept) {
  console.log(`Instructions were not counted: the committed count is of Node ${committed.nodeMajor}, this is ${major}.`)
} else {
  const counted = await perInvocation()
  if (accept) {
    const record = { nodeMajor: major, node: process.version, instructionsPerInvocation: counted }
    writeFileSync(committedFile, `${JSON.stringify(record, null, 2)}\n`)
    console.log(`Accepted: ${counted.toLocaleString('en-US')} instructions per invocation.`)
  } else {
    compare(counted)
  }
}

function compare(counted) {
  const growth = counted / committed.instructionsPerInvocation - 1
  const percent = `${growth < 0 ? '' : '+'}${(growth * 100).toFixed(1)} %`
  const text = `${counted.toLocaleString('en-US')} instructions per invocation, ${percent} to the committed count`
  console.log(text)
  if (growth <= allowedGrowth) return
  console.error(
    `That is more than ${allowedGrowth * 100} % above it. If it is worth it: npm run bench:instructions -- --accept`,
  )
  process.exitCode = 1
}

async function perInvocation() {
  const methods = 4
  const [short, long] = await Promise.all([count(calls.short), count(calls.long)])
  return Math.round((long - short) / ((calls.long - calls.short) * methods))
}

async function count(callsOfEach) {
  const directory = mkdtempSync(join(tmpdir(), 'instructions-'))
  const output = join(directory, 'callgrind.out')
  const script = fileURLToPath(new URL('pure-run.mjs', import.meta.url))
  try {
    await promisify(execFile)(counter, [
      '--tool=callgrind',
      `--callgrind-out-file=${output}`,
      process.execPath,
      ...flags,
      script,
      String(callsOfEach),
    ])
    return Number(/^(?:summary|totals): (\d+)/m.exec(readFileSync(output, 'utf8'))[1])
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
