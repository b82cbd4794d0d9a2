import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import type { BodyFailureCode, TransportResponse } from './transport.js'

export interface BodyLimits {
  /** The `content-encoding` as it came; `identity` or undefined when the body is plain. */
  readonly encoding: string | readonly string[] | undefined
  /** The most bytes to take, counted after decoding. */
  readonly maxBytes: number
  /** The `content-length` of a body that is still to come; undefined where there is none. */
  readonly declaredBytes: number | undefined
  readonly signal: AbortSignal
  /** Why the source failed, asked for when it did. */
  readonly failure: () => BodyFailureCode
}

type Decoder = (first: Buffer) => NodeJS.ReadWriteStream & Readable

// RFC 9110 §8.4.1. Senders of `deflate` disagree on the zlib wrapper, which the first byte tells apart (RFC 1950 §2.2).
const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', (first) => (((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw())],
  ['br', () => createBrotliDecompress()],
])

/** The encodings that {@link readBody} undoes, as an `accept-encoding` value. */
export const acceptEncoding = 'gzip, deflate, br'

function text(chunks: readonly Buffer[]): string {
  const [only] = chunks
  const whole = chunks.length === 1 && only ? only.toString() : Buffer.concat(chunks).toString()
  return whole.startsWith('\uFEFF') ? whole.slice(1) : whole
}

/**
 * Reads a body to its end, or to the first thing that stops it. Never rejects. On failure the source is destroyed, and
 * what had arrived is the body.
 */
export function readBody(
  source: Readable,
  { encoding, maxBytes, declaredBytes, signal, failure }: BodyLimits,
): Promise<Pick<TransportResponse, 'body' | 'bodyFailure'>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let room = maxBytes
    let decoder: ReturnType<Decoder> | undefined
    let settled = false

    const settle = (bodyFailure?: BodyFailureCode) => {
      if (settled) return
      settled = true
      signal.removeEventListener('abort', onAbort)
      if (bodyFailure === undefined) {
        resolve({ body: text(chunks) })
      } else {
        source.destroy()
        decoder?.destroy()
        resolve({ body: text(chunks), bodyFailure })
      }
    }
    const onAbort = () => {
      settle('ABORTED')
    }
    const take = (chunk: Buffer) => {
      if (settled) return
      if (chunk.length > room) {
        if (room > 0) chunks.push(chunk.subarray(0, room))
        settle('RESPONSE_TOO_LARGE')
      } else {
        room -= chunk.length
        chunks.push(chunk)
      }
    }
    const end = () => {
      settle()
    }

    // These listeners stay, so that an error which comes after the end finds one.
    source.on('error', () => {
      settle(signal.aborted ? 'ABORTED' : failure())
    })
    source.on('close', () => {
      if (!source.readableEnded) settle(signal.aborted ? 'ABORTED' : failure())
    })
    signal.addEventListener('abort', onAbort, { once: true })

    if (signal.aborted) {
      onAbort()
    } else if (declaredBytes !== undefined && declaredBytes > maxBytes) {
      settle('RESPONSE_TOO_LARGE')
    } else if (source.readableEnded) {
      end()
    } else if (source.destroyed) {
      settle(failure())
    } else if (encoding === undefined || encoding === 'identity') {
      source.on('data', take)
      source.on('end', end)
    } else {
      // An empty body, as of a 204, has nothing to decode whatever its header says.
      source.once('end', () => {
        if (decoder === undefined) end()
      })
      source.once('data', (first: Buffer) => {
        const create = typeof encoding === 'string' ? decoders.get(encoding.toLowerCase()) : undefined
        if (create === undefined) {
          settle('DECODE')
          return
        }
        decoder = create(first)
        decoder.on('data', take)
        decoder.on('end', end)
        decoder.on('error', () => {
          settle('DECODE')
        })
        decoder.write(first)
        source.pipe(decoder)
      })
    }
  })
}
