import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions as TlsOptions, type TLSSocket } from 'node:tls'
import { transportError } from './classify-error.js'
import type { ConnectionRules } from './connection-options.js'
import type { Origin } from './target.js'
import { openTunnel } from './tunnel.js'

/** A connection on its way. */
export interface Opening {
  destroy(error?: Error): unknown
}

/** The last TLS session with an origin, for a shorter handshake the next time. */
export interface Resumption {
  session?: Buffer
}

/** As undici itself reads: a large answer in few pieces. */
const readBytes = 64 * 1024

/**
 * Connects to an origin: name, TCP, a proxy's tunnel where one is asked for, and TLS, all within the rules' time.
 *
 * @param resumption shared by the connections to this origin
 * @param done called once; the error may be anything that `classifyError` knows
 */
export function openSocket(
  { hostname, port, secure }: Origin,
  rules: ConnectionRules,
  resumption: Resumption,
  done: (error: Error | null, socket?: Socket) => void,
): Opening {
  let settled = false
  const settle = (error: Error | null, socket?: Socket) => {
    if (settled) return
    settled = true
    clearTimeout(timer)
    done(error, socket)
  }
  const follow = (socket: Socket, ready: 'connect' | 'secureConnect'): Socket =>
    socket
      .setNoDelay(true)
      .setKeepAlive(true, 60_000)
      .once(ready, () => {
        settle(null, socket)
      })
      // Stays, so that an error which comes when nobody uses the connection finds a listener.
      .on('error', settle)
      .once('close', () => {
        settle(transportError('CONNECT', false, true))
      })
  const handshake = (over: TlsOptions): TLSSocket => {
    const { session } = resumption
    const socket = connectTls({
      ...rules.tls,
      ...over,
      host: hostname,
      port,
      // An address is no server name (RFC 6066 §3).
      ...(isIP(hostname) === 0 && { servername: hostname }),
      ...(session && { session }),
      ALPNProtocols: ['http/1.1'],
    })
    socket.on('session', (fresh) => {
      resumption.session = fresh
    })
    follow(socket, 'secureConnect')
    return socket
  }

  const opening = (): Opening => {
    const options = {
      autoSelectFamilyAttemptTimeout: rules.attemptTimeoutMs,
      ...(rules.lookup && { lookup: rules.lookup }),
    }
    if (!secure) {
      const tcp = { ...options, host: hostname, port, highWaterMark: readBytes }
      return follow(connectTcp(tcp), 'connect')
    }
    if (rules.proxy === undefined) return handshake(options)
    return openTunnel(rules.proxy, `${hostname}:${port}`, (error, tunnel) => {
      if (error || tunnel === undefined) settle(error)
      else current = handshake({ socket: tunnel })
    })
  }

  const timer = setTimeout(() => {
    current.destroy(transportError('CONNECT_TIMEOUT', false, true))
  }, rules.connectTimeoutMs)
  let current = opening()
  return { destroy: (error) => current.destroy(error) }
}
