import type { Result } from '../../outcome/result.js'
import type { QueueOptions } from './queue-options.js'

/** How a job ended. */
export interface Reply {
  readonly job: string
  readonly method: string
  /** What was given with the job. */
  readonly reference?: string
  readonly event: 'completed' | 'parked'
  /** Null for a job that was parked without an invocation. */
  readonly result: Result | null
}

export interface ReplyReader {
  close(): Promise<void>
}

/**
 * Reads the replies of a reply queue, each at least once: one whose handler rejects comes again.
 * @param options of the queue that the jobs were put into
 * @param name what was given as `replyTo`
 */
export function readReplies(
  _options: QueueOptions,
  _name: string,
  _handler: (reply: Reply) => Promise<void> | void,
): Promise<ReplyReader> {
  throw new Error('still being written')
}
