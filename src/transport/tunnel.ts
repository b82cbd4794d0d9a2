import { request as requestHttp, type ClientRequest, type OutgoingHttpHeaders } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Duplex } from 'node:stream'
import { transportError } from './classify-error.js'
import type { ProxyOptions } from './connection-options.js'

/** The `proxy-authorization` that a proxy asks for; undefined where it asks for none. */
export function proxyAuthorization({ auth }: ProxyOptions): string | undefined {
  return auth && `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`
}

/**
 * Asks a proxy for a tunnel (CONNECT, RFC 9110 §9.3.6), so that it sees neither the request nor its token.
 *
 * @param target host and port
 * @param done called once, with the tunnel or why there is none
 * @returns the request, to be destroyed by who gives up
 */
export function openTunnel(
  proxy: ProxyOptions,
  target: string,
  done: (error: Error | null, tunnel?: Duplex) => void,
): ClientRequest {
  const { protocol = 'http', host, port } = proxy
  const authorization = proxyAuthorization(proxy)
  const headers: OutgoingHttpHeaders = { host: target }
  if (authorization !== undefined) headers['proxy-authorization'] = authorization
  const request = (protocol.startsWith('https') ? requestHttps : requestHttp)({
    method: 'CONNECT',
    host,
    port,
    path: target,
    headers,
    agent: false,
  })
  request.once('connect', (response, socket, ahead) => {
    if (response.statusCode === 200 && ahead.length === 0) {
      done(null, socket)
    } else {
      socket.destroy()
      done(transportError('CONNECT', false))
    }
  })
  request.on('error', done)
  request.end()
  return request
}
