import { describe } from '@jest/globals'

/**
 * Says on the screen what is not tested here, and why.
 * @param reason what is missing, as a sentence's end
 * @throws {Error} with the environment's `REQUIRE_ALL=1`, as `.ci/run` sets it: there nothing may be skipped
 */
export function tellSkipped(what: string, reason: string): void {
  const text = `Skipped: ${what}, since ${reason}.`
  if (process.env.REQUIRE_ALL === '1') throw new Error(text)
  process.stderr.write(`${text}\n`)
}

/**
 * `describe`, or what skips a group of tests and says on the screen why.
 * @param reason what is missing, as a sentence's end; undefined when nothing is
 * @throws {Error} as {@link tellSkipped} does
 */
export function describeUnless(reason: string | undefined, what: string): typeof describe | typeof describe.skip {
  if (reason === undefined) return describe
  tellSkipped(what, reason)
  return describe.skip
}
