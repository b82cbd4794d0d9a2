import { fstatSync, statSync, type Stats } from 'node:fs'

/**
 * Whether two names stand for one regular file, however they are written and linked.
 * @param input a path, or `-` for standard input
 */
export function isSameFile(input: string, output: string): boolean {
  const [one, other] = [input === '-' ? look(() => fstatSync(0)) : statsOf(input), statsOf(output)]
  return one?.isFile() === true && one.dev === other?.dev && one.ino === other.ino
}

const statsOf = (path: string): Stats | undefined => look(() => statSync(path))

/** What cannot be looked at is for whoever opens it to complain of. */
function look(stat: () => Stats): Stats | undefined {
  try {
    return stat()
  } catch {
    return undefined
  }
}
