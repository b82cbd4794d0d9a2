// Throughput, latency and CPU with so many invocations at a time.
import { baseline } from '../contestants.mjs'
import { chosen, slice, startContestant } from '../session.mjs'
import { compare } from './pairs.mjs'

/** @returns for each concurrency what `compare` tells; and the same against each contestant's client of its transport */
export async function measureLoad(session, { names, concurrencies, rounds, warmUpMs, ms }) {
  const remotes = await startAll(session, names)
  const measured = { againstBaseline: {}, againstSameTransport: {} }
  for (const concurrency of concurrencies) {
    const measure = async (id) => {
      const { cpuUs, perSecond, p50Ms, p99Ms } = await slice(remotes.get(id), session, { concurrency, warmUpMs, ms })
      return { cpuUs, perSecond, p50Ms, p99Ms }
    }
    const fast = [...remotes.values()].filter(({ contestant: { id, peer } }) => id !== baseline && !peer)
    const slow = [...remotes.values()].filter(({ contestant: { peer } }) => peer)
    measured.againstBaseline[concurrency] = {
      ...(await compare(baseline, ids(slow), Math.ceil(rounds / 3), measure)),
      ...(await compare(baseline, ids(fast), rounds, measure)),
    }
    const others = fast.filter(({ contestant: { against } }) => against !== undefined && against !== baseline)
    for (const [against, group] of grouped(others))
      Object.assign(
        (measured.againstSameTransport[concurrency] ??= {}),
        await compare(against, ids(group), rounds, measure),
      )
  }
  for (const remote of remotes.values()) remote.stop()
  return measured
}

async function startAll(session, names) {
  const remotes = new Map()
  for (const contestant of chosen(names)) remotes.set(contestant.id, await startContestant(contestant, session))
  return remotes
}

function grouped(remotes) {
  const groups = new Map()
  for (const remote of remotes) {
    const { against } = remote.contestant
    groups.set(against, [...(groups.get(against) ?? []), remote])
  }
  return groups
}

function ids(remotes) {
  return remotes.map(({ contestant }) => contestant.id)
}
