import type { IncomingHttpHeaders } from 'node:http'
import type { EmulatorRequest } from './http/request.js'

/** One request as it arrived, and what became of it. Secrets are masked as `***`. */
export interface Recording {
  /** 1 for the first request since the start or the last clearing. */
  readonly sequence: number
  /** ISO 8601 in UTC, by the emulator's clock. */
  readonly time: string
  readonly method: string
  /** As sent, still percent-encoded. */
  readonly path: string
  readonly query: string
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  /** The raw text. */
  readonly body: string
  /** The operation's id; null when the path is none. */
  readonly operation: string | null
  /** The id of the scenario that answered; null when none did. */
  readonly scenario: string | null
  /** The status that was sent; null while there is none or when the scenario sent none. */
  readonly status: number | null
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const SECRET_HEADERS = ['authorization', 'proxy-authorization', 'cookie']
const SECRET_FIELDS = ['client_secret', 'refresh_token', 'access_token', 'code', 'code_verifier', 'token']

/** What the emulator received, the newest kept when there is more than the limit. */
export class Recordings {
  readonly #limit: number
  readonly #clock: () => number
  #list: Mutable<Recording>[] = []
  #total = 0

  constructor(limit: number, clock: () => number) {
    this.#limit = limit
    this.#clock = clock
  }

  /** How many requests came, including those no longer kept. */
  get total(): number {
    return this.#total
  }

  /** In the order of arrival; those of one operation, or all. */
  list(operation?: string): Recording[] {
    return this.#list.filter((recording) => operation === undefined || recording.operation === operation)
  }

  clear(): void {
    this.#list = []
    this.#total = 0
  }

  /** @internal */
  begin(request: EmulatorRequest, operation: string | null): Mutable<Recording> {
    this.#total += 1
    const recording: Mutable<Recording> = {
      sequence: this.#total,
      time: new Date(this.#clock()).toISOString(),
      method: request.method,
      path: request.path,
      query: request.query,
      headers: maskHeaders(request.headers),
      body: operation?.startsWith('oauth.') ? maskForm(request.body) : request.body,
      operation,
      scenario: null,
      status: null,
    }
    this.#list.push(recording)
    if (this.#list.length > this.#limit) this.#list.shift()
    return recording
  }
}

function maskHeaders(headers: IncomingHttpHeaders): Recording['headers'] {
  const known = Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined)
  return Object.fromEntries(
    known.map(([name, value]) => [
      name,
      SECRET_HEADERS.includes(name) ? String(value).replace(/^(\w+ )?.*$/s, '$1***') : value,
    ]),
  )
}

/** An empty secret stays visible, because sending one is a mistake worth seeing. */
function maskForm(body: string): string {
  return body
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return SECRET_FIELDS.includes(name) && value.join('=') !== '' ? `${name}=***` : pair
    })
    .join('&')
}
