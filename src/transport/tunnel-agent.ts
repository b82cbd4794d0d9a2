import type { AxiosProxyConfig } from 'axios'
import { request as requestHttp, type OutgoingHttpHeaders } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps, type AgentOptions, type RequestOptions } from 'node:https'
import type { Duplex } from 'node:stream'
import { transportError } from './classify-error.js'

type Connected = (error: Error | null, socket?: Duplex | null) => void

/**
 * Pools connections that lead through a proxy's tunnel (CONNECT, RFC 9110 §9.3.6), so that the proxy sees neither the
 * request nor its token. axios can do this too, but opens a tunnel for each request and leaves one behind when the proxy
 * does not answer.
 */
export class TunnelAgent extends HttpsAgent {
  readonly #pending = new Set<() => void>()

  constructor(
    options: AgentOptions,
    readonly proxy: AxiosProxyConfig,
    readonly connectTimeoutMs: number,
  ) {
    super(options)
  }

  override createConnection(options: RequestOptions, connected: Connected): undefined {
    const { protocol = 'http', host, port, auth } = this.proxy
    const target = `${options.host ?? ''}:${options.port ?? 443}`
    const headers: OutgoingHttpHeaders = { host: target }
    if (auth) {
      const credentials = Buffer.from(`${auth.username}:${auth.password}`).toString('base64')
      headers['proxy-authorization'] = `Basic ${credentials}`
    }
    const request = (protocol.startsWith('https') ? requestHttps : requestHttp)({
      method: 'CONNECT',
      host,
      port,
      path: target,
      headers,
      agent: false,
    })
    const giveUp = () => request.destroy(transportError('CONNECT_TIMEOUT', false, true))
    const timer = setTimeout(giveUp, this.connectTimeoutMs)
    this.#pending.add(giveUp)
    const stop = () => {
      clearTimeout(timer)
      this.#pending.delete(giveUp)
    }

    request.once('connect', (response, socket, ahead) => {
      stop()
      if (response.statusCode === 200 && ahead.length === 0) {
        connected(null, super.createConnection({ ...options, socket } as RequestOptions))
      } else {
        socket.destroy()
        connected(transportError('CONNECT', false))
      }
    })
    request.on('error', (error) => {
      stop()
      connected(error)
    })
    request.end()
    return undefined
  }

  override destroy(): void {
    for (const giveUp of this.#pending) giveUp()
    super.destroy()
  }
}
