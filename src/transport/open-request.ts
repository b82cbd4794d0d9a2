import { request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { transportError } from './classify-error.js'

/** What becomes of one request, written down while it is on its way. */
export interface Exchange {
  /** Whether a connection was ready, so that bytes of the request can have left. */
  sent: boolean
  /** The answer once its headers are there. */
  message?: IncomingMessage
  /** Why the connection broke, where that shows on the request only. */
  error?: Error
}

export interface OpenOptions {
  /** Milliseconds for name, connection and TLS handshake together. */
  readonly connectTimeoutMs: number
  /** Judges a host that is an address already; names are judged where they are resolved. */
  readonly isAllowed: ((address: string) => boolean) | undefined
}

/** The most bytes of status line and headers together: Node.js's default, held against a process-wide flag. */
const maxHeaderSize = 16 * 1024

/** The most interim answers (RFC 9110 §15.2) before the real one; a flood of them would keep the event loop busy. */
const maxInterimAnswers = 32

// Set by every TLSSocket from its creation to the end of the handshake.
type MaybeSecure = Socket & { readonly secureConnecting?: boolean }

/** Sets `exchange.sent` when the connection is ready, and ends one that does not become ready in time. */
function watchConnection(socket: MaybeSecure, exchange: Exchange, timeoutMs: number): void {
  // A resolver that fails at once has ended the socket before anyone could listen.
  if (socket.destroyed) return
  if (!socket.connecting && !socket.secureConnecting) {
    exchange.sent = true
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
    exchange.sent = true
  })
  socket.once('close', stop)
}

/**
 * Starts a request with Node's own client and notes its progress in `exchange`.
 *
 * @throws TransportError BLOCKED_ADDRESS when the host is an address that is not allowed
 */
export function openRequest(
  options: RequestOptions,
  onResponse: (message: IncomingMessage) => void,
  exchange: Exchange,
  { connectTimeoutMs, isAllowed }: OpenOptions,
): ClientRequest {
  const host = options.hostname ?? ''
  if (isAllowed && isIP(host) && !isAllowed(host)) throw transportError('BLOCKED_ADDRESS', false)

  options.maxHeaderSize = maxHeaderSize
  const request = (options.protocol === 'https:' ? requestHttps : requestHttp)(options, (message) => {
    exchange.message = message
    onResponse(message)
  })
  request.once('socket', (socket) => {
    watchConnection(socket, exchange, connectTimeoutMs)
  })
  request.on('error', (error) => {
    exchange.error = error
  })
  let interimAnswers = 0
  request.on('information', () => {
    if (++interimAnswers > maxInterimAnswers) request.destroy(transportError('PROTOCOL', true))
  })
  // Without a listener Node drops the connection on an unwanted 101 and reports nothing.
  request.once('upgrade', (_message, socket) => {
    socket.destroy()
    request.emit('error', transportError('PROTOCOL', true))
  })
  return request
}
