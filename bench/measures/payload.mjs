// CPU per invocation against the size of the answer and the length of a list.
import { baseline } from '../contestants.mjs'
import { check, chosen, slice, startContestant } from '../session.mjs'
import { compare } from './pairs.mjs'

/** @returns for each size of answer and each length of list what `compare` tells */
export async function measurePayload(session, { names, rounds, warmUpMs, ms, answerBytes, listItems }) {
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
  for (const bytes of answerBytes) {
    await session.server.ask('answer', { bytes })
    for (const [, remote] of remotes) await check(remote.contestant, remote, session.server, 2, bytes)
    measured.answerBytes[bytes] = await run({})
  }
  await session.server.ask('answer', {})
  for (const items of listItems) {
    for (const [, remote] of remotes) await check(remote.contestant, remote, session.server, items)
    measured.listItems[items] = await run({ listItems: items })
  }
  for (const remote of remotes.values()) remote.stop()
  return measured
}
