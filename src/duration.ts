import { InvalidDurationError } from './errors/invalid-duration-error.js'

/** The most milliseconds of a timer of Node.js, which takes whatever is longer, or no number, for one. */
export const longestMs = 2 ** 31 - 1

/** @throws {InvalidDurationError} */
export function checkDuration(option: string, ms: number): number {
  if (!(Number.isFinite(ms) && ms >= 1 && ms <= longestMs)) throw new InvalidDurationError(option, longestMs)
  return ms
}
