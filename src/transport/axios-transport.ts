import axios, { type AxiosInstance } from 'axios'
import { Agent as HttpAgent, type AgentOptions } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Readable } from 'node:stream'
import { requestThrough } from './axios-adapter.js'
import { connectionRules, type ConnectionOptions } from './connection-options.js'
import { HttpExchange, type ExchangeHost } from './http-exchange.js'
import { httpRequest, type Agents } from './http-request.js'
import { idleTimeoutMs } from './limits.js'
import { Slots } from './slots.js'
import { TargetParser, type Origin } from './target.js'
import type { TransportError } from './transport-error.js'
import type { Transport, TransportOptions, TransportRequest, TransportResponse } from './transport.js'
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

/**
 * The default transport: axios, with an adapter of our own over Node's client and pooled keep-alive connections, since
 * the one that axios brings costs three times as much. It follows no redirect, keeps no cookie, retries nothing, and lets the given deadline alone bound the time of a
 * request.
 *
 * @throws TypeError for an option that is none, or when two contradict each other
 */
export function axiosTransport(options: AxiosTransportOptions = {}): AxiosTransport {
  const instance = options.axios ?? bareInstance()
  const hostProxy = instance.defaults.proxy === false ? undefined : instance.defaults.proxy
  const hostAgents = instance.defaults as Partial<Agents>
  const rules = {
    ...connectionRules(options, [hostProxy, hostAgents.httpAgent, hostAgents.httpsAgent]),
    proxy: options.proxy ?? hostProxy,
  }
  const { maxSockets, connectTimeoutMs, lookup, proxy } = rules

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
  const secureOptions = { ...agentOptions, ...rules.tls }
  const httpAgent = proxy?.protocol?.startsWith('https') ? new HttpsAgent(secureOptions) : new HttpAgent(agentOptions)
  const httpsAgent = proxy ? new TunnelAgent(secureOptions, proxy, connectTimeoutMs) : new HttpsAgent(secureOptions)
  const agents: Agents = {
    httpAgent: hostAgents.httpAgent ?? httpAgent,
    httpsAgent: hostAgents.httpsAgent ?? httpsAgent,
  }

  const targets = new TargetParser()
  const origins = new Map<string, Slots>()

  function send(exchange: HttpExchange): void {
    requestThrough(instance, exchange.request, agents, (url, message, chosen, answered, failed) => {
      const { options, body } = httpRequest(targets.parse(url), message, chosen, rules)
      return exchange.open(options, body, connectTimeoutMs, answered, failed)
    }).then((data) => {
      if (data instanceof Readable) exchange.read(data)
      else exchange.fail(undefined)
    }, exchange.fail)
  }

  function slotsTo(origin: Origin): Slots {
    let slots = origins.get(origin.href)
    if (slots === undefined) origins.set(origin.href, (slots = new Slots(maxSockets)))
    return slots
  }

  function release({ href }: Origin): void {
    const slots = origins.get(href)
    slots?.release()
    if (slots?.idle === true) origins.delete(href)
  }

  const host: ExchangeHost = {
    send,
    settled(exchange, expired) {
      const { origin, hasSlot } = exchange
      if (!hasSlot) origins.get(origin.href)?.leave(exchange)
      // Deadlines come in bursts. Wait for the rest of one, or the slot goes to a call that is about to end too.
      else if (expired) setImmediate(release, origin)
      else release(origin)
    },
  }

  const transport: Transport = (request: TransportRequest, timing: TransportOptions) =>
    new Promise<TransportResponse>((resolve, reject: (error: TransportError) => void) => {
      const { origin } = targets.parse(request.url)
      new HttpExchange(request, timing, origin, host, resolve, reject).sendWhenGranted(slotsTo(origin))
    })

  return Object.assign(transport, {
    close() {
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  })
}

/** axios without headers of its own, so that what is sent is what was asked for. */
function bareInstance(): AxiosInstance {
  const instance = axios.create()
  instance.defaults.headers.common = {}
  return instance
}
