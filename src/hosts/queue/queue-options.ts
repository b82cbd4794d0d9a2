import type { RedisOptions } from 'ioredis'

/** 32 bytes in base64 or hex, or a file that holds them and that others cannot read. */
export type QueueKey = { readonly key: string } | { readonly keyFile: string }

/** What a producer and a worker of one queue have in common, and must agree on. */
export interface QueueOptions {
  /** A URL such as `redis://127.0.0.1:6379` or `rediss://...`, or options of ioredis. */
  readonly redis: string | RedisOptions
  /** Its name, default `cjds`. A queue has one rate limit, so each client id of the service gets a queue of its own. */
  readonly queue?: string
  /** What every key in Redis begins with, default `cjds-node`. */
  readonly prefix?: string
  /** Jobs and results are sealed with the first and opened with any of them. */
  readonly keys: readonly QueueKey[]
}
