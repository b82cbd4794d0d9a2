import { createHash, timingSafeEqual } from 'node:crypto'
import { LoginError } from './login-error.js'

/** What an authorization request is answered with, in the query of the redirect (RFC 6749 §4.1.2). */
export interface Expected {
  /** The address that was registered and asked for. */
  readonly redirectUri: string
  /** What the request was marked with (RFC 6749 §10.12). */
  readonly state: string
}

const mostCharacters = 8192
/** RFC 6749 appendix A.11. */
const visibleCharacters = /^[\x20-\x7e]+$/
/** RFC 6749 §4.1.2.1. */
const knownErrors = [
  'access_denied',
  'invalid_request',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_response_type',
]

/**
 * The code in the address that a browser was sent back to.
 * @throws {LoginError} LOGIN_DENIED when it is a refusal of what was asked, LOGIN_CALLBACK when it is no answer to it
 */
export function codeOfCallback(address: string, { redirectUri, state }: Expected): string {
  const url = address.length <= mostCharacters && URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || url.origin + url.pathname !== redirectUri) throw noAnswer()
  const { searchParams } = url
  const isRepeated = ['state', 'code', 'error'].some((name) => searchParams.getAll(name).length > 1)
  if (isRepeated || !sameText(searchParams.get('state') ?? '', state)) throw noAnswer()
  const error = searchParams.get('error') ?? ''
  if (error !== '') {
    const reason = knownErrors.includes(error) ? ` (${error})` : ''
    throw new LoginError('LOGIN_DENIED', `The authorization server did not give consent${reason}; try again.`)
  }
  const code = searchParams.get('code') ?? ''
  if (!visibleCharacters.test(code)) throw noAnswer()
  return code
}

const sameText = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const noAnswer = () =>
  new LoginError(
    'LOGIN_CALLBACK',
    'The address is not the answer to this login; open the printed address and try again.',
  )
