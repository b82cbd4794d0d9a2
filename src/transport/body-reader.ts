import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import type { BodyFailureCode, TransportResponse } from './transport.js'

/** Where the bytes of a body come from. */
export interface BodySource {
  pause(): unknown
  resume(): unknown
}

/** Who is told what has become of a body. */
export interface BodySink {
  /** Called once; with a `bodyFailure`, what had arrived is the body. */
  finished(body: Body): void
}

export type Body = Pick<TransportResponse, 'body' | 'bodyFailure'>

type Decoder = NodeJS.ReadWriteStream & Readable

/** Each piece takes a turn of the event loop, which is long on a busy host: zlib's own 16 KiB would make 256 of 4 MiB. */
const decoding = { chunkSize: 64 * 1024 }

// RFC 9110 §8.4.1. Senders of `deflate` disagree on the zlib wrapper, which the first byte tells apart (RFC 1950 §2.2).
const decoders: ReadonlyMap<string, (first: Buffer) => Decoder> = new Map<string, (first: Buffer) => Decoder>([
  ['gzip', () => createGunzip(decoding)],
  ['x-gzip', () => createGunzip(decoding)],
  ['deflate', (first) => (((first[0] ?? 0) & 0x0f) === 8 ? createInflate(decoding) : createInflateRaw(decoding))],
  ['br', () => createBrotliDecompress(decoding)],
])

/** The encodings that a {@link BodyReader} undoes, as an `accept-encoding` value. */
export const acceptEncoding = 'gzip, deflate, br'

function text(chunks: readonly Buffer[]): string {
  const [only] = chunks
  const whole = chunks.length === 1 && only ? only.toString() : Buffer.concat(chunks).toString()
  return whole.startsWith('\uFEFF') ? whole.slice(1) : whole
}

/** Takes a body piece by piece, to its end or to the first thing that stops it, and reports it once. */
export class BodyReader {
  readonly #chunks: Buffer[] = []
  #room: number
  #decoder: Decoder | undefined
  #settled = false

  /**
   * @param encoding the `content-encoding` as it came
   * @param maxBytes the most bytes to take, counted after decoding
   */
  constructor(
    readonly encoding: string | readonly string[] | undefined,
    maxBytes: number,
    readonly source: BodySource,
    readonly sink: BodySink,
  ) {
    this.#room = maxBytes
  }

  push(chunk: Buffer): void {
    if (this.#settled) return
    if (this.encoding === undefined || this.encoding === 'identity') {
      this.#take(chunk)
      return
    }
    this.#decoder ??= this.#createDecoder(this.encoding, chunk)
    if (this.#decoder?.write(chunk) === false) this.source.pause()
  }

  /** The source has given everything. */
  end(): void {
    // An empty body, as of a 204, has nothing to decode whatever its header says.
    if (this.#decoder === undefined) this.#finish()
    else this.#decoder.end()
  }

  /** The source gives no more, or nobody wants more. */
  fail(bodyFailure: BodyFailureCode): void {
    if (this.#settled) return
    this.#settled = true
    this.#decoder?.destroy()
    this.sink.finished({ body: text(this.#chunks), bodyFailure })
  }

  #finish(): void {
    if (this.#settled) return
    this.#settled = true
    this.sink.finished({ body: text(this.#chunks) })
  }

  #take(chunk: Buffer): void {
    if (this.#settled) return
    if (chunk.length > this.#room) {
      if (this.#room > 0) this.#chunks.push(chunk.subarray(0, this.#room))
      this.fail('RESPONSE_TOO_LARGE')
    } else {
      this.#room -= chunk.length
      this.#chunks.push(chunk)
    }
  }

  #createDecoder(encoding: string | readonly string[], first: Buffer): Decoder | undefined {
    const decoder = typeof encoding === 'string' ? decoders.get(encoding.toLowerCase())?.(first) : undefined
    if (decoder === undefined) {
      this.fail('DECODE')
      return undefined
    }
    decoder.on('data', (chunk: Buffer) => {
      this.#take(chunk)
    })
    decoder.on('drain', () => this.source.resume())
    decoder.on('end', () => {
      this.#finish()
    })
    decoder.on('error', () => {
      this.fail('DECODE')
    })
    return decoder
  }
}
