import { Agent as HttpsAgent, type AgentOptions, type RequestOptions } from 'node:https'
import type { Duplex } from 'node:stream'
import { transportError } from './classify-error.js'
import type { ProxyOptions } from './connection-options.js'
import { openTunnel } from './tunnel.js'

type Connected = (error: Error | null, socket?: Duplex | null) => void

/** Pools connections that lead through a proxy's tunnel. */
export class TunnelAgent extends HttpsAgent {
  readonly #pending = new Set<() => void>()

  constructor(
    options: AgentOptions,
    readonly proxy: ProxyOptions,
    readonly connectTimeoutMs: number,
  ) {
    super(options)
  }

  override createConnection(options: RequestOptions, connected: Connected): undefined {
    const target = `${options.host ?? ''}:${options.port ?? 443}`
    const giveUp = () => request.destroy(transportError('CONNECT_TIMEOUT', false, true))
    const timer = setTimeout(giveUp, this.connectTimeoutMs)
    this.#pending.add(giveUp)
    const request = openTunnel(this.proxy, target, (error, tunnel) => {
      clearTimeout(timer)
      this.#pending.delete(giveUp)
      if (error) connected(error)
      else connected(null, super.createConnection({ ...options, socket: tunnel } as RequestOptions))
    })
    return undefined
  }

  override destroy(): void {
    for (const giveUp of this.#pending) giveUp()
    super.destroy()
  }
}
