import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came over the wire. */
export interface StubRequest {
  readonly method: string
  /** The request target: path and query, still encoded. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON; undefined when there is none. */
  readonly body: unknown
}

export interface StubAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | string[]>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, instead of `body`. */
  readonly text?: string
}

/** A service on this machine that answers what a test says and remembers what it was asked. */
export interface StubService {
  readonly baseUrl: string
  /** Every request since the last {@link StubService.answer}. */
  readonly requests: readonly StubRequest[]
  /** Sets the answer from now on, and forgets earlier requests. */
  answer(answer: StubAnswer | ((request: StubRequest) => StubAnswer)): void
  close(): Promise<void>
}

export async function startStubService(): Promise<StubService> {
  const requests: StubRequest[] = []
  let answerTo: (request: StubRequest) => StubAnswer = () => ({})
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const request: StubRequest = {
        method: incoming.method ?? '',
        target: incoming.url ?? '',
        headers: incoming.headers,
        text,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      }
      requests.push(request)
      const { status = 200, headers = {}, body, text: plain } = answerTo(request)
      const content = plain ?? (body === undefined ? '' : JSON.stringify(body))
      const type = body === undefined ? {} : { 'content-type': 'application/json' }
      outgoing.writeHead(status, { ...type, ...headers }).end(content)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (answer) => {
      requests.length = 0
      answerTo = typeof answer === 'function' ? answer : () => answer
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
