import type { TransportError } from '../../src/transport/transport-error.js'
import type { Transport, TransportRequest, TransportResponse } from '../../src/transport/transport.js'

/** A request with what a test does not care about filled in. */
export function requestTo(url: string, parts: Partial<TransportRequest> = {}): TransportRequest {
  return { method: 'GET', url, headers: {}, body: undefined, maxResponseBytes: 4 << 20, ...parts }
}

/** Sends a GET, for 5 s at most. */
export function get(
  transport: Transport,
  url: string,
  signal = AbortSignal.timeout(5_000),
): Promise<TransportResponse> {
  return transport(requestTo(url), { signal })
}

/** The error that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<TransportError> {
  const result = await call.then(
    () => new Error('the call did not fail'),
    (error: unknown) => error as TransportError,
  )
  if (!('code' in result)) throw result
  return result
}
