// CPU of each method without a wire, beside what the baseline takes for its invocation at the same time.
import { baseline, contestants } from '../contestants.mjs'
import { Remote } from '../remote.mjs'
import { slice, startContestant } from '../session.mjs'
import { compare } from './pairs.mjs'

/** @returns what `compare` tells of each method */
export async function measurePure(session, { rounds, warmUpMs, ms, calls }) {
  const reference = await startContestant(
    contestants.find(({ id }) => id === baseline),
    session,
  )
  const pure = await Remote.start('pure-cost.mjs')
  const methods = pure.ready
  for (const method of methods) await pure.ask('run', { method, warmUp: 10 * calls, calls })
  const measured = await compare(baseline, methods, rounds, async (id) => {
    if (id !== baseline) return { cpuUs: await pure.ask('run', { method: id, warmUp: calls / 2, calls }) }
    const { cpuUs } = await slice(reference, session, { concurrency: 32, warmUpMs, ms })
    return { cpuUs }
  })
  reference.stop()
  pure.stop()
  return measured
}
