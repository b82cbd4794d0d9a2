import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { axiosTransport } from '../../transport/axios-transport.js'
import { classifyError } from '../../transport/classify-error.js'
import { isLoopbackHost } from '../../transport/loopback.js'
import type { Transport, TransportResponse } from '../../transport/transport.js'
import { TransportError } from '../../transport/transport-error.js'

/** What came of asking one origin. */
export interface ServiceAnswer {
  readonly origin: string
  /** Its name was looked up. */
  readonly named: boolean
  /** Why there is no answer. */
  readonly failure?: TransportError
  readonly status?: number
  /** By how much this machine's clock is ahead of the service's, to a second or so. */
  readonly clockAheadMs?: number
}

const patienceMs = 8_000

/** Failures before there was anybody to send to. */
const unsent: ReadonlySet<string> = new Set(['DNS', 'CONNECT', 'CONNECT_TIMEOUT', 'TLS', 'TLS_DISABLED'])

/**
 * Asks each origin for the headers of its first page, without a token, over the transport that the node uses.
 * @param sent takes a line for each request
 */
export async function askServices(origins: ReadonlySet<string>, sent: string[]): Promise<readonly ServiceAnswer[]> {
  const transport = axiosTransport()
  try {
    const answers = await Promise.all([...origins].map((origin) => ask(origin, transport)))
    const asked = answers.filter(({ failure }) => failure === undefined || !unsent.has(failure.code))
    sent.push(...asked.map(({ origin }) => `HEAD ${origin}/`))
    return answers
  } finally {
    transport.close()
  }
}

async function ask(origin: string, transport: Transport): Promise<ServiceAnswer> {
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, '')
  const named = isIP(host) === 0 && !isLoopbackHost(host)
  try {
    if (named) await lookup(host)
    const began = Date.now()
    const request = { method: 'HEAD', url: `${origin}/`, headers: {}, body: undefined, maxResponseBytes: 0 }
    const response = await transport(request, { signal: AbortSignal.timeout(patienceMs) })
    const theirs = timeOf(response)
    const ours = (began + Date.now()) / 2
    return {
      origin,
      named,
      status: response.status,
      ...(theirs !== undefined && { clockAheadMs: ours - theirs }),
    }
  } catch (error) {
    const failure =
      error instanceof TransportError ? error : classifyError(error, { sent: false, secure: false, aborted: false })
    return { origin, named, failure }
  }
}

/** When an answer was given by its service's clock: `Date`, and what it has spent in caches (RFC 9110 §6.6.1, RFC 9111 §5.1). */
function timeOf({ headers: { date, age } }: TransportResponse): number | undefined {
  const given = typeof date === 'string' ? Date.parse(date) : NaN
  const cachedMs = typeof age === 'string' && /^\d{1,9}$/.test(age) ? Number(age) * 1000 : 0
  // The header has whole seconds; the middle of one is meant.
  return Number.isNaN(given) ? undefined : given + cachedMs + 500
}
