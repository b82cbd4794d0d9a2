import type { Result } from '../../outcome/result.js'
import type { TraceCarrier } from './job-trace.js'

/** What Redis holds of a job beside its method's name. */
export interface StoredJob {
  /** A `JobContent`. */
  readonly sealed: string
  /** The keyed hash of what its order goes by. */
  readonly order?: string
  /** A `JobEnd`, kept while somebody is still to be told. */
  readonly end?: string
}

export interface JobContent {
  /** Values of an explanation: variables and what the node makes are in them. */
  readonly inputs: Readonly<Record<string, unknown>>
  readonly replyTo?: string
  readonly reference?: string
  /** The trace that was active when it was enqueued. */
  readonly trace?: TraceCarrier
}

/** How a job ended. */
export interface JobEnd {
  readonly event: 'completed' | 'parked'
  readonly code: string | null
  readonly result: Result | null
}

/** How far a job has come. */
export interface JobProgress {
  /** Invocations that were begun. */
  readonly deliveries: number
  /** Those that are to be tried again, since the last replay. */
  readonly failures: number
  /** Whether one of them may have had its effect without our knowing. */
  readonly unsettled: boolean
  /** Milliseconds since 1970: the last replay. */
  readonly replayedAt?: number
}

const untouched: JobProgress = { deliveries: 0, failures: 0, unsettled: false }

export function progressOf({ progress }: { readonly progress: unknown }): JobProgress {
  return typeof progress === 'object' && progress !== null ? { ...untouched, ...progress } : untouched
}

/** What a job's texts are sealed for, so that one cannot be put in another's place, nor run by another method. */
export const sealedName = (
  queue: string,
  { id, method }: { readonly id: string; readonly method: string },
  part: 'content' | 'end',
): string => `${queue}/${id}/${method}/${part}`
