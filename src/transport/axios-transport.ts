import type { AxiosInstance, AxiosRequestConfig, AxiosResponse, InternalAxiosRequestConfig } from 'axios'
import {
  Agent as HttpAgent,
  validateHeaderName,
  validateHeaderValue,
  type AgentOptions,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { transportError } from './classify-error.js'
import { connectionRules, type ConnectionOptions } from './connection-options.js'
import { defaultHeaders, headerLines } from './header-lines.js'
import { HttpExchange } from './http-exchange.js'
import { idleTimeoutMs } from './limits.js'
import { Slots } from './slots.js'
import { TargetParser, type Target } from './target.js'
import type { TransportError } from './transport-error.js'
import type { Transport, TransportOptions, TransportRequest, TransportResponse } from './transport.js'
import { proxyAuthorization } from './tunnel.js'
import { TunnelAgent } from './tunnel-agent.js'

export interface AxiosTransportOptions extends ConnectionOptions {
  /**
   * A host's own axios instance, for its interceptors and its defaults for `proxy`, `httpAgent` and `httpsAgent`. The
   * transport's own adapter sends what comes out of it. Everything else that matters for safety is set on each request.
   */
  readonly axios?: AxiosInstance
}

export interface AxiosTransport extends Transport {
  /** Ends all connections, idle or not. A later call opens new ones. */
  close(): void
}

/** Methods without a body when none is given (RFC 9110 §9.3); with any other, its length is said to be nought. */
const bodyless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'])

/** axios would quietly drop the characters that a header must not hold, and so send another value than was asked for. */
function assertHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  }
}

/** What axios must leave alone. */
const untouched: AxiosRequestConfig = {
  responseType: 'stream',
  maxRedirects: 0,
  timeout: 0,
  validateStatus: () => true,
  transformRequest: [],
  transformResponse: [],
}

/**
 * The default transport: over pooled keep-alive connections, and through a host's own axios where one is given. It
 * follows no redirect, keeps no cookie, retries nothing, and lets the given deadline alone bound the time of a request.
 *
 * @throws TypeError when the options contradict each other
 */
