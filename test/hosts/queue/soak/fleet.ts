import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { finished, startCli, type CliRun } from '../../../cli/support.js'

/** Worker processes that share a queue, each of them `cjds-node worker`. */
export interface Fleet {
  /** SIGKILLs the oldest of those that work, and starts another in its place. Nothing while all are still starting. */
  killOne(): Promise<void>
  readonly killed: () => number
  /** SIGTERM to all. How they ended. */
  stop(): Promise<CliRun[]>
}

interface Member {
  readonly child: ChildProcessWithoutNullStreams
  readonly end: Promise<CliRun>
  working: boolean
}

export async function startFleet(
  size: number,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Fleet> {
  const start = (): Member => {
    const child = startCli(['worker', '--log', 'none', ...args], { env })
    const member = { child, end: finished(child), working: false }
    // Its first words are that it works.
    child.stderr.once('data', () => (member.working = true))
    return member
  }
  const members = Array.from({ length: size }, start)
  await Promise.all(members.map(({ child }) => once(child.stderr, 'data')))
  let killed = 0
  return {
    async killOne() {
      const index = members.findIndex(({ working }) => working)
      const [oldest] = index < 0 ? [] : members.splice(index, 1)
      if (oldest === undefined) return
      oldest.child.kill('SIGKILL')
      await oldest.end
      killed += 1
      members.push(start())
    },
    killed: () => killed,
    stop: () => {
      for (const { child } of members) child.kill('SIGTERM')
      return Promise.all(members.map(({ end }) => end))
    },
  }
}
