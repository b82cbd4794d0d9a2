/** When a job is tried again, and when no more. */
export interface Retries {
  /** Invocations that failed before a job is parked, default 20. What a rate limit holds back does not count. */
  readonly attempts?: number
  /** Milliseconds after the first failure, doubled with each further one; default 1000. A random half of it is waited. */
  readonly firstMs?: number
  /** The most milliseconds between two, default 300,000. */
  readonly longestMs?: number
  /** How old a job may become before it is parked in place of being tried, default a day. */
  readonly maxAgeMs?: number
}
