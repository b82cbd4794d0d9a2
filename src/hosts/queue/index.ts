export type { DeadLetter, DeadLetterContent } from './dead-letters.js'
export { InvalidPolicyError } from './invalid-policy-error.js'
export { InvalidQueueNameError } from './invalid-queue-name-error.js'
export type { JobEntry, JobEvent } from './job-entry.js'
export type { JobTrace, TraceCarrier } from './job-trace.js'
export type { Action, Policy } from './policy.js'
export {
  openQueue,
  type OpenQueueOptions,
  type EnqueueOptions,
  type Enqueued,
  type Job,
  type JobQueue,
  type QueueStatus,
} from './queue.js'
export { QueueKeyError } from './queue-key-error.js'
export type { QueueKey, QueueOptions } from './queue-options.js'
export { QueueUnavailableError } from './queue-unavailable-error.js'
export { readReplies, type Reply, type ReplyReader } from './replies.js'
export type { Retries } from './retries.js'
export { UnsuitableRedisError, type UnsuitableRedisErrorCode } from './unsuitable-redis-error.js'
export { startWorker, type QueueWorker, type WorkerOptions } from './worker.js'
