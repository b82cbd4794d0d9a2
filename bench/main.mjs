// `npm run bench`: measures, prints the tables, writes results. Options: `--quick`; `--check` only looks whether all
// contestants do the work; `--only <measure>` (may be repeated);
// `--contestant <id>` (may be repeated); `--write` renews the tables and the chart of docs/performance.md.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { baseline, missingPeers, versions } from './contestants.mjs'
import { measureLoad } from './measures/load.mjs'
import { measureAllocation, measureInFlight } from './measures/memory.mjs'
import { measurePayload } from './measures/payload.mjs'
import { measurePure } from './measures/pure.mjs'
import { measureStart } from './measures/start.mjs'
import { writeDocuments } from './documents.mjs'
import { chosen, startContestant, startServer } from './session.mjs'
import { tablesOf } from './tables.mjs'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    contestant: { type: 'string', multiple: true, default: [] },
  },
})
const names = options.contestant.length === 0 ? [] : [...new Set([baseline, ...options.contestant])]
const { quick } = options
const short = quick ? { warmUpMs: 100, ms: 200 } : { warmUpMs: 200, ms: 400 }

const measures = {
  load: (session) =>
    measureLoad(session, { names, ...short, rounds: quick ? 3 : 7, concurrencies: quick ? [32] : [1, 32, 1_000] }),
  pure: (session) => measurePure(session, { ...short, rounds: quick ? 3 : 9, calls: quick ? 5_000 : 20_000 }),
  start: (session) => measureStart(session, { names, rounds: quick ? 3 : 15 }),
  memory: (session) =>
    measureInFlight(session, { names, rounds: quick ? 2 : 6, inFlight: quick ? [1_000] : [1_000, 10_000] }),
  allocation: (session) => measureAllocation(session, { names, rounds: quick ? 2 : 7 }),
  payload: (session) =>
    measurePayload(session, {
      names,
      ...short,
      rounds: quick ? 1 : 3,
      answerBytes: quick ? [100_000] : [1_000, 10_000, 100_000, 1_000_000],
      listItems: quick ? [100] : [1, 10, 100],
    }),
}
const unknown = options.only.filter((name) => !Object.hasOwn(measures, name))
if (unknown.length > 0) {
  console.error(`No measure ${unknown.join(', ')}; there are ${Object.keys(measures).join(', ')}.`)
  process.exit(2)
}

const missing = missingPeers()
if (missing !== undefined) console.error(missing)
const session = await startServer()
if (options.check) {
  for (const contestant of chosen(names)) {
    const remote = await startContestant(contestant, session, { warmUp: false })
    remote.stop()
    console.log(`${contestant.id}: does the work`)
  }
  process.exit()
}
const results = {
  date: new Date().toISOString(),
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, loadBefore: loadavg()[0] },
  versions: { node: process.version, ...versions() },
  quick,
  measured: {},
}
for (const [name, measure] of Object.entries(measures)) {
  if (options.only.length > 0 && !options.only.includes(name)) continue
  const began = performance.now()
  results.measured[name] = await measure(session)
  console.error(`${name}: ${Math.round((performance.now() - began) / 1000)} s`)
}
session.server.stop()
results.machine.loadAfter = loadavg()[0]

for (const { title, text } of Object.values(tablesOf(results))) console.log(`\n${title}\n\n${text}`)
const directory = new URL('results/', import.meta.url)
mkdirSync(directory, { recursive: true })
const file = new URL(`${results.date.replaceAll(':', '-')}.json`, directory)
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
console.error(`\nwrote ${file.pathname}`)
if (options.write) writeDocuments(results)
