import type { Emulator } from '../../emulator/index.js'

/** A request as the emulator received it. */
export interface SentRequest {
  readonly method: string
  /** As sent, with the query. */
  readonly path: string
  /** Null when it was not answered. */
  readonly status: number | null
  /** How often it came in a row. */
  readonly times: number
}

/** @param total the emulator's `recordings.total` before the first of them */
export function requestsSince(emulator: Emulator, total: number): SentRequest[] {
  const requests: SentRequest[] = []
  for (const { sequence, method, path: bare, query, status } of emulator.recordings.list()) {
    if (sequence <= total) continue
    const path = query === '' ? bare : `${bare}?${query}`
    const last = requests.at(-1)
    const again = last?.method === method && last.path === path && last.status === status
    if (again) requests[requests.length - 1] = { ...last, times: last.times + 1 }
    else requests.push({ method, path, status, times: 1 })
  }
  return requests
}

/** How many there were, or how many with a status. */
export function countRequests(requests: readonly SentRequest[], status?: number): number {
  return requests.reduce(
    (sum, request) => sum + (status === undefined || request.status === status ? request.times : 0),
    0,
  )
}
