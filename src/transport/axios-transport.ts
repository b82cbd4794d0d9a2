import axios, {
  AxiosHeaders,
  type AxiosInstance,
  type AxiosProxyConfig,
  type AxiosRequestConfig,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios'
import { lookup as systemLookup } from 'node:dns'
import {
  Agent as HttpAgent,
  validateHeaderName,
  validateHeaderValue,
  type AgentOptions,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import type { SecureContextOptions } from 'node:tls'
import { guardedLookup, isLoopbackAddress, isLoopbackHost, isPublicAddress } from './addresses.js'
import { classifyError, transportError } from './classify-error.js'
import { openRequest, type Exchange } from './open-request.js'
import { acceptEncoding, readBody } from './read-body.js'
import { Slots } from './slots.js'
import { TunnelAgent } from './tunnel-agent.js'
import type { Transport, TransportRequest, TransportResponse } from './transport.js'

export interface AxiosTransportOptions {
  /** The most connections to one origin; calls beyond wait their turn. Default 32. */
  readonly maxSockets?: number
  /** Milliseconds for name, connection and TLS handshake together. Default 4000. */
  readonly connectTimeoutMs?: number
  /**
   * `public` refuses private, loopback, link-local and other special addresses, checked for every address of a name when
   * the connection is made. For hosts whose users choose the service. Default `any`.
   */
  readonly allowedAddresses?: 'any' | 'public'
  /** Lets `public` reach this machine too, for an emulator. Default false. */
  readonly allowLoopback?: boolean
  /** A proxy to use. The environment's HTTP_PROXY and HTTPS_PROXY are never used. */
  readonly proxy?: AxiosProxyConfig
  /** Extra trust or a client certificate, as `tls.createSecureContext` takes them. */
  readonly tls?: Pick<SecureContextOptions, 'ca' | 'cert' | 'key' | 'passphrase'>
  /** Resolves names instead of `dns.lookup`, for instance from a cache. */
  readonly lookup?: LookupFunction
  /**
   * A host's own axios instance, for its interceptors and its defaults for `proxy`, `httpAgent` and `httpsAgent`. It must
   * use axios's http adapter. Everything else that matters for safety is set on each request.
   */
  readonly axios?: AxiosInstance
}

export interface AxiosTransport extends Transport {
  /** Ends all connections, idle or not. A later call opens new ones. */
  close(): void
}

/** Below the 5 s after which common servers close an idle connection, so that ours ends first. */
const idleTimeoutMs = 4_000

/** The number of header lines from which an answer counts as too large. */
const maxHeaderLines = 100

const defaultHeaders = { 'user-agent': 'cjds-flow-node', 'accept-encoding': acceptEncoding }

function lengthOf(header: string | readonly string[] | undefined): number | undefined {
  return typeof header === 'string' ? Number(header) : undefined
}

/** Lower-case names; null prototype, since the names are the service's. */
function headersOf(rawHeaders: readonly string[]): Record<string, string | string[]> {
  const headers = Object.create(null) as Record<string, string | string[]>
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = rawHeaders[index + 1] ?? ''
    const present = headers[name]
    if (present === undefined) headers[name] = value
    else if (Array.isArray(present)) present.push(value)
    else headers[name] = [present, value]
  }
  return headers
}

/** axios would quietly drop the characters that a header must not hold, and so send another value than was asked for. */
function assertHeaders(headers: Readonly<Record<string, string>>): void {
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name)
      validateHeaderValue(name, value)
    }
  } catch {
    throw transportError('INVALID_REQUEST', false)
  }
}

/** @throws TransportError INVALID_REQUEST, TLS_DISABLED */
function originOf(request: TransportRequest): { origin: string; secure: boolean } {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw transportError('INVALID_REQUEST', false)
  // axios would put them in the place of the access token.
  if (url.username || url.password) throw transportError('INVALID_REQUEST', false)
  const secure = url.protocol === 'https:'
  if (secure && process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0' && !isLoopbackHost(url.hostname)) {
    throw transportError('TLS_DISABLED', false)
  }
  return { origin: url.origin, secure }
}

function assertOptions(options: AxiosTransportOptions): void {
  if (options.allowedAddresses !== 'public') return
  const host = options.axios?.defaults
  const elsewhere = [options.proxy, host?.proxy, host?.httpAgent, host?.httpsAgent] as unknown[]
  if (elsewhere.some(Boolean)) {
    throw new TypeError("allowedAddresses: 'public' cannot be checked through a proxy or a host's own agent")
  }
}

/**
 * The default transport: axios over pooled keep-alive connections. It follows no redirect, keeps no cookie, retries
 * nothing, and lets the given signal alone bound the time of a request.
 *
 * @throws TypeError when the options contradict each other
 */
