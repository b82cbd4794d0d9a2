import fc from 'fast-check'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { garbage, type Behaviour } from '../../support/fault-server.js'
import { places } from './nodes.js'

/** What a service does with one request, as data, so that a counterexample can be read and shrinks. */
export type Answer =
  | ({
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Headers
      readonly body: AnswerBody
    } & Framing)
  | { readonly kind: 'garbage'; readonly name: keyof typeof garbage }
  | { readonly kind: 'bytes'; readonly hex: string; readonly end: End }
  | { readonly kind: 'nothing'; readonly end: End }

type Headers = readonly (readonly [name: string, value: string])[]

type AnswerBody =
  { readonly json: unknown } | { readonly text: string } | { readonly levels: number } | { readonly zeros: number }

interface Framing {
  readonly interim: readonly number[]
  readonly coding: keyof typeof codings
  readonly length: 'right' | 'chunked' | 'until the end' | 'too small' | 'too large' | 'twice' | 'with chunks'
  /** The part of its bytes that is written, all of them being 1. */
  readonly written: number
  /** In how many pieces. */
  readonly pieces: number
  readonly end: End
}

/** What becomes of the connection afterwards. */
type End = 'stay' | 'fin' | 'reset'

const codings = {
  none: (body: Buffer) => body,
  gzip: (body: Buffer) => gzipSync(body),
  br: (body: Buffer) => brotliCompressSync(body),
  deflate: (body: Buffer) => deflateSync(body),
  'deflate ': (body: Buffer) => deflateRawSync(body),
  'x-gzip': (body: Buffer) => gzipSync(body).subarray(0, -3),
  'gzip, gzip': (body: Buffer) => gzipSync(gzipSync(body)),
  rot13: (body: Buffer) => body,
} as const

/** The token that requests carry, which an answer may repeat. */
export const token = 'planted-token-7Qx2/~+=='

/** The same in a JSON text, with every character escaped. */
const escapedToken = Array.from(token, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('')

const awkward = fc.constantFrom<unknown>(
  token,
  `Bearer ${token}`,
  '__proto__',
  '\ud800',
  '\u0000',
  1e308,
  -0,
  12345678901234567890n.toString(),
)

const jsonValue = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: awkward },
  { weight: 1, arbitrary: fc.array(awkward, { maxLength: 3 }) },
)

/** A value at each of some JSON Pointers, as an answer that a manifest has in mind. */
function shaped(pointers: readonly string[]): fc.Arbitrary<unknown> {
  return fc.dictionary(fc.constantFrom('', ...pointers), jsonValue).map((members) => {
    const root: Record<string, unknown> = { __proto__: null }
    for (const [pointer, value] of Object.entries(members)) place(root, pointer, value)
    return JSON.parse(JSON.stringify(root)) as unknown
  })
}

function place(root: Record<string, unknown>, pointer: string, value: unknown): void {
  const keys = pointer.split('/').slice(1)
  const last = keys.pop()
  let at = root
  for (const key of keys) at = at[key] = Object.assign(Object.create(null), at[key]) as Record<string, unknown>
  if (last !== undefined) at[last] = value
}

const headerName = fc.constantFrom(
  ...[
    'content-type',
    'retry-after',
    'location',
    'set-cookie',
    'x-request-id',
    'trackingid',
    'connection',
    'x-a',
    'date',
  ],
)
const headerValue = fc.oneof(
  fc.constantFrom(
    ...['application/json', 'text/html', 'text/plain', '4', '-1', 'abc', '1e12', 'close', 'keep-alive', token, ''],
    'http://elsewhere.invalid/',
    'Sun, 06 Nov 1994 08:49:37 GMT',
  ),
  fc.string({ maxLength: 20 }).map((text) => text.replace(/[^\x20-\x7e]/g, '')),
)

const end = fc.oneof({ weight: 12, arbitrary: fc.constant<End>('stay') }, fc.constantFrom<End>('fin', 'reset'))
/** Where `stay` would mean that the rest never comes. */
const endOfPart = fc.oneof({ weight: 30, arbitrary: fc.constantFrom<End>('fin', 'reset') }, fc.constant<End>('stay'))

