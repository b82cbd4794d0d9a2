import { InvalidPolicyError } from './invalid-policy-error.js'

/** When a job is tried again, and when no more. */
export interface Retries {
  /** Invocations that failed before a job is parked, default 20. What a rate limit holds back does not count. */
  readonly attempts?: number
  /** Milliseconds after the first failure, doubled with each further one; default 1000. */
  readonly firstMs?: number
  /** The most milliseconds between two, default 300,000. */
  readonly longestMs?: number
  /** How old a job may become before it is parked in place of being tried, in milliseconds; default a day. */
  readonly maxAgeMs?: number
}

export interface RetryPlan {
  readonly maxAgeMs: number
  /** Milliseconds until the next attempt, undefined when there is none. @param failures so far, at least 1 */
  delayMs(failures: number): number | undefined
}

/**
 * Exponential back-off of which a random half is taken, so that what failed together does not come back together.
 * @throws {InvalidPolicyError} for a number that is none or not positive
 */
export function retryPlan(
  { attempts = 20, firstMs = 1_000, longestMs = 300_000, maxAgeMs = 86_400_000 }: Retries = {},
  random: () => number = Math.random,
): RetryPlan {
  for (const [name, value] of Object.entries({ attempts, firstMs, longestMs, maxAgeMs }))
    if (!(value > 0)) throw new InvalidPolicyError(`"retries.${name}" must be a number above 0.`)
  return {
    maxAgeMs,
    delayMs(failures) {
      if (failures >= attempts) return undefined
      const full = Math.min(longestMs, firstMs * 2 ** (failures - 1))
      return Math.round(full / 2 + (random() * full) / 2)
    },
  }
}
