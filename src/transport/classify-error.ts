import { TransportError, type TransportErrorCode } from './transport-error.js'

/** What is known about a request at the moment it failed. */
export interface FailureContext {
  /** Whether the connection was ready, so that bytes of the request can have left. */
  readonly sent: boolean
  /** Whether the request goes over TLS. */
  readonly secure: boolean
  /** Whether the caller's signal had fired. */
  readonly aborted: boolean
}

const messages: Readonly<Record<TransportErrorCode, string>> = {
  DNS: 'The name of the service could not be resolved',
  CONNECT: 'No connection to the service could be made',
  CONNECT_TIMEOUT: 'The connection to the service was not ready in time',
  TLS: 'No trusted TLS connection to the service could be made',
  TLS_DISABLED: 'Nothing is sent while NODE_TLS_REJECT_UNAUTHORIZED switches certificate checks off; unset it',
  BLOCKED_ADDRESS: 'The service resolves to an address that is not allowed',
  PROTOCOL: 'The service did not answer with valid HTTP',
  HEADERS_TOO_LARGE: 'The headers of the answer are too large',
  RESET: 'The connection broke before an answer came',
  ABORTED: 'The request was given up before an answer came',
  INVALID_REQUEST: 'The request cannot be written as HTTP',
  UNKNOWN: 'The request failed for an unknown reason',
}

interface Rule {
  readonly code: TransportErrorCode
  readonly transient?: boolean
}

/**
 * What each error code of the runtime means. Sources: Node.js `errors`, `dns` and `tls` documentation, connect(2),
 * getaddrinfo(3), axios `AxiosError`, undici `Errors`.
 */
const rules: Readonly<Record<string, Rule>> = {
  // Resolving the name. getaddrinfo, then the resolver that hosts plug in.
  ENOTFOUND: { code: 'DNS' },
  EAI_AGAIN: { code: 'DNS', transient: true },
  ENODATA: { code: 'DNS' },
  EBADNAME: { code: 'DNS' },
  EBADRESP: { code: 'DNS' },
  ENONAME: { code: 'DNS' },
  EREFUSED: { code: 'DNS' },
  ESERVFAIL: { code: 'DNS', transient: true },
  ETIMEOUT: { code: 'DNS', transient: true },

  // Connecting.
  ECONNREFUSED: { code: 'CONNECT', transient: true },
  EHOSTUNREACH: { code: 'CONNECT' },
  EHOSTDOWN: { code: 'CONNECT' },
  ENETUNREACH: { code: 'CONNECT' },
  ENETDOWN: { code: 'CONNECT' },
  EACCES: { code: 'CONNECT' },
  EPERM: { code: 'CONNECT' },
  EAFNOSUPPORT: { code: 'CONNECT' },
  EADDRNOTAVAIL: { code: 'CONNECT', transient: true },
  EMFILE: { code: 'CONNECT', transient: true },
  ENFILE: { code: 'CONNECT', transient: true },

  // Certificates and the handshake; ERR_TLS_*, ERR_SSL_* and CERT_* are matched by their prefix.
  EPROTO: { code: 'TLS' },
  DEPTH_ZERO_SELF_SIGNED_CERT: { code: 'TLS' },
  SELF_SIGNED_CERT_IN_CHAIN: { code: 'TLS' },
  UNABLE_TO_GET_ISSUER_CERT: { code: 'TLS' },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { code: 'TLS' },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { code: 'TLS' },
  UNABLE_TO_GET_CRL: { code: 'TLS' },
  HOSTNAME_MISMATCH: { code: 'TLS' },
  INVALID_CA: { code: 'TLS' },
  INVALID_PURPOSE: { code: 'TLS' },
  PATH_LENGTH_EXCEEDED: { code: 'TLS' },

  // The answer; every other HPE_* is matched by its prefix.
  HPE_HEADER_OVERFLOW: { code: 'HEADERS_TOO_LARGE' },

  // A request that no retry can mend.
  ERR_INVALID_URL: { code: 'INVALID_REQUEST' },
  ERR_INVALID_CHAR: { code: 'INVALID_REQUEST' },
  ERR_INVALID_HTTP_TOKEN: { code: 'INVALID_REQUEST' },
  ERR_INVALID_ARG_TYPE: { code: 'INVALID_REQUEST' },
  ERR_INVALID_PROTOCOL: { code: 'INVALID_REQUEST' },
  ERR_HTTP_INVALID_HEADER_VALUE: { code: 'INVALID_REQUEST' },
  ERR_UNESCAPED_CHARACTERS: { code: 'INVALID_REQUEST' },
  ERR_BAD_OPTION: { code: 'INVALID_REQUEST' },
  ERR_BAD_OPTION_VALUE: { code: 'INVALID_REQUEST' },
  ERR_BAD_REQUEST: { code: 'INVALID_REQUEST' },
  ERR_NOT_SUPPORT: { code: 'INVALID_REQUEST' },

  ERR_CANCELED: { code: 'ABORTED' },

  // undici's own.
  UND_ERR_CONNECT_TIMEOUT: { code: 'CONNECT_TIMEOUT', transient: true },
  UND_ERR_HEADERS_OVERFLOW: { code: 'HEADERS_TOO_LARGE' },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { code: 'PROTOCOL' },
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: { code: 'INVALID_REQUEST' },
  UND_ERR_INVALID_ARG: { code: 'INVALID_REQUEST' },
  UND_ERR_NOT_SUPPORTED: { code: 'INVALID_REQUEST' },
  UND_ERR_ABORTED: { code: 'ABORTED' },
}

