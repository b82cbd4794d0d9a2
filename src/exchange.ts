import { AuthorizationError } from './auth/authorization-error.js'
import type { AccessToken, Authorizations } from './auth/authorizations.js'
import { type Deadline, Expired } from './deadline.js'
import { type Fault, faultOfError } from './outcome/fault.js'
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
  readonly maxResponseBytes: number
  readonly headers: HeaderJoiner
  /** Whether an answer with this status needs its whole body. */
  readonly needsBody: (status: number) => boolean
}

/** The most requests for one invocation: a first and one more. */
const mostAttempts = 2

/** How long a transport may take to hand over the part of an answer that it has when the deadline fires. */
const handOverMs = 100

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
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const warnings: Warning[] = []
  let attempts = 0
  let refused = false
  const tokens: string[] = []
  let token: AccessToken | undefined

  async function freshToken(rejected?: string): Promise<AccessToken | undefined> {
    if (connection.authorization === undefined) return undefined
    const { name, authorizations } = connection.authorization
    const answer = authorizations.getAccessToken(
      name,
      rejected === undefined ? deadline : { signal: deadline.signal, rejected },
    )
    const fresh = 'value' in answer ? answer : await deadline.wait(answer)
    // A connection may be changed while its token is waited for; a token goes to its own origin or nowhere.
    if (fresh !== answer && authorizations.baseUrl(name) !== connection.baseUrl)
      throw new AuthorizationError(
        'AUTH_UNAVAILABLE',
        'The authorization was changed in this very moment; run it again.',
      )
    if (fresh.warnings !== undefined) warnings.push(...fresh.warnings)
    tokens.push(fresh.value)
    return fresh
  }

  try {
    token = await freshToken()
    for (;;) {
      if (deadline.cause !== undefined) throw new Expired()
      attempts++
      const mayRepeat = attempts < mostAttempts
      let response: TransportResponse
      try {
        const sending = rules.transport(transportRequest(request, connection, rules, token), deadline)
        response = await deadline.wait(sending, handOverMs)
      } catch (error) {
        const harmless = error instanceof TransportError && error.transient && (reads || error.delivery === 'not-sent')
        if (harmless && mayRepeat) continue
        throw error
      }
      refused = response.status === 401
      if (refused && mayRepeat && token !== undefined) {
        const next = await freshToken(token.value)
        if (next !== undefined && next.value !== token.value) {
          token = next
          continue
        }
      }
      // Part of an answer is an answer when time has run out, but not when nobody wants it any more.
      if (response.bodyFailure === 'ABORTED' && deadline.isCancelled()) throw new Expired()
      const cutOff = response.bodyFailure === 'RESET' && reads && rules.needsBody(response.status)
      if (cutOff && mayRepeat) continue
      return { attempts, warnings, end: { response, tokens } }
    }
  } catch (error) {
    return {
      attempts,
      warnings,
      end: { fault: faultOfError(error, deadline), delivery: deliveryOfError(error, attempts, refused) },
    }
  }
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

/** A request that was answered 401 is documented as not processed, whatever became of the next one's token. */
function deliveryOfError(error: unknown, attempts: number, refused: boolean): Delivery {
  if (error instanceof TransportError) return error.delivery
  if (refused) return 'rejected'
  return attempts === 0 ? 'not-sent' : 'unknown'
}
