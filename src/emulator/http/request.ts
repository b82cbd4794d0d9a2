import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { ApiError } from '../api-error.js'

const MAX_BODY_BYTES = 8 * 1024 * 1024

/** A request whose body has arrived. */
export interface EmulatorRequest {
  readonly method: string
  /** As sent, still percent-encoded. */
  readonly path: string
  /** As sent, without the question mark. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** @throws {ApiError} 413 for a body of more than 8 MiB. */
export async function readRequest(incoming: IncomingMessage): Promise<EmulatorRequest> {
  const { path, query } = splitTarget(incoming.url ?? '/')
  const chunks: Buffer[] = []
  let bytes = 0
  // Destroying the stream would close the connection before the refusal can be sent.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) throw new ApiError(413, [`The body is larger than ${MAX_BODY_BYTES} bytes`])
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks).toString('utf8')
  return { method: incoming.method ?? 'GET', path, query, headers: incoming.headers, body }
}

export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?')
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) }
}

/** The media type without its parameters, in lower case; empty when there is none. */
export const mediaType = (headers: IncomingHttpHeaders): string =>
  (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase()

export const isJson = (headers: IncomingHttpHeaders): boolean =>
  /^application\/([\w.-]+\+)?json$/.test(mediaType(headers))
