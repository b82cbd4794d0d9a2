import { UnrecoverableError } from 'bullmq'

/** Why a job is parked, as BullMQ keeps it: names and codes only. */
export interface ParkedReason {
  readonly outcome: string | null
  readonly code: string
}

const mark = 'parked '

/** Makes a job a dead letter. */
export class ParkedError extends UnrecoverableError {
  constructor(reason: ParkedReason) {
    super(mark + JSON.stringify(reason))
    // BullMQ keeps the stack, which would say nothing but where this line is.
    this.stack = this.message
  }
}

/** The reason of a job that was parked; undefined when BullMQ gave it up by itself. */
export function parkedReason(failedReason: string | undefined): ParkedReason | undefined {
  return failedReason?.startsWith(mark) === true
    ? (JSON.parse(failedReason.slice(mark.length)) as ParkedReason)
    : undefined
}
