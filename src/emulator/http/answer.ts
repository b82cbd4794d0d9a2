import { STATUS_CODES } from 'node:http'
import type { ApiError } from '../api-error.js'

export type Headers = Readonly<Record<string, string | readonly string[]>>

/** A whole HTTP answer, before any scenario damages it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

export const jsonAnswer = (status: number, value: unknown, headers: Headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

export const htmlAnswer = (status: number, body: string, headers: Headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body,
})

export const redirectAnswer = (location: string): Answer => ({
  status: 302,
  headers: { location, 'cache-control': 'no-store' },
  body: '',
})

/** What the envelopes of one answer share. */
export interface Stamp {
  readonly trackingId: string
  /** ISO 8601 in UTC. */
  readonly timestamp: string
}

/** The service's error envelope. */
export const errorAnswer = (error: Pick<ApiError, 'status' | 'title' | 'errors' | 'headers'>, stamp: Stamp): Answer =>
  jsonAnswer(
    error.status,
    {
      status: `${error.status} ${statusName(error.status)}`,
      message: error.title,
      errors: error.errors,
      timestamp: stamp.timestamp,
      trackingId: stamp.trackingId,
    },
    { trackingid: stamp.trackingId, ...error.headers },
  )

const statusName = (status: number): string =>
  (STATUS_CODES[status] ?? 'Unknown').toUpperCase().replaceAll(/[^A-Z]+/g, '_')
