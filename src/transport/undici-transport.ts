import type { Dispatcher } from 'undici'
import { transportError } from './classify-error.js'
import { connectionRules, type ConnectionOptions } from './connection-options.js'
import { headerLines } from './header-lines.js'
import { TargetParser, type Origin, type Target } from './target.js'
import type { TransportError } from './transport-error.js'
import type { Transport, TransportOptions, TransportRequest, TransportResponse } from './transport.js'
import { proxyAuthorization } from './tunnel.js'
import { UndiciConnections } from './undici-connections.js'
import { UndiciExchange } from './undici-exchange.js'

export interface UndiciTransportOptions extends ConnectionOptions {
  /**
   * A host's own dispatcher, for its interceptors, its proxy or its mock. It alone decides how connections are made, so
   * the other options do not apply.
   */
  readonly dispatcher?: Dispatcher
}

export interface UndiciTransport extends Transport {
  /** Ends all connections, idle or not, but not those of a host's dispatcher. A later call opens new ones. */
  close(): void
}

/** The connections that requests to an origin go over, and how requests are written there. */
interface Route {
  readonly connections: UndiciConnections
  /** What comes before the path: nothing, or the origin when a proxy forwards (RFC 9112 §3.2.2). */
  readonly prefix: string
  readonly headers: readonly string[]
}

/**
 * A transport for throughput: undici over pooled keep-alive connections. It follows no redirect, keeps no cookie,
 * retries nothing, pipelines nothing, and lets the given deadline alone bound the time of a request. Needs the package
 * `undici`.
 *
 * @throws TypeError when the options contradict each other
 */
export function undiciTransport(options: UndiciTransportOptions = {}): UndiciTransport {
  const { dispatcher } = options
  const rules = connectionRules(options, [dispatcher])
  const { proxy } = rules
  const routes = new Map<string, Route>()
  const targets = new TargetParser()

  function createRoute(origin: Origin): Route {
    const forget = () => routes.delete(origin.href)
    if (proxy === undefined || origin.secure) {
      return { connections: new UndiciConnections(origin, rules, forget), prefix: '', headers: [] }
    }
    const { protocol = 'http', host, port } = proxy
    const { origin: forwarder } = targets.parse(`${protocol.replace(/:$/, '')}://${host}:${port}`)
    const authorization = proxyAuthorization(proxy)
    return {
      connections: new UndiciConnections(forwarder, { ...rules, proxy: undefined }, forget),
      prefix: origin.href,
      headers: ['host', origin.host, ...(authorization === undefined ? [] : ['proxy-authorization', authorization])],
    }
  }

  function routeTo(origin: Origin): Route {
    let route = routes.get(origin.href)
    if (route === undefined) routes.set(origin.href, (route = createRoute(origin)))
    return route
  }

  function send(exchange: UndiciExchange, { origin, path }: Target): void {
    const { method, headers, body = null } = exchange.request
    const lines = headerLines(headers)
    if (dispatcher !== undefined) {
      // Written out: a spread at this place costs four times what the rest of the transport does.
      exchange.send(dispatcher, {
        origin: origin.href,
        path,
        method,
        headers: lines,
        body,
        headersTimeout: 0,
        bodyTimeout: 0,
      })
      return
    }
    const { connections, prefix, headers: own } = routeTo(origin)
    const start = () => {
      const connection = connections.take()
      exchange.send(
        connection.client,
        { path: prefix + path, method, headers: own.length === 0 ? lines : [...own, ...lines], body },
        connection,
      )
    }
    if (connections.slots.tryAcquire()) {
      start()
      return
    }
    void connections.slots.acquire(exchange.options).then((granted) => {
      if (granted) start()
      else exchange.reject(transportError('ABORTED', false))
    })
  }

  const transport: Transport = (request: TransportRequest, timing: TransportOptions) =>
    new Promise<TransportResponse>((resolve, reject: (error: TransportError) => void) => {
      const target = targets.parse(request.url)
      send(new UndiciExchange(request, timing, target.origin.secure, resolve, reject), target)
    })

  return Object.assign(transport, {
    close() {
      for (const { connections } of routes.values()) connections.close()
    },
  })
}
