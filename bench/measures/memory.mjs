// What an invocation holds while the service lets it wait, and what it allocates from beginning to end.
import { setTimeout as sleep } from 'node:timers/promises'
import { baseline } from '../contestants.mjs'
import { chosen, connections, startContestant } from '../session.mjs'
import { summary } from '../statistics.mjs'

/** @returns for each contestant, bytes held by each of so many invocations in flight */
export async function measureInFlight(session, { names, rounds, inFlight }) {
  const measured = {}
  for (const contestant of chosen(names).filter(({ wire }) => wire)) {
    const remote = await startContestant(contestant, session)
    measured[contestant.id] = {}
    // Ten thousand invocations of a host take half a minute.
    for (const calls of contestant.peer ? inFlight.slice(0, 1) : inFlight) {
      const values = []
      for (let round = 0; round < (contestant.peer ? 2 : rounds); round++)
        values.push(await held(remote, session, calls))
      // The first of them grows tables that stay.
      measured[contestant.id][calls] = summary(values.slice(1))
    }
    remote.stop()
  }
  return withRatios(measured)
}

async function held(remote, { server }, calls) {
  await remote.ask('slice', { concurrency: connections, warmUpMs: 0, ms: 50 })
  const before = await remote.ask('memory')
  await server.ask('hold')
  await remote.ask('begin', { calls })
  await settled(server)
  const during = await remote.ask('memory')
  await server.ask('release')
  await remote.ask('finish')
  return (during - before) / calls
}

/** Until no further request arrives. */
async function settled(server) {
  for (let seen = -1; ;) {
    const { held: waiting } = await server.ask('state')
    if (waiting === seen && waiting > 0) return
    seen = waiting
    await sleep(150)
  }
}

/** @returns for each contestant, bytes of heap that an invocation takes, in a young generation too large to be collected */
export async function measureAllocation(session, { names, rounds }) {
  const measured = {}
  const execArgv = ['--min-semi-space-size=128', '--max-semi-space-size=128']
  for (const contestant of chosen(names)) {
    const remote = await startContestant(contestant, session, { execArgv })
    const values = []
    for (let calls = contestant.peer ? 128 : 640; values.length < rounds && calls >= 16;) {
      const { bytes, collections } = await remote.ask('allocate', { calls, concurrency: 16 })
      if (collections === 0) values.push(bytes)
      else calls /= 2
    }
    if (values.length > 0) measured[contestant.id] = { all: summary(values) }
    remote.stop()
  }
  return withRatios(measured)
}

function withRatios(measured) {
  return Object.fromEntries(
    Object.entries(measured).map(([id, figures]) => [
      id,
      Object.fromEntries(
        Object.entries(figures).map(([key, bytes]) => [
          key,
          { bytes, ratio: bytes.median / (measured[baseline]?.[key]?.median ?? NaN) },
        ]),
      ),
    ]),
  )
}
