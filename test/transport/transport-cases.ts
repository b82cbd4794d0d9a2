import { expect } from '@jest/globals'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import type { TransportError } from '../../src/transport/transport-error.js'
import type { TransportRequest, TransportResponse } from '../../src/transport/transport.js'
import {
  answer,
  bytes,
  chunked,
  drip,
  endless,
  fin,
  garbage,
  gzipBomb,
  head,
  inOrder,
  json,
  perRequest,
  reset,
  silence,
  wait,
  type Behaviour,
} from '../support/fault-server.js'

/** What must come of a case: parts of an answer, or of the error. */
export type Expected =
  | Partial<TransportResponse>
  | { readonly error: Pick<TransportError, 'code'> & Partial<Pick<TransportError, 'delivery' | 'transient'>> }

export interface Case {
  /** The row of the fault catalogue. */
  readonly row: string
  readonly title: string
  readonly server: Behaviour
  readonly request?: Partial<TransportRequest>
  /** Milliseconds until the signal fires; 5000 unless told. */
  readonly signalAfterMs?: number
  readonly expected: Expected
  /** The connection must be gone afterwards, since what it would carry next cannot be trusted. */
  readonly closes?: boolean
}

const text = 'Grüße, 世界 🌍'
const protocolError = { error: { code: 'PROTOCOL', delivery: 'unknown', transient: false } } as const
const resetError = { error: { code: 'RESET', delivery: 'unknown', transient: true } } as const
const abortedError = { error: { code: 'ABORTED', delivery: 'unknown', transient: false } } as const
const tooLargeHeaders = { error: { code: 'HEADERS_TOO_LARGE', delivery: 'unknown', transient: false } } as const
const manyHeaders = (count: number, header: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => header(i))
const encoded = (encoding: string, body: Uint8Array, status = 200) =>
  answer(status, body, `content-encoding: ${encoding}`)

