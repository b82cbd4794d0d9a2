import type { IncomingHttpHeaders } from 'node:http'
import { errors, type Dispatcher } from 'undici'
import { BodyReader, type Body } from './body-reader.js'
import { classifyError, transportError } from './classify-error.js'
import { unwatchExpiry, watchExpiry } from './expiry.js'
import { declaredBytes } from './header-lines.js'
import { maxHeaderLines, maxInterimAnswers } from './limits.js'
import type { TransportError, TransportErrorCode } from './transport-error.js'
import type { TransportOptions, TransportRequest, TransportResponse } from './transport.js'

/** What a request was given to be sent over. */
export interface Lease {
  /** A request is about to be written. */
  started(): void
  /** The request is over; `reusable` when its answer was read to the end. */
  release(reusable: boolean): void
}

/** Whether bytes came that are not HTTP. For what is wrong between whole answers undici has words, but no code. */
function isMalformed(error: Error): boolean {
  return error instanceof errors.HTTPParserError || /^bad (response|upgrade)$/.test(error.message)
}

/** A host's dispatcher may hand over headers that are joined already. */
function lineCount(rawHeaders: NonNullable<Dispatcher.DispatchController['rawHeaders']>): number {
  return Array.isArray(rawHeaders) ? rawHeaders.length / 2 : Object.keys(rawHeaders).length
}

/** One request on its way, as undici reports it. */
export class UndiciExchange implements Dispatcher.DispatchHandler {
  #sent = false
  #settled = false
  #released = false
  #interimAnswers = 0
  #status = 0
  #headers: IncomingHttpHeaders = {}
  #body: BodyReader | undefined
  #controller: Dispatcher.DispatchController | undefined
  #lease: Lease | undefined

  constructor(
    readonly request: TransportRequest,
    readonly options: TransportOptions,
    readonly secure: boolean,
    readonly resolve: (response: TransportResponse) => void,
    readonly reject: (error: TransportError) => void,
  ) {}

  /**
   * Sends it, unless its time is up.
   *
   * @param lease absent where a host's dispatcher looks after its connections itself
   */
  send(dispatcher: Dispatcher, dispatch: Dispatcher.DispatchOptions, lease?: Lease): void {
    this.#lease = lease
    watchExpiry(this.options, this.#expire)
    if (!this.#settled) dispatcher.dispatch(dispatch, this)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#settled) {
      controller.abort(transportError('ABORTED', false))
      return
    }
    this.#sent = true
    this.#lease?.started()
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
    this.#body = new BodyReader(headers['content-encoding'], maxResponseBytes, controller, this.#finish)
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
    else this.#end(classifyError(error, { sent: this.#sent, secure: this.secure, aborted: false }))
  }

  readonly #expire = (): void => {
    if (this.#body === undefined) this.#fail('ABORTED')
    else this.#body.fail('ABORTED')
  }

  readonly #finish = (body: Body): void => {
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
    unwatchExpiry(this.options, this.#expire)
    if (this.#released) return
    if (this.#lease === undefined) this.#controller?.abort(transportError('ABORTED', true))
    this.#release(false)
  }

  #release(reusable: boolean): void {
    if (this.#released) return
    this.#released = true
    this.#lease?.release(reusable)
  }
}
