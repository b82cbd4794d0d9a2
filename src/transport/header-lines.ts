import { acceptEncoding } from './body-reader.js'
import { transportError } from './classify-error.js'

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** What every request says unless it says otherwise. */
export const defaultHeaders = { 'user-agent': 'cjds-flow-node', 'accept-encoding': acceptEncoding } as const

export const defaultLines: readonly string[] = Object.entries(defaultHeaders).flat()

/** What frames a message or changes the connection is the transport's to say; two voices let a request be smuggled in. */
const reserved: ReadonlySet<string> = new Set([
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Names and values by turns.
 *
 * @param own the transport's lines, with lower-case names; a header of the request takes the place of one of them
 * @throws TransportError INVALID_REQUEST for a header that only a transport may send
 */
export function headerLines(
  headers: Readonly<Record<string, string>>,
  own: readonly string[] = defaultLines,
): string[] {
  const lines = [...own]
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? ''
    const known = name.toLowerCase()
    if (reserved.has(known)) throw transportError('INVALID_REQUEST', false)
    const index = own.indexOf(known)
    if (index < 0) lines.push(name, value)
    else lines[index + 1] = value
  }
  return lines
}

/**
 * The same for many requests: those one after the other mostly have the very same headers, frozen, and share the lines.
 */
export function sharedHeaderLines(): (headers: Readonly<Record<string, string>>) => readonly string[] {
  let last: { readonly headers: object; readonly lines: readonly string[] } | undefined
  return (headers) => {
    if (last?.headers !== headers || !Object.isFrozen(headers)) last = { headers, lines: headerLines(headers) }
    return last.lines
  }
}

/** Lower-case names; null prototype, since the names are the service's. */
export function headersOf(rawHeaders: readonly string[]): Record<string, string | string[]> {
  const headers = Object.create(null) as Record<string, string | string[]>
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = rawHeaders[index + 1] ?? ''
    const present = headers[name]
    if (present === undefined) headers[name] = value
    else if (Array.isArray(present)) present.push(value)
    else headers[name] = [present, value]
  }
  return headers
}

/**
 * The bytes that an answer announces; undefined where none are to come, or their number is not said. The length in an
 * answer to HEAD is that of a body which does not come (RFC 9110 §8.6).
 */
export function declaredBytes(method: string, status: number, headers: Headers): number | undefined {
  const declared = method === 'HEAD' || status === 304 ? undefined : headers['content-length']
  return typeof declared === 'string' ? Number(declared) : undefined
}
