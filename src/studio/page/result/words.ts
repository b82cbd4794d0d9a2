import type { Delivery } from '../../../outcome/result.js'

const codes: Readonly<Record<string, string>> = {
  RATE_LIMIT_HELD: 'Held back after the last rate limit',
  UNKNOWN_AUTHORIZATION: 'There is no such authorization',
  UNKNOWN_METHOD: 'There is no such method',
  TIMEOUT: 'The time was up',
  CONNECT_TIMEOUT: 'No connection in time',
  BODY_TIMEOUT: 'The body did not arrive in time',
  DNS: 'The service’s name is not known',
  CONNECT: 'No connection could be made',
  TLS: 'The certificate is not acceptable',
  TLS_DISABLED: 'Certificate checks are switched off',
  BLOCKED_ADDRESS: 'The address may not be connected to',
  RESET: 'The connection broke',
  ABORTED: 'Given up when the time was up',
  PROTOCOL: 'What came back is not HTTP',
  HEADERS_TOO_LARGE: 'The answer has too many headers',
  DECODE: 'The answer cannot be decompressed',
  RESPONSE_EMPTY: 'The answer is empty',
  RESPONSE_NOT_JSON: 'The answer is no JSON object or list',
  RESPONSE_UNTRUSTED: 'The answer is a web page',
  RESPONSE_TOO_LARGE: 'The answer is too large',
  INVALID_REQUEST: 'The request cannot be written as HTTP',
  REAUTH_REQUIRED: 'Somebody has to log in again',
  AUTH_REFUSED: 'The authorization was refused',
  AUTH_UNAVAILABLE: 'No token could be had',
  AUTH_PROTOCOL: 'The token server answers strangely',
  CANCELLED: 'Cancelled',
  UNEXPECTED: 'Something unexpected in the host',
}

/** Why a run or an exchange ended so, in a few words; undefined for a code that says nothing more than its outcome does. */
export function codeWords(code: string): string | undefined {
  const status = /^HTTP_(\d+)$/.exec(code)?.[1]
  return status === undefined ? codes[code] : `The service answered ${status}`
}

export const deliveryWords: Readonly<Record<Delivery, { readonly short: string; readonly long: string }>> = {
  accepted: { short: 'Accepted', long: 'The service took it.' },
  rejected: { short: 'Rejected', long: 'The service said no and did nothing.' },
  unknown: { short: 'Unknown', long: 'The service may have done it; look before sending it again.' },
  'not-sent': { short: 'Not sent', long: 'Nothing reached the service.' },
}
