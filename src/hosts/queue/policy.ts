/**
 * `complete`: it is done. `retry`: again, later. `rate-limit`: again when the service lets us, which holds every worker.
 * `park`: never by itself; it becomes a dead letter.
 */
export type Action = 'complete' | 'retry' | 'rate-limit' | 'park'

/** What follows from an outcome where that is to differ from what the manifest and the answer say. */
export interface Policy {
  /** By `meta.code`, such as `HTTP_403` or `REAUTH_REQUIRED`; comes before `outcomes`. */
  readonly codes?: Readonly<Record<string, Action>>
  /** By the name of an outcome. */
  readonly outcomes?: Readonly<Record<string, Action>>
}
