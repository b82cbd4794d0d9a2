import { requireCertificateChecks } from './certificate-checks.js'
import { transportError } from './classify-error.js'

/** What the URLs of one service have in common. */
export interface Origin {
  /** `https://host` or `https://host:port`. */
  readonly href: string
  readonly secure: boolean
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string
  readonly port: number
  /** As the `host` header has it. */
  readonly host: string
}

export interface Target {
  readonly origin: Origin
  /** Path and query. */
  readonly path: string
}

/** Paths that the URL parser leaves as they are: visible ASCII without its few exceptions, and no dot segments. */
const plainPath = /^\/(?!.*\/(?:\.|%2e))[\w\-~!$&()*+,;=:@%/?.]*$/i

/** @throws TransportError INVALID_REQUEST */
function parse(text: string): Target {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw transportError('INVALID_REQUEST', false)
  // A client would put them in the place of the access token.
  if (url.username || url.password) throw transportError('INVALID_REQUEST', false)
  const secure = url.protocol === 'https:'
  const origin: Origin = {
    href: url.origin,
    secure,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 443 : 80),
    host: url.host,
  }
  return { origin, path: url.pathname + url.search }
}

/** Takes URLs apart, for less when many have the same origin. */
export class TargetParser {
  #last: Origin | undefined

  /** @throws TransportError INVALID_REQUEST, TLS_DISABLED */
  parse(url: string): Target {
    const target = this.#withLastOrigin(url) ?? parse(url)
    this.#last = target.origin
    requireCertificateChecks(target.origin.secure, target.origin.hostname)
    return target
  }

  #withLastOrigin(url: string): Target | undefined {
    const origin = this.#last
    if (origin === undefined || !url.startsWith(origin.href)) return undefined
    const path = url.slice(origin.href.length)
    return plainPath.test(path) ? { origin, path } : undefined
  }
}
