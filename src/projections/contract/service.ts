import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Service } from './cases.js'

export interface ReceivedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** A real HTTP server on loopback that does what the case at hand says, and remembers what it was sent. */
export interface ContractService {
  readonly baseUrl: string
  /** Prepares for a case and forgets the requests of the one before. */
  prepare(service: Service | undefined): void
  readonly received: readonly ReceivedRequest[]
  close(): Promise<void>
}

export async function startContractService(): Promise<ContractService> {
  let service: Service | undefined
  let received: ReceivedRequest[] = []

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url = '', headers } = request
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
    switch (service?.kind) {
      case 'answer':
        response.writeHead(service.status, service.headers)
        response.end(service.body)
        return
      case 'silence':
        return
      default:
        request.socket.resetAndDestroy()
    }
  }

  const server = createServer((request, response) => {
    // A client that gives up while it is sending is part of the game.
    handle(request, response).catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    prepare: (next) => {
      service = next
      received = []
    },
    get received() {
      return received
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