/** @param statuses those that the manifest names */
export function anyAnswer(statuses: readonly number[], pointers: readonly string[]): fc.Arbitrary<Answer> {
  const status = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...statuses) },
    { weight: 2, arbitrary: fc.constantFrom(200, 201, 202, 204, 302, 400, 401, 403, 404, 429, 500, 503) },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 999 }) },
  )
  const body = fc.oneof<fc.MaybeWeightedArbitrary<AnswerBody>[]>(
    { weight: 400, arbitrary: shaped(pointers).map((json) => ({ json })) },
    { weight: 150, arbitrary: jsonValue.map((json) => ({ json })) },
    { weight: 100, arbitrary: fc.constant({ text: '' }) },
    { weight: 100, arbitrary: fc.string({ unit: 'binary' }).map((text) => ({ text })) },
    {
      weight: 100,
      arbitrary: fc
        .constantFrom(
          '{"data":',
          '<html></html>',
          '[1,2',
          'null',
          `{"__proto__":{"x":1},"m":"${escapedToken}"}`,
          '\ufeff{}',
        )
        .map((text) => ({ text })),
    },
    { weight: 10, arbitrary: fc.constantFrom(499, 501, 20_000).map((levels) => ({ levels })) },
    { weight: 10, arbitrary: fc.constantFrom(65, 1_025, 70_000).map((zeros) => ({ zeros })) },
    { weight: 1, arbitrary: fc.constant({ zeros: 5 << 20 }) },
  )
  const framing = fc.oneof<fc.MaybeWeightedArbitrary<Pick<Framing, 'length' | 'written' | 'end'>>[]>(
    {
      weight: 20,
      arbitrary: fc.record({ length: fc.constantFrom('right', 'chunked'), written: fc.constant(1), end }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        length: fc.constantFrom('right', 'chunked', 'until the end', 'too large'),
        written: fc.double({ min: 0, max: 1, noNaN: true }),
        end: endOfPart,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        length: fc.constantFrom('too small', 'twice', 'with chunks'),
        written: fc.constant(1),
        end: endOfPart,
      }),
    },
  )
  return fc.oneof<fc.MaybeWeightedArbitrary<Answer>[]>(
    {
      weight: 30,
      arbitrary: fc
        .tuple(
          framing,
          fc.record({
            kind: fc.constant('answer'),
            status,
            headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 3 }),
            body,
            interim: fc.oneof(
              { weight: 20, arbitrary: fc.constant([]) },
              fc.array(fc.constantFrom(100, 102, 103), { minLength: 1, maxLength: 3 }),
            ),
            coding: fc.oneof(
              { weight: 15, arbitrary: fc.constant('none' as const) },
              fc.constantFrom(...(Object.keys(codings) as (keyof typeof codings)[])),
            ),
            pieces: fc.oneof({ weight: 10, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 5 })),
          }),
        )
        .map(([framed, answer]) => ({ ...answer, ...framed }) as Answer),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('garbage'),
        name: fc.constantFrom(...(Object.keys(garbage) as (keyof typeof garbage)[])),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('bytes'),
        hex: fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('hex')),
        end: fc.constantFrom<End>('fin', 'reset'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('nothing'), end: endOfPart }) },
  )
}

/** The pointers into the body that a method's outputs read. */
export function pointersOf(outputs: unknown): string[] {
  return places(outputs)
    .map(({ value }) => (typeof value === 'string' ? /^(?:\$response\.body#)?(\/.*)$/.exec(value)?.[1] : undefined))
    .filter((pointer) => pointer !== undefined)
}

/** The behaviour that an answer describes. */
export function behaviourOf(answer: Answer): Behaviour {
  if (answer.kind === 'garbage') return garbage[answer.name]
  return async ({ socket, write }) => {
    if (answer.kind === 'answer') {
      const whole = bytesOf(answer)
      const written = whole.subarray(0, Math.ceil(whole.length * answer.written))
      const size = Math.max(1, Math.ceil(written.length / answer.pieces))
      for (let at = 0; at < written.length; at += size) {
        if (!(await write(written.subarray(at, at + size)))) return
        if (answer.pieces > 1) await new Promise((resolve) => setImmediate(resolve))
      }
    } else if (answer.kind === 'bytes') await write(Buffer.from(answer.hex, 'hex'))
    if (answer.end === 'fin') socket.end()
    else if (answer.end === 'reset') socket.resetAndDestroy()
  }
}

function bytesOf({ status, headers, body, interim, coding, length }: Answer & { kind: 'answer' }): Buffer {
  const coded = codings[coding](Buffer.from(textOf(body)))
  const own = [
    ...(coding === 'none' ? [] : [`content-encoding: ${coding.trim()}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...lengthLines(length, coded.length),
  ]
  return Buffer.concat([
    Buffer.from(interim.map((code) => `HTTP/1.1 ${code} Early\r\nlink: x\r\n\r\n`).join('')),
    Buffer.from(['HTTP/1.1 ' + String(status) + ' Text', ...own, '', ''].join('\r\n'), 'latin1'),
    length === 'chunked' || length === 'with chunks' ? chunksOf(coded) : coded,
  ])
}

function textOf(body: AnswerBody): string {
  if ('json' in body) return JSON.stringify(body.json) ?? ''
  if ('text' in body) return body.text
  if ('levels' in body) return '['.repeat(body.levels) + ']'.repeat(body.levels)
  return '0'.repeat(body.zeros)
}

function lengthLines(length: Framing['length'], bytes: number): string[] {
  switch (length) {
    case 'right':
      return [`content-length: ${bytes}`]
    case 'chunked':
      return ['transfer-encoding: chunked']
    case 'until the end':
      return ['connection: close']
    case 'too small':
      return [`content-length: ${Math.max(0, bytes - 2)}`]
    case 'too large':
      return [`content-length: ${bytes + 5}`]
    case 'twice':
      return [`content-length: ${bytes}`, `content-length: ${bytes + 1}`]
    case 'with chunks':
      return [`content-length: ${bytes}`, 'transfer-encoding: chunked']
  }
}

function chunksOf(bytes: Buffer): Buffer {
  if (bytes.length === 0) return Buffer.from('0\r\n\r\n')
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')])
}
