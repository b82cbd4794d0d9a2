// CPU per invocation against the size of the answer and the length of a list.
import { baseline } from '../contestants.mjs'
import { check, chosen, slice, startContestant } from '../session.mjs'
import { compare } from './pairs.mjs'

const kilo = 1_000

/** @returns for each size of answer and each length of list what `compare` tells */
export async function measurePayload(session, { names, rounds, warmUpMs, ms }) {
  const contestants = chosen(names).filter(({ peer, wire }) => wire && !peer)
  const remotes = new Map()
  for (const contestant of contestants) remotes.set(contestant.id, await startContestant(contestant, session))
  const ids = contestants.map(({ id }) => id).filter((id) => id !== baseline)
  const measured = { answerBytes: {}, listItems: {} }
  const run = (details) =>
    compare(baseline, ids, rounds, async (id) => {
      const { cpuUs } = await slice(remotes.get(id), session, { concurrency: 32, warmUpMs, ms, ...details })
      return { cpuUs }
    })
  for (const bytes of [kilo, 10 * kilo, 100 * kilo, 1_000 * kilo]) {
    await session.server.ask('answer', { bytes })
    for (const [, remote] of remotes) await check(remote.contestant, remote, session.server, 2, bytes)
    measured.answerBytes[bytes] = await run({})
  }
  await session.server.ask('answer', {})
  for (const listItems of [1, 10, 100]) {
    for (const [, remote] of remotes) await check(remote.contestant, remote, session.server, listItems)
    measured.listItems[listItems] = await run({ listItems })
  }
  for (const remote of remotes.values()) remote.stop()
  return measured
}
