// The server and the contestants of one run of the bench.
import { contestants } from './contestants.mjs'
import { Remote } from './remote.mjs'
import { answer, checkRequest, connection } from './task.mjs'

export const connections = 32

/** Starts the server that all contestants call. */
export async function startServer() {
  const server = await Remote.start('server.mjs')
  return { server, origin: server.ready.origin }
}

/** What a contestant's runner is started with. */
export function runnerOptions(origin, answerBytes) {
  return { origin, accessToken: connection.accessToken, connections, answerBytes }
}

/**
 * A contestant in a process of its own, whose request and result have been checked.
 * @throws {Error} when either is not what all must send and give
 */
export async function startContestant(
  contestant,
  { server, origin },
  { execArgv = [], answerBytes, warmUp = true } = {},
) {
  const options = JSON.stringify(runnerOptions(origin, answerBytes))
  const remote = await Remote.start('contestant.mjs', [contestant.runner, options], ['--expose-gc', ...execArgv])
  await check(contestant, remote, server, 2, answerBytes)
  // The same number for all of them, or the baseline, which runs more often, would be the best optimised.
  const calls = contestant.peer ? 300 : 10_000
  if (warmUp) await remote.ask('slice', { concurrency: connections, warmUpMs: 0, warmUpCalls: calls, ms: 0 })
  return Object.assign(remote, { contestant })
}

/** @throws {Error} when the contestant's request or result is not right */
export async function check({ id, wire }, remote, server, listItems, answerBytes) {
  try {
    await server.ask('keep')
    await remote.ask('check', { listItems, answered: answer(answerBytes) })
    const { kept } = await server.ask('state')
    if (wire) checkRequest(kept, listItems)
  } catch (error) {
    throw new Error(`${id} does not do the work: ${error.message}`, { cause: error })
  }
}

/** A slice, after which the server must have seen as many requests as there were invocations. */
export async function slice(remote, { server }, details) {
  const { requests: before } = await server.ask('state')
  const result = await remote.ask('slice', details)
  const { requests: after } = await server.ask('state')
  const { id, wire } = remote.contestant
  if (wire && after - before !== result.calls)
    throw new Error(`${id} sent ${after - before} requests in ${result.calls} invocations`)
  return result
}

/** The contestants that are here and whose id is among the names, or all. */
export function chosen(names) {
  return contestants.filter(({ id, installed }) => installed && (names.length === 0 || names.includes(id)))
}
