import type { Emulator } from '../../emulator/index.js'

/** A request as the emulator received it. */
export interface SentRequest {
  readonly method: string
  /** As sent, with the query. */
  readonly path: string
  /** Null when it was not answered. */
  readonly status: number | null
}

/** @param total the emulator's `recordings.total` before the first of them */
export function requestsSince(emulator: Emulator, total: number): SentRequest[] {
  return emulator.recordings
    .list()
    .filter(({ sequence }) => sequence > total)
    .map(({ method, path, query, status }) => ({ method, path: query === '' ? path : `${path}?${query}`, status }))
}