/** Behaviours that any transport must show, each one against a real socket. */
export const cases: readonly Case[] = [
  // Whole answers.
  {
    row: 'F027',
    title: 'a body of a known length',
    server: json(202, { ok: text }),
    expected: { status: 202, body: JSON.stringify({ ok: text }) },
  },
  {
    row: 'F027',
    title: 'a body in chunks that cut characters apart',
    server: chunked(
      200,
      [...Buffer.from(text)].map((byte) => Uint8Array.of(byte)),
    ),
    expected: { body: text },
  },
  {
    row: 'F027',
    title: 'a body that ends with the connection',
    server: inOrder(bytes(head(200, 'connection: close'), text), fin),
    expected: { body: text },
    closes: true,
  },
  {
    row: 'F027',
    title: 'a byte order mark is no part of the text',
    server: answer(200, '\uFEFF{}'),
    expected: { body: '{}' },
  },
  {
    row: 'F027',
    title: 'an interim answer comes first',
    server: inOrder(bytes(head(103, 'link: </a>'), head(100)), answer(200, 'final')),
    expected: { status: 200, body: 'final' },
  },
  {
    row: 'F027',
    title: 'repeated headers are a list, names are lower-case',
    server: answer(200, '', 'X-One: 1', 'X-Two: a', 'x-TWO: b'),
    expected: { headers: { 'content-length': '0', 'x-one': '1', 'x-two': ['a', 'b'] } },
  },
  {
    row: 'F027',
    title: 'a header named like a part of Object',
    server: answer(200, '', '__proto__: x', 'constructor: y'),
    expected: { headers: { 'content-length': '0', ['__proto__']: 'x', constructor: 'y' } },
  },
  { row: 'F031', title: 'an empty 202', server: answer(202), expected: { status: 202, body: '' } },
  { row: 'F031', title: 'a 204 without a length', server: bytes(head(204)), expected: { status: 204, body: '' } },
  {
    row: 'F031',
    title: 'an empty answer that calls itself gzip',
    server: answer(200, '', 'content-encoding: gzip'),
    expected: { status: 200, body: '' },
  },
  {
    row: 'F037',
    title: 'a status nobody has heard of',
    server: answer(999, 'odd'),
    expected: { status: 999, body: 'odd' },
  },
  ...[301, 302, 303, 307, 308].map((status): Case => ({
    row: 'F039',
    title: `a ${status} is an answer like any other`,
    server: perRequest(answer(status, 'moved', 'location: /elsewhere?token=1'), answer(200, 'followed')),
    request: { method: 'POST', body: '{}' },
    expected: { status, body: 'moved' },
  })),

  // What is not HTTP.
  ...Object.entries(garbage).map(([name, server]): Case => ({
    row: 'F038',
    title: `garbage: ${name}`,
    server,
    expected: protocolError,
    closes: true,
  })),
  { row: 'F050', title: 'two lengths that differ', server: garbage.twoLengths, expected: protocolError, closes: true },
  {
    row: 'F050',
    title: 'a length and chunks',
    server: garbage.lengthAndChunked,
    expected: protocolError,
    closes: true,
  },
  {
    row: 'F038',
    title: 'a chunk of no valid size, after the status',
    server: inOrder(chunked(200, ['start'], false), bytes('zz\r\n')),
    expected: { status: 200, body: 'start', bodyFailure: 'PROTOCOL' },
    closes: true,
  },

  // Slow answers.
  {
    row: 'F042',
    title: 'headers in drips',
    server: drip(head(200, 'content-length: 0'), 30),
    signalAfterMs: 300,
    expected: abortedError,
    closes: true,
  },
  {
    row: 'F042',
    title: 'interim answers without end are not waited out',
    server: endless(head(100)),
    expected: protocolError,
    closes: true,
  },
  {
    row: 'F043',
    title: 'a body in drips: what arrived is kept',
    server: inOrder(bytes(head(202, 'content-length: 1000'), 'first'), drip('x'.repeat(995), 30)),
    signalAfterMs: 300,
    expected: { status: 202, body: expect.stringMatching(/^firstx+$/) as unknown as string, bodyFailure: 'ABORTED' },
    closes: true,
  },
  {
    row: 'F043',
    title: 'a gzip body that stops short',
    server: inOrder(
      bytes(head(200, 'content-length: 1000', 'content-encoding: gzip'), gzipSync(text).subarray(0, 12)),
      wait(10_000),
    ),
    signalAfterMs: 200,
    expected: { status: 200, bodyFailure: 'ABORTED' },
    closes: true,
  },
  {
    row: 'F044',
    title: 'no answer at all',
    server: silence,
    signalAfterMs: 200,
    request: { method: 'POST', body: '{}' },
    expected: abortedError,
    closes: true,
  },
  {
    row: 'F044',
    title: 'half a status line, then nothing',
    server: bytes('HTTP/1.1 2'),
    signalAfterMs: 200,
    expected: abortedError,
    closes: true,
  },

  // Too much.
  {
    row: 'F045',
    title: 'a body of exactly the cap',
    server: answer(200, 'x'.repeat(1000)),
    request: { maxResponseBytes: 1000 },
    expected: { body: 'x'.repeat(1000) },
  },
  {
    row: 'F045',
    title: 'a declared body over the cap',
    server: answer(200, 'x'.repeat(1001)),
    request: { maxResponseBytes: 1000 },
    expected: { status: 200, body: '', bodyFailure: 'RESPONSE_TOO_LARGE' },
    closes: true,
  },
  {
    row: 'F045',
    title: 'a declared body over the cap that never comes',
    server: bytes(head(200, 'content-length: 99999999'), 'x'),
    request: { maxResponseBytes: 1000 },
    expected: { status: 200, bodyFailure: 'RESPONSE_TOO_LARGE' },
    closes: true,
  },
  {
    row: 'F045',
    title: 'chunks without end',
    server: inOrder(bytes(head(500, 'transfer-encoding: chunked')), endless(`4000\r\n${'y'.repeat(0x4000)}\r\n`)),
    request: { maxResponseBytes: 100_000 },
    expected: { status: 500, body: 'y'.repeat(100_000), bodyFailure: 'RESPONSE_TOO_LARGE' },
    closes: true,
  },
  {
    row: 'F045',
    title: 'a cap of nothing',
    server: answer(200, 'x'),
    request: { maxResponseBytes: 0 },
    expected: { body: '', bodyFailure: 'RESPONSE_TOO_LARGE' },
    closes: true,
  },
  {
    row: 'F046',
    title: 'a gzip bomb',
    server: gzipBomb(200 << 20),
    request: { maxResponseBytes: 1 << 20 },
    expected: { status: 200, body: '\0'.repeat(1 << 20), bodyFailure: 'RESPONSE_TOO_LARGE' },
    closes: true,
  },
  {
    row: 'F046',
    title: 'gzip inside gzip',
    server: encoded('gzip, gzip', gzipSync(gzipSync(text))),
    expected: { status: 200, body: '', bodyFailure: 'DECODE' },
    closes: true,
  },
  {
    row: 'F046',
    title: 'gzip inside gzip, in two headers',
    server: answer(200, gzipSync(gzipSync(text)), 'content-encoding: gzip', 'content-encoding: gzip'),
    expected: { bodyFailure: 'DECODE' },
    closes: true,
  },
  {
    row: 'F051',
    title: 'a header of 40 kB',
    server: answer(200, '', `x-large: ${'x'.repeat(40_000)}`),
    expected: tooLargeHeaders,
    closes: true,
  },
  {
    row: 'F051',
    title: '500 headers',
    server: answer(200, '', ...manyHeaders(500, (i) => `x-${i}: ${i}`)),
    expected: tooLargeHeaders,
    closes: true,
  },
  {
    row: 'F051',
    title: '100 cookies',
    server: answer(200, '', ...manyHeaders(100, (i) => `set-cookie: c${i}=1`)),
    expected: tooLargeHeaders,
    closes: true,
  },
  {
    row: 'F051',
    title: '99 header lines are few enough',
    server: answer(200, 'ok', ...manyHeaders(98, (i) => `x-${i}: ${i}`)),
    expected: { status: 200, body: 'ok' },
  },

  // Content encodings.
  { row: 'F047', title: 'gzip', server: encoded('gzip', gzipSync(text)), expected: { body: text } },
  {
    row: 'F047',
    title: 'gzip, in other letters and chunks',
    server: chunked(
      200,
      [...gzipSync(text)].map((byte) => Uint8Array.of(byte)),
      true,
      'Content-Encoding: X-GZip',
    ),
    expected: { body: text },
  },
  { row: 'F047', title: 'deflate', server: encoded('deflate', deflateSync(text)), expected: { body: text } },
  {
    row: 'F047',
    title: 'deflate without its wrapper',
    server: encoded('deflate', deflateRawSync(text)),
    expected: { body: text },
  },
  { row: 'F047', title: 'brotli', server: encoded('br', brotliCompressSync(text)), expected: { body: text } },
  { row: 'F047', title: 'identity', server: encoded('identity', Buffer.from(text)), expected: { body: text } },
  {
    row: 'F047',
    title: 'a gzip body that is none',
    server: encoded('gzip', Buffer.from('not gzip at all'), 500),
    expected: { status: 500, bodyFailure: 'DECODE' },
  },
  {
    row: 'F047',
    title: 'gzip cut off',
    server: encoded('gzip', gzipSync(text.repeat(100)).subarray(0, -12)),
    expected: { status: 200, bodyFailure: 'DECODE' },
  },
  {
    row: 'F047',
    title: 'brotli cut off',
    server: encoded('br', brotliCompressSync(text.repeat(100)).subarray(0, -4)),
    expected: { status: 200, bodyFailure: 'DECODE' },
  },
  {
    row: 'F047',
    title: 'an encoding nobody asked for',
    server: encoded('zstd', Buffer.from('?')),
    expected: { status: 200, body: '', bodyFailure: 'DECODE' },
    closes: true,
  },
  {
    row: 'F047',
    title: 'an encoding named like a part of Object',
    server: encoded('constructor', Buffer.from('?')),
    expected: { status: 200, body: '', bodyFailure: 'DECODE' },
    closes: true,
  },

  // Broken connections.
  {
    row: 'F048',
    title: 'a reset mid-body',
    server: inOrder(bytes(head(200, 'content-length: 100'), 'half'), wait(50), reset),
    expected: { status: 200, body: 'half', bodyFailure: 'RESET' },
    closes: true,
  },
  {
    row: 'F048',
    title: 'a reset between chunks',
    server: inOrder(chunked(202, ['half'], false), wait(50), reset),
    expected: { status: 202, body: 'half', bodyFailure: 'RESET' },
    closes: true,
  },
  {
    row: 'F048',
    title: 'a reset mid-gzip',
    server: inOrder(
      bytes(head(200, 'content-length: 1000', 'content-encoding: gzip'), gzipSync(text).subarray(0, 12)),
      wait(50),
      reset,
    ),
    expected: { status: 200, bodyFailure: 'RESET' },
    closes: true,
  },
  {
    row: 'F049',
    title: 'the end before the declared length',
    server: inOrder(bytes(head(200, 'content-length: 100'), 'half'), fin),
    expected: { status: 200, body: 'half', bodyFailure: 'RESET' },
    closes: true,
  },
  {
    row: 'F049',
    title: 'the end before the last chunk',
    server: inOrder(chunked(200, ['half'], false), fin),
    expected: { status: 200, body: 'half', bodyFailure: 'RESET' },
    closes: true,
  },
  {
    row: 'F059',
    title: 'a reset instead of an answer',
    server: reset,
    request: { method: 'POST', body: '{}' },
    expected: resetError,
    closes: true,
  },
  {
    row: 'F059',
    title: 'the end instead of an answer',
    server: fin,
    request: { method: 'POST', body: '{}' },
    expected: resetError,
    closes: true,
  },
  {
    row: 'F059',
    title: 'the end within the headers',
    server: inOrder(bytes('HTTP/1.1 200 OK\r\nx-a'), fin),
    expected: { error: { code: 'RESET' } },
    closes: true,
  },
]