export function axiosTransport(options: AxiosTransportOptions = {}): AxiosTransport {
  const host = options.axios
  const { proxy: hostProxy, httpAgent: hostHttpAgent, httpsAgent: hostHttpsAgent } = host?.defaults ?? {}
  const rules = connectionRules(options, [hostProxy, hostHttpAgent, hostHttpsAgent])
  const { maxSockets, connectTimeoutMs, isAllowed, lookup } = rules
  const proxy = rules.proxy ?? (hostProxy || undefined)

  const agentOptions: AgentOptions = {
    keepAlive: true,
    keepAliveMsecs: 60_000,
    maxSockets,
    maxFreeSockets: maxSockets,
    scheduling: 'lifo',
    timeout: idleTimeoutMs,
    autoSelectFamilyAttemptTimeout: rules.attemptTimeoutMs,
    ...(lookup && { lookup }),
  }
  const httpAgent = new HttpAgent(agentOptions)
  const secureOptions = { ...agentOptions, ...rules.tls }
  const httpsAgent = proxy ? new TunnelAgent(secureOptions, proxy, connectTimeoutMs) : new HttpsAgent(secureOptions)
  const agents = {
    httpAgent: (hostHttpAgent as HttpAgent | undefined) ?? httpAgent,
    httpsAgent: (hostHttpsAgent as HttpsAgent | undefined) ?? httpsAgent,
  }

  const targets = new TargetParser()
  const origins = new Map<string, Slots>()

  /** @throws TransportError BLOCKED_ADDRESS when the host is an address that is not allowed */
  function requestOptions(
    { origin, path }: Target,
    method: string,
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
    { httpAgent, httpsAgent }: { readonly httpAgent?: unknown; readonly httpsAgent?: unknown } = agents,
  ): RequestOptions {
    const { hostname, port, secure } = origin
    if (isAllowed && isIP(hostname) && !isAllowed(hostname)) throw transportError('BLOCKED_ADDRESS', false)
    const own = ['host', origin.host, ...Object.entries(defaultHeaders).flat()]
    if (body !== undefined) own.push('content-length', String(Buffer.byteLength(body)))
    else if (!bodyless.has(method)) own.push('content-length', '0')
    const direct = {
      protocol: secure ? 'https:' : 'http:',
      hostname,
      port,
      path,
      method,
      agent: (secure ? httpsAgent : httpAgent) as HttpAgent,
      headers: headerLines(headers, own),
    }
    // For https the agent sees to the proxy.
    if (proxy === undefined || secure) return direct
    const authorization = proxyAuthorization(proxy)
    if (authorization !== undefined) direct.headers.push('proxy-authorization', authorization)
    return { ...direct, hostname: proxy.host, port: proxy.port, path: origin.href + path }
  }

  /** Sends through a host's axios; its interceptors see a request as axios makes it, and an answer with a stream. */
  function sendThrough(instance: AxiosInstance, exchange: HttpExchange): void {
    const { method, url, headers, body } = exchange.request
    const adapter = (config: InternalAxiosRequestConfig) =>
      new Promise<AxiosResponse>((resolve, reject) => {
        const onError = (error: unknown) => {
          void import('axios').then(({ AxiosError }) => {
            reject(error instanceof Error ? AxiosError.from(error, undefined, config) : new AxiosError())
          })
        }
        try {
          const given = config.headers.toJSON() as Record<string, string>
          const data = config.data as string | undefined
          const target = targets.parse(instance.getUri(config))
          const request = exchange.open(
            requestOptions(target, (config.method ?? method).toUpperCase(), given, data, config),
            data,
            connectTimeoutMs,
            (message) => {
              resolve({
                data: message,
                status: message.statusCode ?? 0,
                statusText: message.statusMessage ?? '',
                headers: message.headers as AxiosResponse['headers'],
                config,
                request,
              })
            },
            onError,
          )
        } catch (error) {
          onError(error)
        }
      })
    assertHeaders(headers)
    const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
    instance
      .request<unknown>({
        ...untouched,
        ...agents,
        adapter,
        method,
        url,
        // `false`, where there is no content type: axios would add one of its own.
        headers: { ...defaultHeaders, ...headers, ...(!typed && { 'content-type': false }) },
        data: body,
      })
      .then(({ data }) => {
        if (data instanceof Readable) exchange.read(data)
        else exchange.fail(undefined)
      })
      .catch((error: unknown) => {
        exchange.fail(error)
      })
  }

  function send(exchange: HttpExchange, target: Target): void {
    if (exchange.over) return
    try {
      if (host !== undefined) {
        sendThrough(host, exchange)
        return
      }
      const { method, headers, body } = exchange.request
      exchange.open(
        requestOptions(target, method, headers, body),
        body,
        connectTimeoutMs,
        (message: IncomingMessage) => {
          exchange.read(message)
        },
        (error) => {
          exchange.fail(error)
        },
      )
    } catch (error) {
      exchange.fail(error)
    }
  }

  const transport: Transport = (request: TransportRequest, timing: TransportOptions) =>
    new Promise<TransportResponse>((resolve, reject: (error: TransportError) => void) => {
      const target = targets.parse(request.url)
      const { href, secure } = target.origin
      const slots = origins.get(href) ?? new Slots(maxSockets)
      origins.set(href, slots)
      const release = () => {
        slots.release()
        if (slots.idle) origins.delete(href)
      }
      const settled = (expired: boolean) => {
        // Deadlines come in bursts. Wait for the rest of one, or the slot goes to a call that is about to end too.
        if (expired) setImmediate(release)
        else release()
      }
      const start = () => {
        send(new HttpExchange(request, timing, secure, resolve, reject, settled), target)
      }
      if (slots.tryAcquire()) {
        start()
        return
      }
      void slots.acquire(timing).then((granted) => {
        if (granted) start()
        else reject(transportError('ABORTED', false))
      })
    })

  return Object.assign(transport, {
    close() {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  })
}