export function axiosTransport(options: AxiosTransportOptions = {}): AxiosTransport {
  assertOptions(options)
  const { maxSockets = 32, connectTimeoutMs = 4_000, allowedAddresses = 'any', allowLoopback = false } = options

  const isAllowed =
    allowedAddresses === 'any'
      ? undefined
      : (address: string) => isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address))
  const lookup = isAllowed ? guardedLookup(options.lookup ?? systemLookup, isAllowed) : options.lookup

  const agentOptions: AgentOptions = {
    keepAlive: true,
    // The same value as axios sets, which saves two system calls on each request.
    keepAliveMsecs: 60_000,
    maxSockets,
    maxFreeSockets: maxSockets,
    scheduling: 'lifo',
    timeout: idleTimeoutMs,
    // Node gives each address of a name 250 ms, less than a slow link needs.
    autoSelectFamilyAttemptTimeout: Math.max(250, Math.floor(connectTimeoutMs / 4)),
    ...(lookup && { lookup }),
  }
  const host = options.axios
  const proxy = options.proxy ?? host?.defaults.proxy ?? false
  const httpAgent = new HttpAgent(agentOptions)
  const secureOptions = { ...agentOptions, ...options.tls }
  const httpsAgent = proxy ? new TunnelAgent(secureOptions, proxy, connectTimeoutMs) : new HttpsAgent(secureOptions)

  const base: AxiosRequestConfig = {
    adapter: 'http',
    httpAgent: (host?.defaults.httpAgent as HttpAgent | undefined) ?? httpAgent,
    httpsAgent: (host?.defaults.httpsAgent as HttpsAgent | undefined) ?? httpsAgent,
    responseType: 'stream',
    // Decoding is ours: axios takes a truncated body for a whole one.
    decompress: false,
    maxRedirects: 0,
    maxContentLength: -1,
    maxBodyLength: -1,
    timeout: 0,
    validateStatus: () => true,
    transformRequest: [],
    transformResponse: [],
  }

  // Without a host's interceptors and defaults there is nothing to merge, and nothing to run around the adapter.
  const send: (config: InternalAxiosRequestConfig) => Promise<AxiosResponse<unknown>> = host
    ? (config) => host.request(config)
    : axios.getAdapter('http')

  const origins = new Map<string, Slots>()
  const open = { connectTimeoutMs, isAllowed }

  async function exchangeOne(
    request: TransportRequest,
    signal: AbortSignal,
    secure: boolean,
  ): Promise<TransportResponse> {
    // The adapter by itself would send although the signal has fired.
    if (signal.aborted) throw transportError('ABORTED', false)
    const exchange: Exchange = { sent: false }
    let data: unknown
    try {
      const response = await send({
        ...base,
        method: request.method,
        url: request.url,
        // `false`, where there is no content type: axios would add one of its own.
        headers: new AxiosHeaders({ ...defaultHeaders, ...request.headers }).setContentType(false, false),
        data: request.body,
        signal,
        // For https the agent sees to it.
        proxy: secure ? false : proxy,
        transport: {
          request: (requestOptions: RequestOptions, onResponse: (message: IncomingMessage) => void) =>
            openRequest(requestOptions, onResponse, exchange, open),
        },
      })
      data = response.data
    } catch (error) {
      throw classifyError(error, { sent: exchange.sent, secure, aborted: signal.aborted })
    }

    const { message } = exchange
    if (message === undefined || !(data instanceof Readable)) throw transportError('UNKNOWN', exchange.sent)
    const status = message.statusCode ?? 0
    if (message.rawHeaders.length >= 2 * maxHeaderLines || status < 200) {
      message.destroy()
      throw transportError(status < 200 ? 'PROTOCOL' : 'HEADERS_TOO_LARGE', true)
    }

    const headers = headersOf(message.rawHeaders)
    const body = await readBody(data, {
      // A host that replaced the stream has decoded it.
      encoding: data === message ? headers['content-encoding'] : undefined,
      maxBytes: request.maxResponseBytes,
      // The length in an answer to HEAD is that of a body which does not come (RFC 9110 §8.6).
      declaredBytes: request.method === 'HEAD' || status === 304 ? undefined : lengthOf(headers['content-length']),
      signal,
      failure: () =>
        exchange.error && classifyError(exchange.error, { sent: true, secure, aborted: false }).code === 'PROTOCOL'
          ? 'PROTOCOL'
          : 'RESET',
    })
    return { status, headers, ...body }
  }

  async function transport(request: TransportRequest, { signal }: { readonly signal: AbortSignal }) {
    assertHeaders(request.headers)
    const { origin, secure } = originOf(request)

    const slots = origins.get(origin) ?? new Slots(maxSockets)
    origins.set(origin, slots)
    if (!slots.tryAcquire() && !(await slots.acquire(signal))) throw transportError('ABORTED', false)
    const release = () => {
      slots.release()
      if (slots.idle) origins.delete(origin)
    }
    try {
      return await exchangeOne(request, signal, secure)
    } finally {
      // Deadlines come in bursts. Wait for the rest of one, or the slot goes to a call that is about to end too.
      if (signal.aborted) setImmediate(release)
      else release()
    }
  }

  return Object.assign(transport satisfies Transport, {
    close() {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  })
}
