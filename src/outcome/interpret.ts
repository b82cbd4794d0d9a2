import type { CompiledMethod } from '../manifest/compiled.js'
import type { BodyFailureCode, TransportResponse } from '../transport/transport.js'
import { redact, redactBroken } from './redact.js'
import { responseJson } from './response-json.js'
import type { Delivery, Warning } from './result.js'
import type { OutputValues } from './outputs.js'
import { statusPhrase, statusText } from './status-text.js'

/** What an answer amounts to. `fault` is set when a success could not be understood. */
export type Interpretation =
  | {
      readonly outcome: string
      readonly outputs: OutputValues
      readonly code: string | null
      readonly warnings: Warning[]
    }
  | { readonly fault: 'error' | 'timeout'; readonly code: string; readonly message: string }

/** The most bytes of an answer that is not JSON to hand on. */
const mostText = 64 * 1024

type Body =
  { readonly value: unknown; readonly warnings: Warning[] } | { readonly unreadable: BodyFault; readonly text: string }

type BodyFault =
  Exclude<BodyFailureCode, 'ABORTED'> | 'BODY_TIMEOUT' | 'RESPONSE_EMPTY' | 'RESPONSE_NOT_JSON' | 'RESPONSE_UNTRUSTED'

const faultWords: Readonly<Record<BodyFault, string>> = {
  RESPONSE_TOO_LARGE: 'The answer is larger than the node accepts.',
  DECODE: 'The answer is compressed in a way that cannot be read.',
  RESET: 'The connection broke before the answer was complete.',
  PROTOCOL: 'The answer is not valid HTTP.',
  BODY_TIMEOUT: 'The answer was not complete in time.',
  RESPONSE_EMPTY: 'The answer is empty although it should hold data.',
  RESPONSE_NOT_JSON: 'The answer is neither a JSON object nor a list.',
  RESPONSE_UNTRUSTED: 'The answer is a web page, probably of a portal or firewall in between.',
}

/**
 * Reads an answer by the method's manifest: the status alone decides the outcome, except that a success whose body is
 * required and cannot be used is a fault. Bare JSON such as `null` is of no use there: no pointer leads into it.
 * @param secrets the tokens that were sent, masked should the answer repeat one
 */
export function interpret(
  method: CompiledMethod,
  response: TransportResponse,
  secrets: readonly string[] = [],
): Interpretation {
  const { status, headers } = response
  const outcome = method.outcomes.outcomeOf(status)
  const success = method.outcomes.isSuccess(outcome)
  const body = readBody(response, secrets)
  const warnings = 'value' in body ? body.warnings : []

  if (success && method.manifest.responseBody === 'required' && status !== 204) {
    const code = 'unreadable' in body ? body.unreadable : isBare(body.value) ? 'RESPONSE_NOT_JSON' : undefined
    if (code !== undefined)
      return { fault: code === 'BODY_TIMEOUT' ? 'timeout' : 'error', code, message: faultWords[code] }
  } else if (success && 'unreadable' in body && body.unreadable !== 'RESPONSE_EMPTY')
    warnings.push({ code: warningCode(body.unreadable), message: faultWords[body.unreadable] })

  const outputs = method.outputs(
    {
      status,
      statusText: statusText(status),
      headers: redactHeaders(headers, secrets),
      body: 'value' in body ? body.value : body.text === '' ? undefined : cutText(body.text, mostText),
      problem: success ? undefined : { message: `The service answered ${statusPhrase(status)}.` },
    },
    warnings,
  )
  return { outcome, outputs, code: success ? null : `HTTP_${status}`, warnings }
}

/** What the status says about the fate of the request: 4xx is documented as not processed, 5xx says nothing. */
export function deliveryOf(status: number): Delivery {
  if (status >= 200 && status < 300) return 'accepted'
  return status < 500 ? 'rejected' : 'unknown'
}

function warningCode(code: BodyFault): string {
  return code === 'RESPONSE_NOT_JSON' ? 'BODY_NOT_JSON' : code
}

function readBody({ body, bodyFailure, headers }: TransportResponse, secrets: readonly string[]): Body {
  if (bodyFailure !== undefined)
    return {
      unreadable: bodyFailure === 'ABORTED' ? 'BODY_TIMEOUT' : bodyFailure,
      text: redactBroken(body, secrets),
    }
  const text = redact(body, secrets)
  if (text.trim() === '') return { unreadable: 'RESPONSE_EMPTY', text: '' }
  if (isMarkup(headers['content-type'])) return { unreadable: 'RESPONSE_UNTRUSTED', text }
  return responseJson(text) ?? { unreadable: 'RESPONSE_NOT_JSON', text }
}

/** Whether a value has no members. */
function isBare(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

/** The front of a text, without half a character at its end. */
function cutText(text: string, bytes: number): string {
  if (text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes) return text
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(text).subarray(0, bytes), { stream: true })
}

function isMarkup(contentType: string | readonly string[] | undefined): boolean {
  if (contentType === 'application/json') return false
  return /^\s*(text\/html|application\/xhtml\+xml|(text|application)\/xml)/i.test(String(contentType ?? ''))
}

function redactHeaders(
  headers: TransportResponse['headers'],
  secrets: readonly string[],
): TransportResponse['headers'] {
  let leaked = false
  for (const name in headers) {
    const value = headers[name] ?? ''
    const text = typeof value === 'string' ? value : value.join()
    for (const secret of secrets) leaked ||= text.includes(secret)
  }
  if (!leaked) return headers
  const mask = (value: string): string => redact(value, secrets)
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? mask(value) : value.map(mask)]),
  )
}
