// CPU of a new process: until its first result, for importing the package, for more methods.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { baseline } from '../contestants.mjs'
import { chosen, runnerOptions } from '../session.mjs'
import { nodesOfMethods } from '../methods-of-a-node.mjs'
import { mean, summary } from '../statistics.mjs'
import { compare } from './pairs.mjs'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../cold-start.mjs', import.meta.url))

/** @returns what `compare` tells for the whole start; milliseconds of CPU for imports, and those of ten methods more than of one */
export async function measureStart({ origin }, { names, rounds }) {
  const contestants = chosen(names).filter(({ wire }) => wire)
  const runners = new Map(contestants.map(({ id, runner }) => [id, runner]))
  const start = async (id) => ({ cpuMs: await cpuMs(runners.get(id), JSON.stringify(runnerOptions(origin))) })
  const peers = contestants.filter(({ peer }) => peer).map(({ id }) => id)
  const others = contestants.filter(({ id, peer }) => id !== baseline && !peer).map(({ id }) => id)
  const nodes = await nodesOfMethods([1, 10])
  const { 1: one, 10: ten } = nodes.modules
  const againstAxios = contestants.filter(({ against }) => against === 'axios').map(({ id }) => id)
  const measured = {
    firstResult: {
      ...(await compare(baseline, peers, Math.ceil(rounds / 3), start)),
      ...(await compare(baseline, others, rounds, start)),
    },
    firstResultSameTransport: await compare('axios', againstAxios, rounds, start),
    imports: await compare('undici', ['cjds-flow-node', 'axios'], rounds, async (name) => ({
      cpuMs: await cpuMs(name),
    })),
    methods: { moreMs: await difference(one, ten, 4 * rounds) },
  }
  await nodes.remove()
  return measured
}

/** Between neighbours: the difference is much smaller than what one start and the next take on a busy machine. */
async function difference(one, other, rounds) {
  const differences = []
  let before = await cpuMs(one)
  for (let round = 0; round < rounds; round++) {
    const more = await cpuMs(other)
    const after = await cpuMs(one)
    differences.push(more - mean([before, after]))
    before = after
  }
  return summary(differences)
}

async function cpuMs(...args) {
  const { stdout } = await run(process.execPath, [script, ...args], { maxBuffer: 10_000_000 })
  return Number(/^cpu (\d+)$/m.exec(stdout)?.[1]) / 1000
}
