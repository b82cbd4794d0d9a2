/* A service of hostile answers, in a process of its own so that what they cost here is not measured. */
import { brotliCompressSync, constants, gzipSync, deflateSync } from 'node:zlib'
import { answer, bytes, head, inOrder, startFaultServer, type Behaviour } from '../../support/fault-server.js'
import { answerWith } from '../peer.js'

const mebibyte = 1 << 20
const json = 'content-type: application/json'

/** JSON of about so many bytes, out of pieces. */
function filled(size: number, open: string, piece: (index: number) => string, close: string): string {
  const pieces: string[] = []
  let length = open.length + close.length
  for (let index = 0; length < size; index++) {
    const next = piece(index)
    pieces.push(next)
    length += next.length + 1
  }
  return open + pieces.join(',') + close
}

const large = Buffer.alloc(mebibyte, 0x78)

/** So many mebibytes, written piece by piece until the client goes away. */
const mebibytesOf =
  (count: number, frame: (chunk: Buffer) => readonly (string | Buffer)[]): Behaviour =>
  async (reply) => {
    for (let written = 0; written < count; written++)
      for (const part of frame(large)) if (!(await reply.write(part))) return
  }

const zeros = Buffer.alloc(200 * mebibyte)
const bombs = {
  gzip: gzipSync(zeros),
  deflate: deflateSync(zeros),
  br: brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
}

const hostile: Readonly<Record<string, Behaviour>> = {
  ...Object.fromEntries(
    Object.entries(bombs).map(([coding, bomb]) => [
      `200 MiB as ${coding}`,
      answer(200, bomb, json, `content-encoding: ${coding}`),
    ]),
  ),
  '50 MB announced': inOrder(
    bytes(head(200, json, `content-length: ${50 * mebibyte}`)),
    mebibytesOf(50, (chunk) => [chunk]),
  ),
  '50 MB in chunks': inOrder(
    bytes(head(200, json, 'transfer-encoding: chunked')),
    mebibytesOf(50, (chunk) => [`${chunk.length.toString(16)}\r\n`, chunk, '\r\n']),
  ),
  '100,000 lists in each other': answer(200, '['.repeat(100_000) + ']'.repeat(100_000), json),
  '100,000 objects in each other': answer(200, '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), json),
  'a megabyte of keys': answer(
    200,
    filled(mebibyte, '{', (index) => `"key-${index}":${index}`, '}'),
    json,
  ),
  'a megabyte of keys, one of them __proto__': answer(
    200,
    filled(mebibyte, '{"__proto__":{"x":1},', (index) => `"key-${index}":${index}`, '}'),
    json,
  ),
  'a megabyte of digits': answer(
    200,
    filled(mebibyte, '[', () => '7', ']'),
    json,
  ),
  'a megabyte of errors': answer(
    400,
    filled(mebibyte, '{"errors":[', (index) => `"error ${index}"`, ']}'),
    json,
  ),
  'a megabyte of the token': answer(
    400,
    JSON.stringify({ message: 'planted-token-7Qx2 '.repeat(mebibyte / 19) }),
    json,
  ),
  'a megabyte of escapes': answer(400, `{"message":"${'\\u0070'.repeat(mebibyte / 6)}"}`, json),
}

const behaviours = new Map(Object.entries(hostile))
const harmless = answer(200, '{"data":[]}', json)
const server = await startFaultServer((reply) =>
  (behaviours.get(decodeURIComponent(reply.request.target.split('/').at(-1) ?? '')) ?? harmless)(reply),
)

answerWith(() => ({ origin: server.origin, names: [...behaviours.keys()] }))