const prefixRules: readonly (readonly [prefix: string, rule: Rule])[] = [
  ['HPE_', { code: 'PROTOCOL' }],
  ['ERR_TLS_', { code: 'TLS' }],
  ['ERR_SSL_', { code: 'TLS' }],
  ['CERT_', { code: 'TLS' }],
  ['CRL_', { code: 'TLS' }],
  ['ERROR_IN_C', { code: 'TLS' }],
  ['EAI_', { code: 'DNS' }],
]

/** Codes of a connection that ended; what that means depends on how far the request had come. */
const broken = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTCONN',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_SOCKET',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
])

function brokenRule({ sent, secure }: FailureContext): Rule {
  if (sent) return { code: 'RESET', transient: true }
  return { code: secure ? 'TLS' : 'CONNECT', transient: true }
}

function ruleFor(systemCode: string, context: FailureContext): Rule | undefined {
  if (broken.has(systemCode)) return brokenRule(context)
  if (systemCode === 'ETIMEDOUT')
    return context.sent ? brokenRule(context) : { code: 'CONNECT_TIMEOUT', transient: true }
  if (Object.hasOwn(rules, systemCode)) return rules[systemCode]
  return prefixRules.find(([prefix]) => systemCode.startsWith(prefix))?.[1]
}

type ErrorLike = Readonly<Partial<Record<'code' | 'cause' | 'errors', unknown>>>

/**
 * The error, then what it wraps. Told by shape, not by class: an error may come from another realm, and Node throws an
 * AggregateError when every address of a name failed.
 */
function* causes(error: unknown): Generator<ErrorLike> {
  let current = error
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth++) {
    const { cause, errors }: ErrorLike = current
    yield current
    current = cause ?? (Array.isArray(errors) ? (errors[0] as unknown) : undefined)
  }
}

function systemCodeOf({ code }: ErrorLike): string | undefined {
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,50}$/.test(code) ? code : undefined
}

/**
 * The error that a transport reports.
 *
 * @param code what happened
 * @param sent whether the service can have seen the request
 * @param transient whether the same request may do better a moment later
 * @param systemCode the runtime's own code, added to the message for operators
 */
export function transportError(
  code: TransportErrorCode,
  sent: boolean,
  transient = false,
  systemCode?: string,
): TransportError {
  const message = systemCode === undefined ? `${messages[code]}.` : `${messages[code]} (${systemCode}).`
  return new TransportError(code, message, sent ? 'unknown' : 'not-sent', transient, systemCode)
}

/**
 * Says what an error of the runtime means. The result carries nothing of the given error but its code: errors of an HTTP
 * client hold the request, and with it the access token.
 *
 * @param error whatever was thrown
 * @param context how far the request had come
 */
export function classifyError(error: unknown, context: FailureContext): TransportError {
  const chain = [...causes(error)]
  const own = chain.find((cause) => cause instanceof TransportError)
  if (own) return own
  if (context.aborted) return transportError('ABORTED', context.sent)

  for (const cause of chain) {
    const systemCode = systemCodeOf(cause)
    const rule = systemCode === undefined ? undefined : ruleFor(systemCode, context)
    if (rule) return transportError(rule.code, context.sent, rule.transient, systemCode)
  }
  return transportError('UNKNOWN', context.sent)
}
