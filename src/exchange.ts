import { AuthorizationError } from './auth/authorization-error.js'
import type { AccessToken, Authorizations } from './auth/authorizations.js'
import { type Deadline, Expired } from './deadline.js'
import { type Fault, faultOfError } from './outcome/fault.js'
import { deliveryOf } from './outcome/interpret.js'
import type { Delivery, Warning } from './outcome/result.js'
import type { BuiltRequest } from './request/build.js'
import type { HeaderJoiner } from './request/join-headers.js'
import { TransportError } from './transport/transport-error.js'
import type { Transport, TransportRequest, TransportResponse } from './transport/transport.js'

/** Where a request goes and with whose token. */
export interface Connection {
  readonly baseUrl: string
  /** Absent for a node that signs in nowhere. */
  readonly authorization?: { readonly name: string; readonly authorizations: Authorizations }
}

/** How a request went. */
export interface Exchange {
  readonly attempts: number
  readonly warnings: readonly Warning[]
  readonly end:
    | { readonly response: TransportResponse; /** Every token that was sent. */ readonly tokens: readonly string[] }
    | { readonly fault: Fault; readonly delivery: Delivery }
}

export interface ExchangeRules {
  readonly transport: Transport
  readonly onUnexpected: (error: unknown) => void
  readonly maxResponseBytes: number
  readonly headers: HeaderJoiner
  /** Whether an answer with this status needs its whole body. */
  readonly needsBody: (status: number) => boolean
}

/** The most requests for one invocation: a first and one more. */
const mostAttempts = 2

/** How long a transport may take to hand over the part of an answer that it has when the deadline fires. */
const handOverMs = 100

/** How far a request has come. */
interface Progress {
  attempts: number
  /** What is known of the attempts so far, all of them together. */
  delivery: Delivery
  readonly tokens: string[]
  readonly warnings: Warning[]
}

/**
 * Sends a request, all within the deadline. Tries a second time only where the first cannot have had an effect: nothing
 * was sent, the request only reads, or the service refused the token and there is a fresh one.
 */
export async function exchange(
  request: BuiltRequest,
  connection: Connection,
  rules: ExchangeRules,
  deadline: Deadline,
): Promise<Exchange> {
  const progress: Progress = { attempts: 0, delivery: 'not-sent', tokens: [], warnings: [] }
  try {
    const taken = takeToken(connection, progress, deadline)
    let token = taken instanceof Promise ? await taken : taken
    for (;;) {
      if (deadline.cause !== undefined) throw new Expired()
      progress.attempts++
      const before = progress.delivery
      progress.delivery = 'unknown'
      let response: TransportResponse
      try {
        const sending = rules.transport(transportRequest(request, connection, rules, token), deadline)
        response = await deadline.wait(sending, handOverMs)
      } catch (error) {
        if (error instanceof TransportError && error.delivery === 'not-sent') progress.delivery = before
        if (progress.attempts < mostAttempts && isHarmless(error, request)) continue
        throw error
      }
      progress.delivery = deliveryOf(response.status)
      if (response.status === 401 && progress.attempts < mostAttempts && token !== undefined) {
        const next = await takeToken(connection, progress, deadline, token.value)
        if (next !== undefined && next.value !== token.value) {
          token = next
          continue
        }
      }
      // Part of an answer is an answer when time has run out, but not when nobody wants it any more.
      if (response.bodyFailure === 'ABORTED' && deadline.isCancelled()) throw new Expired()
      if (isCutOff(response, request, rules) && progress.attempts < mostAttempts) continue
      const { attempts, warnings, tokens } = progress
      return { attempts, warnings, end: { response, tokens } }
    }
  } catch (error) {
    const { attempts, warnings, delivery } = progress
    return { attempts, warnings, end: { fault: faultOfError(error, deadline, rules.onUnexpected), delivery } }
  }
}

/**
 * The connection's token, without a promise where it is at hand; undefined for a node that signs in nowhere.
 * @param rejected the token that the service has just refused
 */
function takeToken(
  connection: Connection,
  progress: Progress,
  deadline: Deadline,
  rejected?: string,
): AccessToken | undefined | Promise<AccessToken> {
  if (connection.authorization === undefined) return undefined
  const { name, authorizations } = connection.authorization
  const answer = authorizations.getAccessToken(
    name,
    rejected === undefined ? deadline : { signal: deadline.signal, rejected },
  )
  if ('value' in answer) return noteToken(answer, progress)
  return deadline.wait(answer).then((token) => {
    // A connection may be changed while its token is waited for; a token goes to its own origin or nowhere.
    if (authorizations.baseUrl(name) !== connection.baseUrl)
      throw new AuthorizationError(
        'AUTH_UNAVAILABLE',
        'The authorization was changed in this very moment; run it again.',
      )
    return noteToken(token, progress)
  })
}

function noteToken(token: AccessToken, { tokens, warnings }: Progress): AccessToken {
  if (token.warnings !== undefined) warnings.push(...token.warnings)
  tokens.push(token.value)
  return token
}

/** Whether a request that failed cannot have had an effect. */
function isHarmless(error: unknown, request: BuiltRequest): boolean {
  return error instanceof TransportError && error.transient && (isRead(request) || error.delivery === 'not-sent')
}

/** Whether the connection broke within an answer that is of no use without its end, and that can be asked for again. */
function isCutOff({ status, bodyFailure }: TransportResponse, request: BuiltRequest, rules: ExchangeRules): boolean {
  return bodyFailure === 'RESET' && isRead(request) && rules.needsBody(status)
}

function isRead({ method }: BuiltRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

function transportRequest(
  request: BuiltRequest,
  connection: Connection,
  rules: ExchangeRules,
  token: AccessToken | undefined,
): TransportRequest {
  return {
    method: request.method,
    url: connection.baseUrl + request.url,
    headers: rules.headers(request.headers, token?.value),
    body: request.body,
    maxResponseBytes: rules.maxResponseBytes,
  }
}
