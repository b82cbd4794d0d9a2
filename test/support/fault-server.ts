import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { createServer as createTlsServer } from 'node:tls'
import { createGzip } from 'node:zlib'

/** A request as it came over the wire. */
export interface RecordedRequest {
  readonly method: string
  /** The request target: a path, or a whole URL when the client took this server for a proxy. */
  readonly target: string
  /** Lower-case names; the last one counts. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Which connection it came over, counted from 1 in the order they became ready. */
  readonly connection: number
  /** How many reads it took to get it whole. */
  readonly packets: number
}

/** What a behaviour works with: one request and the connection it came over. */
export interface Reply {
  readonly request: RecordedRequest
  readonly socket: Socket
  /** Writes and waits until the client has taken it. Resolves to false once the connection is gone. */
  write(bytes: string | Uint8Array): Promise<boolean>
  /** Resolves after so many milliseconds, or at once when the connection is gone. */
  wait(ms: number): Promise<void>
}

/** What the server does with a request. Behaviours compose with {@link inOrder} and {@link perRequest}. */
export type Behaviour = (reply: Reply) => Promise<void> | void

/** Writes exactly these bytes. */
export const bytes =
  (...parts: readonly (string | Uint8Array)[]): Behaviour =>
  async (reply) => {
    for (const part of parts) await reply.write(part)
  }

/** Writes these bytes one by one, so many milliseconds apart. */
export const drip =
  (content: string, everyMs: number): Behaviour =>
  async (reply) => {
    for (const byte of Buffer.from(content)) {
      if (!(await reply.write(Uint8Array.of(byte)))) return
      await reply.wait(everyMs)
    }
  }

/** Writes these bytes again and again until the client goes away. */
export const endless =
  (content: string | Uint8Array): Behaviour =>
  async (reply) => {
    // The client is in the same process and needs its turns, which the kernel's buffers would take for megabytes.
    while (await reply.write(content)) await turn()
  }

export const wait =
  (ms: number): Behaviour =>
  (reply) =>
    reply.wait(ms)

/** Never answers. */
export const silence: Behaviour = () => undefined

/** Ends the connection in good order (FIN). */
export const fin: Behaviour = ({ socket }) => {
  socket.end()
}

/** Breaks the connection (RST; over TLS, without the closing alert). */
export const reset: Behaviour = ({ socket }) => {
  if ('encrypted' in socket) socket.destroy()
  else socket.resetAndDestroy()
}

/** One behaviour after the other, for the same request. */
export const inOrder =
  (...behaviours: readonly Behaviour[]): Behaviour =>
  async (reply) => {
    for (const behaviour of behaviours) await behaviour(reply)
  }

/** The first behaviour for the first request that the server gets, and so on; the last one stays. */
export const perRequest = (...behaviours: readonly [Behaviour, ...Behaviour[]]): Behaviour => {
  let next = 0
  return (reply) => behaviours[Math.min(next++, behaviours.length - 1)]?.(reply)
}

/** A status line and header lines, with the empty line after them. */
export function head(status: number | string, ...headers: readonly string[]): string {
  return [`HTTP/1.1 ${status}${typeof status === 'number' ? ' Text' : ''}`, ...headers, '', ''].join('\r\n')
}

/** A whole answer with its right length. */
export function answer(status: number, body: string | Uint8Array = '', ...headers: readonly string[]): Behaviour {
  return bytes(
    Buffer.concat([
      Buffer.from(head(status, `content-length: ${Buffer.byteLength(body)}`, ...headers)),
      Buffer.from(body),
    ]),
  )
}

/** A whole JSON answer. */
export function json(status: number, value: unknown, ...headers: readonly string[]): Behaviour {
  return answer(status, JSON.stringify(value), 'content-type: application/json', ...headers)
}

/** An answer in chunked coding, one chunk for each part. Without `end`, the last chunk is missing. */
export function chunked(
  status: number,
  parts: readonly (string | Uint8Array)[],
  end = true,
  ...headers: readonly string[]
): Behaviour {
  const pieces = parts.flatMap((part) => [`${Buffer.byteLength(part).toString(16)}\r\n`, part, '\r\n'])
  return bytes(head(status, 'transfer-encoding: chunked', ...headers), ...pieces, ...(end ? ['0\r\n\r\n'] : []))
}

/** A small gzip body that unpacks to so many bytes of zeros; made as it is sent, so it costs no memory here. */
export const gzipBomb =
  (unpackedBytes: number, status = 200): Behaviour =>
  async (reply) => {
    await reply.write(head(status, 'content-encoding: gzip', 'connection: close'))
    const gzip = createGzip()
    const zeros = Buffer.alloc(1 << 20)
    const feed = async () => {
      for (let left = unpackedBytes; left > 0; left -= zeros.length) {
        if (!gzip.write(zeros.subarray(0, left))) await once(gzip, 'drain')
      }
      gzip.end()
    }
    const fed = feed().catch(() => undefined)
    for await (const chunk of gzip) {
      if (!(await reply.write(chunk as Buffer))) return
    }
    await fed
    reply.socket.end()
  }

/** Answers that are not HTTP, or not one HTTP answer. */
export const garbage = {
  status099: bytes(head('099 Odd', 'content-length: 0')),
  twoDigitStatus: bytes(head('20 OK', 'content-length: 0')),
  fourDigitStatus: bytes(head('2000 OK', 'content-length: 0')),
  unknownVersion: bytes('HTTP/9.9 200 OK\r\ncontent-length: 0\r\n\r\n'),
  http09: inOrder(bytes('<html>hello</html>\n'), fin),
  sshBanner: bytes('SSH-2.0-OpenSSH_9.6\r\n'),
  noise: bytes(Buffer.from([0, 255, 1, 254, 13, 10, 13, 10])),
  headerWithoutColon: bytes(head(200, 'content-length: 0', 'no colon here')),
  twoLengths: bytes(head(200, 'content-length: 2', 'content-length: 3'), 'abc'),
  lengthAndChunked: bytes(head(200, 'content-length: 2', 'transfer-encoding: chunked'), '2\r\nhi\r\n0\r\n\r\n'),
  switchingProtocols: bytes(head(101, 'connection: upgrade', 'upgrade: websocket')),
  switchingWithoutUpgrade: bytes(head(101)),
} satisfies Record<string, Behaviour>

