import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { BodyReader, type Body, type BodySink } from './body-reader.js'
import { classifyError, transportError } from './classify-error.js'
import { unwatchExpiry, watchExpiry } from './expiry.js'
import { declaredBytes, headersOf } from './header-lines.js'
import { maxHeaderLines, maxInterimAnswers } from './limits.js'
import type { TransportError, TransportErrorCode } from './transport-error.js'
import type { Slots, SlotWaiter } from './slots.js'
import type { Origin } from './target.js'
import type { ExpiryListener, TransportOptions, TransportRequest, TransportResponse } from './transport.js'

// Set by every TLSSocket from its creation to the end of the handshake.
type MaybeSecure = Socket & { readonly secureConnecting?: boolean }

/** What an exchange needs of its transport. */
export interface ExchangeHost {
  /** The exchange has a slot: sends it. */
  send(exchange: HttpExchange): void
  /** The exchange needs its slot, or its place in the queue for one, no more; `expired` when its time was up. */
  settled(exchange: HttpExchange, expired: boolean): void
}

/** One request over Node's own client, from the wait for a connection to the end of its answer. */
export class HttpExchange implements SlotWaiter, BodySink, ExpiryListener {
  /** Whether it has, or had, a slot. */
  hasSlot = false
  #sent = false
  #settled = false
  #client: ClientRequest | undefined
  #message: IncomingMessage | undefined
  #body: BodyReader | undefined
  /** Why the connection broke, where that shows on the request only. */
  #error: Error | undefined
  #data: Readable | undefined
  #headers: TransportResponse['headers'] = {}

  constructor(
    readonly request: TransportRequest,
    readonly options: TransportOptions,
    readonly origin: Origin,
    readonly host: ExchangeHost,
    readonly resolve: (response: TransportResponse) => void,
    readonly reject: (error: TransportError) => void,
  ) {}

  /** Sends it as soon as there is a slot, unless its time is up before. */
  sendWhenGranted(slots: Slots): void {
    watchExpiry(this.options, this)
    if (!this.#settled) slots.acquire(this)
  }

  granted(): void {
    this.hasSlot = true
    this.host.send(this)
  }

  /**
   * Sends the request.
   *
   * @param onMessage called with the answer once its headers are there
   * @param onError called when there is none
   * @throws TransportError ABORTED when it is over already, and whatever Node finds wrong with the options
   */
  open(
    options: RequestOptions,
    body: Buffer | undefined,
    connectTimeoutMs: number,
    onMessage: (message: IncomingMessage) => void,
    onError: (error: Error) => void,
  ): ClientRequest {
    if (this.#settled) throw transportError('ABORTED', false)
    const client = (options.protocol === 'https:' ? requestHttps : requestHttp)(options)
    this.#client = client
    client.once('response', (message: IncomingMessage) => {
      this.#message = message
      onMessage(message)
    })
    client.once('socket', (socket) => {
      this.#watchConnection(socket, connectTimeoutMs)
    })
    client.on('error', (error) => {
      this.#error = error
      if (this.#message === undefined) onError(error)
    })
    let interimAnswers = 0
    client.on('information', () => {
      if (++interimAnswers > maxInterimAnswers) client.destroy(transportError('PROTOCOL', true))
    })
    // Without a listener Node drops the connection on an unwanted 101 and reports nothing.
    client.once('upgrade', (_message, socket) => {
      socket.destroy()
      client.emit('error', transportError('PROTOCOL', true))
    })
    client.end(body)
    return client
  }

  /** Takes the answer in: the message itself, or what a host's interceptor made of its body. */
  readonly read = (data: Readable): void => {
    const message = this.#message
    if (this.#settled || message === undefined) {
      data.destroy()
      this.#fail('UNKNOWN')
      return
    }
    this.#data = data
    const { statusCode: status = 0, rawHeaders } = message
    if (status < 200 || rawHeaders.length >= 2 * maxHeaderLines) {
      this.#fail(status < 200 ? 'PROTOCOL' : 'HEADERS_TOO_LARGE')
      return
    }
    const headers = headersOf(rawHeaders)
    this.#headers = headers
    const { method, maxResponseBytes } = this.request
    // A host that replaced the stream has decoded it.
    const encoding = data === message ? headers['content-encoding'] : undefined
    const body = new BodyReader(encoding, maxResponseBytes, data, this)
    this.#body = body
    if ((declaredBytes(method, status, headers) ?? 0) > maxResponseBytes) body.fail('RESPONSE_TOO_LARGE')
    else if (data.readableEnded) body.end()
    else if (data.destroyed) this.#breakOff()
    else this.#listen(data, body)
  }

  /** There is no answer, for this reason. */
  readonly fail = (error: unknown): void => {
    if (this.#settled) return
    this.#end(classifyError(error, { sent: this.#sent, secure: this.origin.secure, aborted: false }))
  }

  #listen(data: Readable, body: BodyReader): void {
    data.on('data', (chunk: Buffer) => {
      body.push(chunk)
    })
    data.on('end', () => {
      body.end()
    })
    // These listeners stay, so that an error which comes after the end finds one.
    data.on('error', this.#breakOff)
    data.on('close', this.#breakOff)
  }

  /** Notes when the connection is ready, and ends one that does not become ready in time. */
  #watchConnection(socket: MaybeSecure, timeoutMs: number): void {
    // A resolver that fails at once has ended the socket before anyone could listen.
    if (socket.destroyed) return
    if (!socket.connecting && !socket.secureConnecting) {
      this.#sent = true
      return
    }
    const timer = setTimeout(() => {
      socket.destroy(transportError('CONNECT_TIMEOUT', false, true))
    }, timeoutMs)
    const stop = () => {
      clearTimeout(timer)
    }
    socket.once(socket.secureConnecting ? 'secureConnect' : 'connect', () => {
      stop()
      this.#sent = true
    })
    socket.once('close', stop)
  }

  /** The time is up. */
  handleEvent(): void {
    if (this.#body === undefined) this.#fail('ABORTED')
    else this.#body.fail('ABORTED')
  }

  readonly #breakOff = (): void => {
    const broken = this.#error && classifyError(this.#error, { sent: true, secure: this.origin.secure, aborted: false })
    if (this.#data?.readableEnded === false) this.#body?.fail(broken?.code === 'PROTOCOL' ? 'PROTOCOL' : 'RESET')
  }

  finished(body: Body): void {
    if (body.bodyFailure !== undefined) this.#data?.destroy()
    this.#settle(body.bodyFailure === 'ABORTED')
    this.resolve({ status: this.#message?.statusCode ?? 0, headers: this.#headers, ...body })
  }

  #fail(code: TransportErrorCode): void {
    if (!this.#settled) this.#end(transportError(code, this.#sent))
  }

  #end(error: TransportError): void {
    this.#settle(error.code === 'ABORTED')
    this.#client?.destroy()
    this.reject(error)
  }

  #settle(expired: boolean): void {
    this.#settled = true
    unwatchExpiry(this.options, this)
    this.host.settled(this, expired)
  }
}
