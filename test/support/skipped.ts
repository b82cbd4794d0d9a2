import { describe } from '@jest/globals'

/**
 * `describe`, or what skips a group of tests and says on the screen why.
 * @param reason what is missing, as a sentence's end; undefined when nothing is
 * @throws {Error} with the environment's `REQUIRE_ALL=1`, as `.ci/run` sets it: there nothing may be skipped
 */
export function describeUnless(reason: string | undefined, what: string): typeof describe | typeof describe.skip {
  if (reason === undefined) return describe
  const text = `Skipped: ${what}, since ${reason}.`
  if (process.env.REQUIRE_ALL === '1') throw new Error(text)
  process.stderr.write(`${text}\n`)
  return describe.skip
}