const certificateFolder = new URL('./certificates/', import.meta.url)
const pem = (name: string) => readFileSync(new URL(`${name}.pem`, certificateFolder), 'utf8')

export type CertificateName = 'good' | 'expired' | 'wrong-host' | 'self-signed'

/** The authority behind the certificates `good`, `expired` and `wrong-host`. */
export const testAuthority = (): string => pem('ca')

export interface FaultServerOptions {
  /** Speaks TLS with this certificate. */
  readonly certificate?: CertificateName
  /** What happens as soon as a connection is there, before any request. Over TLS, before the handshake. */
  readonly onConnection?: (socket: Socket) => void
}

export interface FaultServer {
  /** `http://127.0.0.1:<port>` or its `https` twin. */
  readonly origin: string
  readonly port: number
  /** The requests that came in whole, in order. */
  readonly requests: readonly RecordedRequest[]
  /** The requests since the last time, which are then forgotten. */
  take(): RecordedRequest[]
  /** How many connections there have been. */
  readonly connections: number
  /** How many are open now. */
  readonly open: number
  /** Resolves once so many connections are open; rejects after `withinMs`. */
  untilOpen(count: number, withinMs?: number): Promise<void>
  /** Drops every connection and goes on. */
  drop(): Promise<void>
  /** Drops every connection and stops. */
  close(): Promise<void>
}

const headEnd = '\r\n\r\n'

/** Cuts requests off the front of what a connection has sent. */
class RequestReader {
  #buffer = Buffer.alloc(0)
  #packets = 0

  constructor(readonly connection: number) {}

  push(chunk: Buffer): RecordedRequest[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk])
    this.#packets++
    const requests: RecordedRequest[] = []
    for (let request = this.#take(); request; request = this.#take()) requests.push(request)
    return requests
  }

  #take(): RecordedRequest | undefined {
    const headLength = this.#buffer.indexOf(headEnd)
    if (headLength < 0) return undefined
    const [first = '', ...lines] = this.#buffer.toString('latin1', 0, headLength).split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const bodyStart = headLength + headEnd.length
    const bodyEnd = bodyStart + Number(headers['content-length'] ?? 0)
    if (this.#buffer.length < bodyEnd) return undefined

    const body = this.#buffer.toString('utf8', bodyStart, bodyEnd)
    const packets = this.#packets
    this.#buffer = this.#buffer.subarray(bodyEnd)
    this.#packets = 0
    const [method = '', target = ''] = first.split(' ')
    return { method, target, headers, body, connection: this.connection, packets }
  }
}

function replyOn(socket: Socket, gone: AbortSignal, request: RecordedRequest): Reply {
  return {
    request,
    socket,
    async write(content) {
      if (!socket.writable) return false
      if (!socket.write(content)) await once(socket, 'drain', { signal: gone }).catch(() => undefined)
      return socket.writable
    },
    async wait(ms) {
      await delay(ms, undefined, { signal: gone }).catch(() => undefined)
    },
  }
}

/**
 * A server on 127.0.0.1 that misbehaves exactly as told. It speaks no HTTP of its own: a behaviour writes the bytes.
 *
 * @param behaviour what to do with each request; {@link perRequest} tells them apart
 */
export async function startFaultServer(behaviour: Behaviour, options: FaultServerOptions = {}): Promise<FaultServer> {
  const { certificate, onConnection } = options
  const requests: RecordedRequest[] = []
  const sockets = new Set<Socket>()
  const watchers = new Set<() => void>()
  const changed = () => {
    for (const watcher of watchers) watcher()
  }
  let connections = 0
  let served = 0

  const track = (socket: Socket) => {
    connections++
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => {
      sockets.delete(socket)
      changed()
    })
    onConnection?.(socket)
    changed()
  }
  const serve = (socket: Socket) => {
    const reader = new RequestReader(++served)
    const gone = new AbortController()
    socket.once('close', () => {
      gone.abort()
    })
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      for (const request of reader.push(chunk)) {
        requests.push(request)
        void behaviour(replyOn(socket, gone.signal, request))
      }
    })
  }

  const server = certificate
    ? createTlsServer({ key: pem('key'), cert: pem(certificate) }, serve)
    : createTcpServer(serve)
  server.prependListener('connection', track)
  if (certificate) server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const drop = async () => {
    await Promise.all(
      [...sockets].map(async (socket) => {
        socket.destroy()
        if (!socket.closed) await once(socket, 'close')
      }),
    )
  }

  return {
    origin: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    take: () => requests.splice(0),
    get connections() {
      return connections
    },
    get open() {
      return sockets.size
    },
    untilOpen(count, withinMs = 2_000) {
      return new Promise((resolve, reject) => {
        const check = () => {
          if (sockets.size === count) finish(resolve)
        }
        const finish = (settle: () => void) => {
          clearTimeout(timer)
          watchers.delete(check)
          settle()
        }
        const timer = setTimeout(() => {
          finish(() => {
            reject(new Error(`${sockets.size} connections are open, not ${count}`))
          })
        }, withinMs)
        watchers.add(check)
        check()
      })
    },
    drop,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
