import { retryAfterMs } from '../outcome/retry-after.js'
import { classifyError } from '../transport/classify-error.js'
import type { TransportErrorCode } from '../transport/transport-error.js'
import { AuthorizationError } from './authorization-error.js'

/** The most that is read of an answer. */
export const mostAnswerBytes = 64 * 1024

/** Marks that the token endpoint wanted to send us elsewhere. */
class RedirectRefused extends Error {}

/** A `beforeRedirect` hook of @hapi/wreck, the HTTP client inside simple-oauth2, that refuses. */
export function redirectRefused(
  _method: string,
  _status: number,
  _location: string,
  _headers: unknown,
  _options: unknown,
  next: (error: Error) => void,
): void {
  next(new RedirectRefused())
}

/** What @hapi/wreck throws, as far as it is of use. */
interface WreckError {
  readonly output?: { readonly statusCode?: number }
  readonly data?: {
    readonly payload?: unknown
    readonly res?: {
      readonly statusCode?: number
      readonly headers?: Readonly<Record<string, string | undefined>>
      readonly socket?: { readonly bytesRead: number } | null
      destroy(): void
    }
  }
}

/** Statuses that say nothing about the request, only about the moment. */
const isTemporary = (status: number): boolean => status >= 500 || status === 429 || status === 408

/**
 * Sorts what went wrong with a token request. Neither the original error nor any text of the answer goes on: both may
 * quote the request.
 */
export function errorOfTokenRequest(error: unknown): AuthorizationError {
  const { data, output } = (typeof error === 'object' && error !== null ? error : {}) as WreckError
  if (error instanceof RedirectRefused) {
    return new AuthorizationError(
      'AUTH_PROTOCOL',
      'The token endpoint redirects, which it must not; check the token URL.',
    )
  }
  const response = data?.res
  // Where the time was up in the middle of an answer, its socket is still open.
  response?.destroy()
  const status = response?.statusCode
  if (status === undefined) {
    return output === undefined ? unexpected() : errorOfSilence(output.statusCode, data)
  }
  if (isTemporary(status))
    return unavailable(`answered ${status}`, retryAfterMs(response?.headers?.['retry-after'], Date.now()))
  if (status < 400) return errorOfBody(output?.statusCode, response?.socket?.bytesRead ?? 0)
  return errorOfRefusal(status, data?.payload)
}

const unreachable: Partial<Record<TransportErrorCode, readonly [what: string, advice: string]>> = {
  DNS: ['The name of the token endpoint could not be resolved', 'check the token URL and the network'],
  CONNECT: [
    'No connection to the token endpoint could be made',
    'check the token URL, and whether a firewall lets this machine out',
  ],
  TLS: [
    'No trusted TLS connection to the token endpoint could be made',
    'check its certificate; to trust an authority of your own, set NODE_EXTRA_CA_CERTS to its file',
  ],
}
const noAnswer = [
  'The token endpoint gave no answer',
  'check the token URL, and whether something stands in between',
] as const

/** No status came: the time was up, which Wreck says by a status of its own, or the connection failed. */
function errorOfSilence(status: number | undefined, failure: unknown): AuthorizationError {
  if (status === 504) return unavailable('did not answer in time; try again, then look at the network')
  // How far a request had come cannot be told here; as if it had been sent, a broken connection is nothing but that.
  const { code, systemCode } = classifyError(failure, { sent: true, secure: true, aborted: false })
  const [what, advice] = unreachable[code] ?? noAnswer
  const reason = systemCode === undefined ? '' : ` (${systemCode})`
  return new AuthorizationError('AUTH_UNAVAILABLE', `${what}${reason}; ${advice}.`)
}

/**
 * An answer that promised to be good. Wreck says by a status of its own what is wrong with the body, except that one
 * which it cut off itself looks like one that the server cut off.
 */
function errorOfBody(status: number | undefined, bytesRead: number): AuthorizationError {
  const tooLarge = bytesRead > mostAnswerBytes
  if (!tooLarge && (status === 408 || status === 500)) return unavailable('did not finish its answer')
  const what = tooLarge ? 'is too large' : 'is not JSON'
  return new AuthorizationError(
    'AUTH_PROTOCOL',
    `The token endpoint's answer ${what}; check the connection's token URL.`,
  )
}

/** RFC 6749 §5.2. */
function errorOfRefusal(status: number, payload: unknown): AuthorizationError {
  const code = typeof payload === 'object' && payload !== null && 'error' in payload ? payload.error : undefined
  if (code === 'invalid_grant') {
    return new AuthorizationError(
      'REAUTH_REQUIRED',
      'The consent has ended: it expired, was withdrawn or was used twice.',
    )
  }
  if (code === 'invalid_client' || code === 'unauthorized_client') {
    return new AuthorizationError(
      'AUTH_REFUSED',
      'The authorization server does not accept the client; check client id and secret.',
    )
  }
  return new AuthorizationError('AUTH_PROTOCOL', `The token endpoint answered ${status} without an OAuth reason.`)
}

const unavailable = (what: string, waitMs?: number | null) =>
  new AuthorizationError('AUTH_UNAVAILABLE', `The token endpoint ${what}.`, waitMs ?? undefined)

const unexpected = () => new AuthorizationError('AUTH_PROTOCOL', "The token endpoint's answer makes no sense.")
