/* The service of the soak, in a process of its own: does with each request what the identity in it says. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { answerWith } from '../peer.js'

let served = 0
const found = JSON.stringify({ meta: { organizationId: 'org-1' }, data: [{ id: 'person-1' }] })
const large = Buffer.alloc(5 << 20, 0x78)
const bomb = gzipSync(Buffer.alloc(50 << 20))
const deep = `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`

const json = { 'content-type': 'application/json' }

type Deed = (response: ServerResponse, status: number, authorization: string | undefined) => void

const deeds: Readonly<Record<string, Deed>> = {
  ok: (response, status) => response.writeHead(status, json).end(found),
  stale: (response, status, authorization) => {
    if (authorization === 'Bearer fresh') response.writeHead(status, json).end(found)
    else response.writeHead(401, json).end('{}')
  },
  refused: (response) => response.writeHead(401, json).end('{"message":"UnAuthorized"}'),
  garbage: ({ socket }) => socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
  reset: ({ socket }) => socket?.resetAndDestroy(),
  cut: (response, status) => {
    response.writeHead(status, { ...json, 'content-length': 500 }).write('{"data":', () => response.socket?.destroy())
  },
  'not-json': (response, status) => response.writeHead(status, json).end('{"data":['),
  page: (response, status) => response.writeHead(status, { 'content-type': 'text/html' }).end('<html></html>'),
  empty: (response, status) => response.writeHead(status, { 'content-length': 0 }).end(),
  'too-deep': (response, status) => response.writeHead(status, json).end(deep),
  'not-gzip': (response, status) => response.writeHead(status, { 'content-encoding': 'gzip' }).end('plain'),
  'too-large': (response, status) => response.writeHead(status, json).end(large),
  bomb: (response, status) => response.writeHead(status, { ...json, 'content-encoding': 'gzip' }).end(bomb),
  hang: () => undefined,
  drip: (response, status) => {
    response.writeHead(status, { ...json, 'content-length': 1000 })
    const drops = setInterval(() => response.write(' '), 50)
    response.once('close', () => {
      clearInterval(drops)
    })
  },
}

const server = createServer((request, response) => {
  response.on('error', () => undefined)
  void kindOf(request).then(
    (kind) => {
      served++
      const status = /^status-(\d+)$/.exec(kind)?.[1]
      if (status !== undefined) response.writeHead(Number(status), json).end('{"message":"no"}')
      else deeds[kind]?.(response, request.method === 'POST' ? 202 : 200, request.headers.authorization)
    },
    () => undefined,
  )
})
// Only what a fault is ends a connection here: an idle one that closes just as it is used would be one more.
server.keepAliveTimeout = 0
server.requestTimeout = 0

async function kindOf(request: IncomingMessage): Promise<string> {
  if (request.method !== 'POST') return decodeURIComponent(request.url?.split('/').at(-1) ?? '')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return (JSON.parse(Buffer.concat(chunks).toString()) as { identity: string }).identity
}

server.listen(0, '127.0.0.1')
await once(server, 'listening')

answerWith((question: 'origin' | 'served') =>
  question === 'origin' ? `http://127.0.0.1:${(server.address() as AddressInfo).port}` : served,
)
