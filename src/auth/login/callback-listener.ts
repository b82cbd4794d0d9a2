import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { checkDuration } from '../../duration.js'
import { codeOfCallback } from './callback.js'
import { LoginError } from './login-error.js'

/** Waits on this machine for a browser to come back. */
export interface CallbackListener {
  /** The one of the registered addresses that is listened on. */
  readonly redirectUri: string
  /** Settles with the first valid answer; then nothing listens any more. */
  readonly code: Promise<string>
  close(): void
}

const patienceMs = 5 * 60_000

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
}

/** Pages of fixed words: nothing of a request is repeated in them. */
const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>\n`
const done = page('Thank you', 'You can close this window and return to the terminal.')
const refused = page('This did not work', 'Return to the terminal to see why.')

/**
 * Listens on the first of the addresses whose port is free, on 127.0.0.1 alone (RFC 8252 §8.3).
 * @param redirectUris registered addresses such as `http://127.0.0.1:8765/callback`
 * @throws {LoginError} LOGIN_PORTS
 * @throws {InvalidDurationError}
 */
export async function listenForCallback(
  redirectUris: readonly string[],
  state: string,
  timeoutMs = patienceMs,
): Promise<CallbackListener> {
  checkDuration('timeoutMs', timeoutMs)
  if (!redirectUris.every(isOfThisMachine)) {
    throw new LoginError(
      'LOGIN_PORTS',
      'Only redirect URIs such as http://127.0.0.1:8765/callback, with a port from 1 to 65535, can be listened on; ' +
        'log in with --paste for others.',
    )
  }
  for (const redirectUri of redirectUris) {
    const server = createServer({ maxHeaderSize: 16 * 1024 })
    if (await listens(server, Number(new URL(redirectUri).port)))
      return answerOn(server, { redirectUri, state }, timeoutMs)
  }
  const ports = redirectUris.map((uri) => new URL(uri).port).join(', ')
  throw new LoginError(
    'LOGIN_PORTS',
    `Other programs use the ports ${ports}; end one of them, or log in with --paste, which needs none.`,
  )
}

function isOfThisMachine(uri: string): boolean {
  const [, port] = /^http:\/\/127\.0\.0\.1:(\d{1,5})\/[\w./-]*$/.exec(uri) ?? []
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => {
      resolve(false)
    })
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      resolve(true)
    })
  })
}

function answerOn(
  server: Server,
  expected: { readonly redirectUri: string; readonly state: string },
  timeoutMs: number,
): CallbackListener {
  const { origin, host } = new URL(expected.redirectUri)
  let settle!: { resolve: (code: string) => void; reject: (error: LoginError) => void }
  const code = new Promise<string>((resolve, reject) => {
    settle = { resolve, reject }
  })
  // Whoever closes without waiting must not be told of a rejection that nobody handles.
  code.catch(() => undefined)

  const close = (): void => {
    clearTimeout(timer)
    server.close()
    server.closeIdleConnections()
  }
  const timer = setTimeout(() => {
    settle.reject(new LoginError('LOGIN_EXPIRED', 'Nobody consented in time; log in again.'))
    close()
    server.closeAllConnections()
  }, timeoutMs)

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    try {
      // Another site's script that finds this port by a name of its own gives itself away by the Host header.
      if (request.method !== 'GET' || request.headers.host !== host)
        throw new LoginError('LOGIN_CALLBACK', 'No callback.')
      const found = codeOfCallback(origin + (request.url ?? ''), expected)
      response.writeHead(200, headers).end(done)
      settle.resolve(found)
      close()
    } catch (error) {
      response.writeHead(400, headers).end(refused)
      if (!(error instanceof LoginError) || error.code === 'LOGIN_CALLBACK') return
      settle.reject(error)
      close()
    }
  }
  server.on('request', answer)
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(`HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n${refused}`)
  })
  return {
    redirectUri: expected.redirectUri,
    code,
    close: () => {
      close()
      server.closeAllConnections()
    },
  }
}
