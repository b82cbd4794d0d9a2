import type { IncomingHttpHeaders } from 'node:http'
import { errors, type Dispatcher } from 'undici'
import { BodyReader, type Body, type BodySink } from './body-reader.js'
import { classifyError, transportError } from './classify-error.js'
import { unwatchExpiry, watchExpiry } from './expiry.js'
import { declaredBytes } from './header-lines.js'
import { maxHeaderLines, maxInterimAnswers } from './limits.js'
import type { SlotWaiter } from './slots.js'
import type { Target } from './target.js'
import type { TransportError, TransportErrorCode } from './transport-error.js'
import type { ExpiryListener, TransportOptions, TransportRequest, TransportResponse } from './transport.js'
import type { UndiciConnection, UndiciConnections } from './undici-connections.js'

/** The connections that requests to an origin go over, and how requests are written there. */
export interface Route {
  readonly connections: UndiciConnections
  /** What comes before the path: nothing, or the origin when a proxy forwards (RFC 9112 §3.2.2). */
  readonly prefix: string
  readonly headers: readonly string[]
}

/** Whether bytes came that are not HTTP. For what is wrong between whole answers undici has words, but no code. */
function isMalformed(error: Error): boolean {
  return error instanceof errors.HTTPParserError || /^bad (response|upgrade)$/.test(error.message)
}

/** A host's dispatcher may hand over headers that are joined already. */
function lineCount(rawHeaders: NonNullable<Dispatcher.DispatchController['rawHeaders']>): number {
  return Array.isArray(rawHeaders) ? rawHeaders.length / 2 : Object.keys(rawHeaders).length
}

/** One request from the wait for a connection to the end of its answer; one object, since a thousand may wait. */
export class UndiciExchange implements Dispatcher.DispatchHandler, SlotWaiter, BodySink, ExpiryListener {
  #sent = false
  #settled = false
  #released = false
  #interimAnswers = 0
  #status = 0
  #headers: IncomingHttpHeaders = {}
  #body: BodyReader | undefined
  #controller: Dispatcher.DispatchController | undefined
  #route: Route | undefined
  #connection: UndiciConnection | undefined

  /** @param lines the names and values of the headers by turns */
  constructor(
    readonly request: TransportRequest,
    readonly options: TransportOptions,
    readonly target: Target,
    readonly lines: readonly string[],
    readonly resolve: (response: TransportResponse) => void,
    readonly reject: (error: TransportError) => void,
  ) {}

  /** Sends it as soon as there is a connection, unless its time is up before. */
  sendOver(route: Route): void {
    this.#route = route
    watchExpiry(this.options, this)
    if (!this.#settled) route.connections.slots.acquire(this)
  }

  /** Sends it with a host's dispatcher, which looks after its connections itself, unless its time is up. */
  sendWith(dispatcher: Dispatcher): void {
    watchExpiry(this.options, this)
    if (this.#settled) return
    const { origin, path } = this.target
    const { method, body = null } = this.request
    const headers = this.lines as string[]
    dispatcher.dispatch({ origin: origin.href, path, method, headers, body, headersTimeout: 0, bodyTimeout: 0 }, this)
  }

  granted(): void {
    if (this.#route === undefined) return
    const { connections, prefix, headers: own } = this.#route
    const { method, body = null } = this.request
    const headers = (own.length === 0 ? this.lines : [...own, ...this.lines]) as string[]
    this.#connection = connections.take()
    this.#connection.client.dispatch({ path: prefix + this.target.path, method, headers, body }, this)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#settled) {
      controller.abort(transportError('ABORTED', false))
      return
    }
    this.#sent = true
    this.#connection?.started()
  }

  onRequestUpgrade(): void {
    this.#fail('PROTOCOL')
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (this.#settled) return
    if (status < 200) {
      if (status <= 101 || ++this.#interimAnswers > maxInterimAnswers) this.#fail('PROTOCOL')
      return
    }
    if (lineCount(controller.rawHeaders ?? {}) >= maxHeaderLines) {
      this.#fail('HEADERS_TOO_LARGE')
      return
    }
    this.#status = status
    this.#headers = headers
    const { method, maxResponseBytes } = this.request
    this.#body = new BodyReader(headers['content-encoding'], maxResponseBytes, controller, this)
    if ((declaredBytes(method, status, headers) ?? 0) > maxResponseBytes) this.#body.fail('RESPONSE_TOO_LARGE')
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body?.push(chunk)
  }

  onResponseEnd(): void {
    this.#release(true)
    this.#body?.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#settled) return
    if (this.#body !== undefined) this.#body.fail(isMalformed(error) ? 'PROTOCOL' : 'RESET')
    else if (isMalformed(error)) this.#fail('PROTOCOL')
    else this.#end(classifyError(error, { sent: this.#sent, secure: this.target.origin.secure, aborted: false }))
  }

  /** The time is up. */
  handleEvent(): void {
    if (this.#body === undefined) this.#fail('ABORTED')
    else this.#body.fail('ABORTED')
  }

  finished(body: Body): void {
    this.#settle()
    this.resolve({ status: this.#status, headers: this.#headers as TransportResponse['headers'], ...body })
  }

  #fail(code: TransportErrorCode): void {
    this.#end(transportError(code, this.#sent))
  }

  #end(error: TransportError): void {
    this.#settle()
    this.reject(error)
  }

  #settle(): void {
    this.#settled = true
    unwatchExpiry(this.options, this)
    if (this.#released) return
    if (this.#route === undefined) this.#controller?.abort(transportError('ABORTED', true))
    else if (this.#connection === undefined) this.#route.connections.slots.leave(this)
    this.#release(false)
  }

  #release(reusable: boolean): void {
    if (this.#released) return
    this.#released = true
    this.#connection?.release(reusable)
  }
}
