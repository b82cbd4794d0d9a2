import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Answer, Headers } from '../http/answer.js'
import { sendAnswer } from '../http/send.js'
import { gzipBomb } from './gzip-bomb.js'
import type { Damage } from './scenario.js'

const MIB = 1024 * 1024

/** Sends an answer the wrong way. Resolves to the status that was sent; null when none was. */
export async function sendDamaged(
  damage: Damage,
  answer: Answer,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<number | null> {
  const { socket } = outgoing
  if (socket === null) return null
  const send = (changes: Partial<Omit<Answer, 'body'>> & { body?: string | Buffer }) =>
    sendAnswer({ ...answer, ...changes }, outgoing)

  switch (damage.kind) {
    case 'html':
      return send({ headers: { 'content-type': 'text/html; charset=utf-8' }, body: HTML_PAGE })
    case 'empty':
      return send({ headers: without(answer.headers, 'content-type'), body: '' })
    case 'broken-json':
      return send({ body: firstHalf(answer.body || '{"meta":{}}') })
    case 'redirect':
      return send({ status: damage.status ?? 302, headers: { ...answer.headers, location: damage.to } })
    case 'oversize':
      return send({
        headers: { ...answer.headers, ...(damage.chunked === true && { 'transfer-encoding': 'chunked' }) },
        body: `{"data":"${'x'.repeat(Math.max(0, (damage.bytes ?? 8 * MIB) - 11))}"}`,
      })
    case 'gzip-bomb':
      return send({
        headers: { ...answer.headers, 'content-encoding': 'gzip' },
        body: await gzipBomb(damage.bytes ?? 200 * MIB),
      })
    case 'wrong-encoding': {
      const body = damage.body === 'cut-gzip' ? cutInHalf(gzipSync(answer.body)) : answer.body
      return send({ headers: { ...answer.headers, 'content-encoding': damage.encoding ?? 'gzip' }, body })
    }
    case 'silence':
      return null
    case 'hang-up':
      socket.end()
      return null
    case 'raw':
      socket.end(damage.text, 'latin1')
      return null
    case 'reset':
      if (damage.when !== 'mid-body') {
        socket.resetAndDestroy()
        return null
      }
      await write(socket, head(answer) + firstHalf(answer.body))
      // A reset drops what the kernel has not sent yet; the first half should arrive.
      await sleep(50, undefined, { signal }).catch(() => undefined)
      socket.resetAndDestroy()
      return answer.status
    case 'truncated':
      socket.end(head(answer) + firstHalf(answer.body))
      return answer.status
    case 'drip-headers':
      await drip(socket, head(answer), damage, signal)
      socket.end(answer.body)
      return answer.status
    case 'drip-body':
      await write(socket, head(answer))
      await drip(socket, answer.body, damage, signal)
      socket.end()
      return answer.status
  }
}

const HTML_PAGE =
  '<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>'

/** The status line and headers of an answer that bypasses Node's own writer. */
function head({ status, headers, body }: Answer): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((text) => `${name}: ${text}`))
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`,
    ...lines,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '\r\n',
  ].join('\r\n')
}

async function drip(
  socket: Socket,
  text: string,
  { bytes = 1, everyMs = 100 }: { bytes?: number; everyMs?: number },
  signal: AbortSignal,
): Promise<void> {
  const buffer = Buffer.from(text)
  for (let at = 0; at < buffer.length && !socket.destroyed && !signal.aborted; at += bytes) {
    await write(socket, buffer.subarray(at, at + bytes))
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Resolves when the bytes are with the kernel, or when the client has gone. */
const write = (socket: Socket, bytes: string | Buffer): Promise<void> =>
  new Promise((resolve) => {
    socket.write(bytes, () => {
      resolve()
    })
  })

const firstHalf = (text: string): string => text.slice(0, Math.ceil(text.length / 2))
const cutInHalf = (bytes: Buffer): Buffer => bytes.subarray(0, Math.ceil(bytes.length / 2))

const without = (headers: Headers, name: string): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))
