/**
 * What became of a job that a worker took. `held`: it waits for an earlier one of its order. `rate-limited`: the limit is
 * used up, or the service asked for patience. `released`: the worker was closed before it was done. `locked`: it is
 * sealed with a key that this worker has not got.
 */
export type JobEvent = 'completed' | 'retried' | 'rate-limited' | 'held' | 'released' | 'parked' | 'locked'

/** One line for a host's log and its metrics. Holds no input, no output and no secret. */
export interface JobEntry {
  readonly event: JobEvent
  readonly queue: string
  /** The job's id: a keyed hash. */
  readonly job: string
  readonly method: string
  /** How the last invocation ended; null when there was none. */
  readonly outcome: string | null
  readonly code: string | null
  readonly httpStatus: number | null
  /** Invocations that were begun, this one included. */
  readonly deliveries: number
  /** Milliseconds from enqueueing, or from the last replay, until now. */
  readonly ageMs: number
  /** Milliseconds that the invocation took. */
  readonly elapsedMs: number
  /** Milliseconds until it is tried again; null when it is not, or at once. */
  readonly delayMs: number | null
}
