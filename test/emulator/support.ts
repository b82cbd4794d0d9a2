import { connect } from 'node:net'
import {
  DEFAULT_WORKSPACE_ID,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type Person,
  type ProfileView,
  type Workspace,
} from '../../src/emulator/index.js'

export const WORKSPACE = DEFAULT_WORKSPACE_ID

/** What the answers' bodies hold, all together: a test reads what its own answer should have. */
export interface Body {
  readonly meta: Readonly<Record<string, string>>
  /** One entity or a list of them. */
  readonly data: Entity & readonly [Entity, ...Entity[]]
  readonly status: string
  readonly message: string
  readonly errors: readonly string[]
  readonly trackingId: string
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly scope: string
  readonly error: string
  readonly workspaces: readonly Workspace[]
  readonly operations: readonly { readonly id: string }[]
}

export interface Entity extends Person, Omit<Workspace, 'id'> {
  readonly attributes: readonly [Figure, Figure, ...Figure[]]
}

export type Figure = ProfileView['attributes'][number]

/** An answer as a test looks at it. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body; undefined when it is not JSON. */
  readonly json: Body
}

/** A client of the journey API with a token for all scopes, or for those given. */
export function clientOf(emulator: Emulator, scopes?: readonly string[]) {
  const token = emulator.oauth.issue(scopes === undefined ? {} : { scopes }).access_token
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    request(emulator.baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  return {
    token,
    send,
    get: (path: string) => send('GET', path),
    merge: (body: unknown) => send('POST', `/admin/v1/api/person/merge-identities/workspace-id/${WORKSPACE}`, body),
    publish: (event: unknown) => send('POST', `/publish/v1/api/event?workspaceId=${WORKSPACE}`, event),
    aliases: (...aliases: string[]) =>
      send(
        'GET',
        `/admin/v1/api/person/workspace-id/${WORKSPACE}/aliases/${aliases.map(encodeURIComponent).join(',')}`,
      ),
    view: (identity: string, template: string) =>
      send(
        'GET',
        `/v1/api/progressive-profile-view/workspace-id/${WORKSPACE}/identity/${encodeURIComponent(identity)}` +
          `/template-name/${encodeURIComponent(template)}`,
      ),
  }
}

export type Client = ReturnType<typeof clientOf>

export async function request(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parsed(text) }
}

function parsed(text: string): Body {
  try {
    return JSON.parse(text) as Body
  } catch {
    return undefined as unknown as Body
  }
}

/** Runs a test against an emulator of its own. */
export async function withEmulator(
  options: EmulatorOptions,
  test: (emulator: Emulator, client: Client) => Promise<void>,
): Promise<void> {
  const emulator = await startEmulator(options)
  try {
    await test(emulator, clientOf(emulator))
  } finally {
    await emulator.close()
  }
}

export const event = (changes: Record<string, unknown> = {}) => ({
  id: 'e-1',
  specversion: '1.0',
  type: 'task:new',
  source: 'test',
  identity: 'ann@example.com',
  identitytype: 'email',
  datacontenttype: 'application/json',
  data: { origin: '+15550100' },
  ...changes,
})

/** What came over a connection, byte by byte, and how the connection ended. */
export interface Exchange {
  readonly text: string
  readonly chunks: readonly { readonly text: string; readonly atMs: number }[]
  readonly end: 'fin' | 'reset' | 'open'
}

/** Sends bytes over a socket of its own and listens until the connection ends or the time is up. */
export function rawExchange(baseUrl: string, lines: readonly string[], forMs = 2000): Promise<Exchange> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(baseUrl)
    const started = performance.now()
    const chunks: { text: string; atMs: number }[] = []
    const finish = (end: Exchange['end']) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ text: chunks.map(({ text }) => text).join(''), chunks, end })
    }
    const timer = setTimeout(() => {
      finish('open')
    }, forMs)
    const socket = connect(Number(port), hostname, () => {
      socket.write([...lines, '', ''].join('\r\n'))
    })
    socket.on('data', (data) => chunks.push({ text: data.toString('latin1'), atMs: performance.now() - started }))
    socket.on('end', () => {
      finish('fin')
    })
    socket.on('error', () => {
      finish('reset')
    })
  })
}
