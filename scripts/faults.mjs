// The catalogue of faults against the tests: npm run faults. A test proves a row when its title has the row's number, it
// ran and it passed; each row says how many there are, so that none can be deleted or skipped unseen. Runs the tests
// itself, or takes the reports of runs that have been (`--report FILE`, as often as needed). `--update` writes the counts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const cataloguePath = join(root, 'test/faults/catalogue.json')
const catalogue = JSON.parse(readFileSync(cataloguePath, 'utf8'))
const { values } = parseArgs({
  options: { report: { type: 'string', multiple: true }, update: { type: 'boolean', default: false } },
})

const reports = values.report?.map(readReport) ?? [runTests()]
const statuses = statusesOf(reports)
const rows = catalogue.map((row) => {
  const found = testsOf(row.fault)
  const tests = values.update ? Math.max(1, found.passed + found.failed + found.skipped) : row.tests
  return { ...row, tests, found }
})

if (values.update) {
  const counted = catalogue.map((row, index) => ({ ...row, tests: rows[index].tests }))
  writeFileSync(cataloguePath, `${JSON.stringify(counted, null, 2)}\n`)
}
for (const row of rows) console.log(line(row))
const open = rows.filter((row) => problemOf(row) !== undefined)
const strangers = [...statuses.keys()]
  .flatMap(faultsIn)
  .filter((fault) => !catalogue.some((row) => row.fault === fault))
for (const fault of new Set(strangers)) console.log(`${fault} has tests but no row; add it to the catalogue.`)
for (const { message } of reports.flatMap(({ testResults }) => testResults).filter(({ message }) => message !== ''))
  console.error(message)
if (rows.some(({ found, tests }) => found.passed > tests))
  console.log('There are more tests than the catalogue says: run `npm run faults -- --update`, which counts them.')
console.log(`faults covered ${rows.length - open.length}/${rows.length}`)
process.exitCode = open.length === 0 && strangers.length === 0 ? 0 : 1

function readReport(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Runs the files with such tests, whole: some build on those before. A test that cannot run here fails, not skips. */
function runTests() {
  const directory = mkdtempSync(join(tmpdir(), 'faults-'))
  const file = join(directory, 'report.json')
  try {
    spawnSync(
      process.execPath,
      [
        ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...filesWithFaults()],
        ...['--json', '--outputFile', file, '--silent'],
      ],
      { cwd: root, env: { ...process.env, REQUIRE_ALL: '1' }, stdio: ['ignore', 'ignore', 'inherit'] },
    )
    return readReport(file)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function filesWithFaults() {
  return readdirSync(join(root, 'test'), { recursive: true })
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .filter((file) => faultsIn(readFileSync(join(root, 'test', file), 'utf8')).length > 0)
    .map((file) => `test/${file}`)
}

function faultsIn(text) {
  return Array.from(text.matchAll(/\bF\d{3}\b/g), ([fault]) => fault)
}

/**
 * What became of each test, by file and title, and by number where several have one title. In several reports, one that was
 * skipped in one may have run in another.
 */
function statusesOf(reports) {
  const statuses = new Map()
  const rank = (status) => ({ failed: 0, passed: 1 })[status] ?? 2
  for (const { name, assertionResults } of reports.flatMap(({ testResults }) => testResults)) {
    const seen = new Map()
    for (const { fullName, status } of assertionResults) {
      const number = (seen.get(fullName) ?? 0) + 1
      seen.set(fullName, number)
      const test = `${name} ${fullName} ${number}`
      if (!statuses.has(test) || rank(status) < rank(statuses.get(test))) statuses.set(test, status)
    }
  }
  return statuses
}

function testsOf(fault) {
  const found = [...statuses].filter(([title]) => title.includes(`[${fault}]`)).map(([, status]) => status)
  const passed = found.filter((status) => status === 'passed').length
  const failed = found.filter((status) => status === 'failed').length
  return { passed, failed, skipped: found.length - passed - failed }
}

function problemOf({ tests, found: { passed, failed, skipped } }) {
  if (passed + failed + skipped === 0) return 'no test'
  if (failed > 0) return `${failed} failed`
  if (skipped > 0) return `${skipped} skipped`
  return passed === tests ? undefined : `${passed}, not ${tests}`
}

function line(row) {
  const { fault, area, what, found } = row
  return `${fault}  ${area.padEnd(19)}  ${(problemOf(row) ?? `${found.passed} passed`).padEnd(10)}  ${what}`
}
