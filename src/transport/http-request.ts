import type { Agent, RequestOptions } from 'node:http'
import { isIP } from 'node:net'
import { transportError } from './classify-error.js'
import type { ConnectionRules } from './connection-options.js'
import { defaultLines, headerLines } from './header-lines.js'
import { maxHeaderBytes } from './limits.js'
import type { Target } from './target.js'
import { proxyAuthorization } from './tunnel.js'

/** A request as Node's own client takes it. */
export interface HttpRequest {
  readonly options: RequestOptions
  readonly body: Buffer | undefined
}

export interface HttpMessage {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What connects: for `http:`, and for `https:`, where it sees to a proxy's tunnel too. */
export interface Agents {
  readonly httpAgent: Agent
  readonly httpsAgent: Agent
}

/** Methods without a body when none is given (RFC 9110 §9.3); with any other, its length is said to be nought. */
const bodyless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'])

/** @throws TransportError BLOCKED_ADDRESS when the host is an address that is not allowed */
export function httpRequest(
  { origin, path }: Target,
  { method, headers, body: text }: HttpMessage,
  { httpAgent, httpsAgent }: Agents,
  { isAllowed, proxy }: ConnectionRules,
): HttpRequest {
  const { hostname, port, secure } = origin
  if (isAllowed && isIP(hostname) && !isAllowed(hostname)) throw transportError('BLOCKED_ADDRESS', false)

  // Text would be put in one string with the headers, whose letters are Latin-1.
  const body = text === undefined ? undefined : Buffer.from(text)
  const own = ['host', origin.host, ...defaultLines]
  if (body !== undefined || !bodyless.has(method)) own.push('content-length', String(body?.length ?? 0))
  const lines = headerLines(headers, own)
  const direct = {
    protocol: secure ? 'https:' : 'http:',
    hostname,
    port,
    path,
    method,
    agent: secure ? httpsAgent : httpAgent,
    headers: lines,
    maxHeaderSize: maxHeaderBytes,
    insecureHTTPParser: false,
  }
  if (proxy === undefined || secure) return { options: direct, body }

  const authorization = proxyAuthorization(proxy)
  if (authorization !== undefined) lines.push('proxy-authorization', authorization)
  // A proxy that forwards wants to know the whole URL (RFC 9112 §3.2.2).
  return { options: { ...direct, hostname: proxy.host, port: proxy.port, path: origin.href + path }, body }
}
