import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import type { Authorizations } from '../../auth/authorizations.js'
import { TransportError } from '../../transport/transport-error.js'
import type { Transport, TransportRequest, TransportResponse } from '../../transport/transport.js'
import type { Span } from '../api.js'

/** One request as it was sent and what came of it, nothing masked. */
export interface RecordedExchange {
  readonly request: Pick<TransportRequest, 'method' | 'url' | 'headers' | 'body'>
  readonly response?: TransportResponse
  /** Why there is no response. */
  readonly failure?: string
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Writes down what one invocation does on the wire: every request, and where its time goes. Sits around the
 * authorizations and the transport of an executor that is made for this invocation.
 */
export class Recorder {
  readonly exchanges: Mutable<RecordedExchange>[] = []
  /** Every token that was handed out. */
  readonly tokens: string[] = []
  readonly #spans: Mutable<Span>[] = []
  readonly #open = new Set<Mutable<Span>>()
  #startedAt = 0
  #attempts = 0

  /** Lets the time of the invocation begin. */
  start(): void {
    this.#startedAt = performance.now()
  }

  /** The spans as they are when the invocation has ended; what is going on still was cut off then. */
  timeline(elapsedMs: number): Span[] {
    for (const span of this.#open) this.#end(span, true)
    const within = (ms: number): number => Math.min(Math.round(ms * 10) / 10, elapsedMs)
    return this.#spans.map((span) => ({ ...span, startMs: within(span.startMs), endMs: within(span.endMs) }))
  }

  authorizations(inner: Authorizations): Authorizations {
    return {
      baseUrl: (name) => inner.baseUrl(name),
      getAccessToken: (name, options) => {
        const span = this.#begin('token', this.#attempts + 1)
        const note = <T extends { readonly value: string }>(token: T): T => {
          this.#end(span, false)
          this.tokens.push(token.value)
          return token
        }
        try {
          const token = inner.getAccessToken(name, options)
          if ('value' in token) return note(token)
          return token.then(note, (error: unknown) => {
            this.#end(span, options.signal.aborted)
            throw error
          })
        } catch (error) {
          this.#end(span, false)
          throw error
        }
      },
    }
  }

  transport(inner: Transport): Transport {
    return async (request, options) => {
      const attempt = new Attempt(++this.#attempts, this.#begin.bind(this), this.#end.bind(this))
      const exchange: Mutable<RecordedExchange> = { request }
      this.exchanges.push(exchange)
      try {
        const response = await attempts.run(attempt, () => inner(request, options))
        attempt.end(response.bodyFailure !== undefined)
        exchange.response = response
        return response
      } catch (error) {
        attempt.end(true)
        exchange.failure = error instanceof TransportError ? error.code : 'UNKNOWN'
        throw error
      } finally {
        if (attempt.headers !== undefined) exchange.request = { ...request, headers: attempt.headers }
      }
    }
  }

  #begin(kind: Span['kind'], attempt: number): Mutable<Span> {
    const now = performance.now() - this.#startedAt
    const span = { kind, attempt, startMs: now, endMs: now, cut: false }
    this.#spans.push(span)
    this.#open.add(span)
    return span
  }

  #end(span: Mutable<Span>, cut: boolean): void {
    if (!this.#open.delete(span)) return
    span.endMs = performance.now() - this.#startedAt
    span.cut = cut
  }
}

/** One request on its way: waits for the connection where a new one is made, then for the headers, then for the body. */
class Attempt {
  /** As they were written to the wire; undefined when nothing was, and where Node's client does not tell. */
  headers: Readonly<Record<string, string>> | undefined
  #span: Mutable<Span>

  constructor(
    readonly number: number,
    readonly begin: (kind: Span['kind'], attempt: number) => Mutable<Span>,
    readonly finish: (span: Mutable<Span>, cut: boolean) => void,
  ) {
    this.#span = begin('waiting', number)
  }

  follow(request: ClientRequest): void {
    const written = Object.entries(request.getHeaders())
    // A request that was made with a list of lines has none to ask for; then those that the executor gave stand.
    if (written.length > 0)
      this.headers = Object.fromEntries(written.map(([name, value]) => [name, [value].flat().join(', ')]))
    const { socket } = request
    if (socket?.connecting === true || (socket !== null && 'secureConnecting' in socket && socket.secureConnecting)) {
      this.#span.kind = 'connect'
      const secure = 'encrypted' in socket
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        this.#next('waiting')
      })
    }
    request.once('response', () => {
      this.#next('body')
    })
  }

  end(cut: boolean): void {
    this.finish(this.#span, cut)
  }

  #next(kind: Span['kind']): void {
    this.finish(this.#span, false)
    this.#span = this.begin(kind, this.number)
  }
}

const attempts = new AsyncLocalStorage<Attempt>()

function onRequest(message: unknown): void {
  attempts.getStore()?.follow((message as { readonly request: ClientRequest }).request)
}

const channel = 'http.client.request.start'

/** Follows Node's own client, so that the times are those of the socket. Returns what ends it. */
export function followRequests(): () => void {
  subscribe(channel, onRequest)
  return () => {
    unsubscribe(channel, onRequest)
  }
}
