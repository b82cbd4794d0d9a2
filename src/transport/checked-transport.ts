import type { Transport, TransportResponse } from './transport.js'
import { TransportError } from './transport-error.js'

/**
 * A host's transport, whose answers are what a {@link Transport} promises. One that is not ends as an exchange of which
 * nobody knows what came: the service may have got the request.
 */
export function checkedTransport(transport: Transport): Transport {
  return (request, options) => transport(request, options).then(checkedResponse)
}

function checkedResponse(response: TransportResponse): TransportResponse {
  const problem = problemOf(response)
  if (problem !== undefined)
    throw new TransportError(
      'UNKNOWN',
      `The host's transport gave an answer that is none: ${problem}.`,
      'unknown',
      false,
    )
  for (const name of Object.keys(response.headers))
    if (name !== name.toLowerCase()) return { ...response, headers: inLowerCase(response.headers) }
  return response
}

function problemOf(response: Partial<Record<keyof TransportResponse, unknown>> | null | undefined): string | undefined {
  if (typeof response !== 'object' || response === null) return 'it must be an object'
  const { status, headers, body } = response
  if (typeof status !== 'number') return 'its status must be a number'
  if (typeof body !== 'string') return 'its body must be a text, read to its end'
  const prototype: unknown =
    typeof headers === 'object' && headers !== null ? Object.getPrototypeOf(headers) : undefined
  if (prototype !== Object.prototype && prototype !== null)
    return 'its headers must be a plain object, such as Object.fromEntries(response.headers)'
  return undefined
}

function inLowerCase(headers: TransportResponse['headers']): TransportResponse['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
