import type { Dispatcher } from 'undici'
import { connectionRules, type ConnectionOptions } from './connection-options.js'
import { sharedHeaderLines } from './header-lines.js'
import { TargetParser, type Origin } from './target.js'
import type { TransportError } from './transport-error.js'
import type { Transport, TransportOptions, TransportRequest, TransportResponse } from './transport.js'
import { proxyAuthorization } from './tunnel.js'
import { UndiciConnections } from './undici-connections.js'
import { UndiciExchange, type Route } from './undici-exchange.js'

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

/**
 * A transport for throughput: undici over pooled keep-alive connections. It follows no redirect, keeps no cookie,
 * retries nothing, pipelines nothing, and lets the given deadline alone bound the time of a request. Needs the package
 * `undici`.
 *
 * @throws TypeError for an option that is none, or when two contradict each other
 */
export function undiciTransport(options: UndiciTransportOptions = {}): UndiciTransport {
  const { dispatcher } = options
  const rules = connectionRules(options, [dispatcher])
  const { proxy } = rules
  const routes = new Map<string, Route>()
  const targets = new TargetParser()
  const linesOf = sharedHeaderLines()

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

  const transport: Transport = (request: TransportRequest, timing: TransportOptions) =>
    new Promise<TransportResponse>((resolve, reject: (error: TransportError) => void) => {
      const target = targets.parse(request.url)
      const exchange = new UndiciExchange(request, timing, target, linesOf(request.headers), resolve, reject)
      if (dispatcher === undefined) exchange.sendOver(routeTo(target.origin))
      else exchange.sendWith(dispatcher)
    })

  return Object.assign(transport, {
    close() {
      for (const { connections } of routes.values()) connections.close()
    },
  })
}
