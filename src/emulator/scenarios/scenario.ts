import type { Headers } from '../http/answer.js'

/** How an answer goes wrong on its way. Times are in milliseconds. */
export type Damage =
  /** The status line and headers come `bytes` at a time (1), every `everyMs` (100); then the body. */
  | { readonly kind: 'drip-headers'; readonly everyMs?: number; readonly bytes?: number }
  /** The headers come at once, the body `bytes` at a time (1), every `everyMs` (100). */
  | { readonly kind: 'drip-body'; readonly everyMs?: number; readonly bytes?: number }
  /** A complete answer whose body stops being JSON half-way. */
  | { readonly kind: 'broken-json' }
  /** The connection ends after half of the body that `Content-Length` announced. */
  | { readonly kind: 'truncated' }
  /** The connection is reset: before any byte, or in the middle of the body. */
  | { readonly kind: 'reset'; readonly when?: 'before-headers' | 'mid-body' }
  /** The connection is closed in good order, without an answer. */
  | { readonly kind: 'hang-up' }
  /** Nothing is ever answered; the connection stays open. */
  | { readonly kind: 'silence' }
  /** A web page in place of the body. */
  | { readonly kind: 'html' }
  /** No body. */
  | { readonly kind: 'empty' }
  /** A gzip body of a few kilobytes that becomes `bytes` (200 MiB) of JSON. */
  | { readonly kind: 'gzip-bomb'; readonly bytes?: number }
  /** A body that is not what `Content-Encoding` says (gzip): plain text, or a gzip stream that is cut off. */
  | { readonly kind: 'wrong-encoding'; readonly encoding?: string; readonly body?: 'plain' | 'cut-gzip' }
  /** A redirect to `to`, with status 302 unless said otherwise. */
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** A JSON body of `bytes` (8 MiB), its length announced or, with `chunked`, not. */
  | { readonly kind: 'oversize'; readonly bytes?: number; readonly chunked?: boolean }
  /** These very characters (Latin-1) instead of an HTTP answer, then the end of the connection. */
  | { readonly kind: 'raw'; readonly text: string }

export type DamageKind = Damage['kind']

/** The kinds that need nothing said, and so may be given by name alone. */
export type PlainDamageKind = Exclude<DamageKind, 'redirect' | 'raw'>

/** What is to happen to matching requests in place of the usual. */
export interface ScenarioInput {
  /** An operation's id such as `events.publish`, or a method and path such as `GET /v1/api/*`; `*` stands for anything. */
  readonly on: string
  /** Only requests that have these headers with these values; the names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  /** For the next so many matching requests; until it is cleared when left out. */
  readonly times?: number
  /**
   * For this part of the matching requests only, above 0 and up to 1; a request that is spared goes to the next scenario.
   * Which ones is drawn from `seed`.
   */
  readonly share?: number
  /** Default 0. The same seed and share draw the same places in the order of matching requests. */
  readonly seed?: number
  /** Milliseconds before anything is answered. */
  readonly delayMs?: number
  /** Answered in place of the real answer. With a status alone, the body is the service's envelope for it. */
  readonly answer?: { readonly status?: number; readonly headers?: Headers; readonly body?: unknown }
  readonly damage?: Damage | PlainDamageKind
  /** Whether the operation is carried out all the same. By default only when there is no `answer`. */
  readonly process?: boolean
}

export interface Scenario extends Omit<ScenarioInput, 'damage' | 'times'> {
  readonly id: string
  readonly damage?: Damage
  /** Matching requests left; null until it is cleared. */
  readonly remaining: number | null
}
