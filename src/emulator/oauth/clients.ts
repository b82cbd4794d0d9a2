import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { OAuthError } from './oauth-error.js'

/** Every scope that the emulator knows. */
export const SCOPES = [
  'cjp:config',
  'cjp:config_read',
  'cjp:config_write',
  'cjp:user',
  'cjds:admin_org_read',
  'cjds:admin_org_write',
] as const

/** An integration, as it is registered before anybody consents to it. */
export interface Client {
  readonly id: string
  readonly secret: string
  /** Compared letter by letter. */
  readonly redirectUris: readonly string[]
  /** What it may ask for. */
  readonly scopes: readonly string[]
}

/** The client that every emulator knows unless it is given others. */
export const DEFAULT_CLIENT: Client = {
  id: 'emulator-client',
  secret: 'emulator-secret',
  redirectUris: [8765, 8766, 8767].map((port) => `http://127.0.0.1:${port}/callback`),
  scopes: SCOPES,
}

/**
 * The client that a token request comes from: HTTP Basic or `client_id` and `client_secret` in the form, not both.
 * @throws {OAuthError} invalid_client, invalid_request
 */
export function authenticateClient(
  clients: ReadonlyMap<string, Client>,
  headers: IncomingHttpHeaders,
  form: URLSearchParams,
): Client {
  const basic = basicCredentials(headers.authorization)
  if (basic !== undefined && form.has('client_secret')) {
    throw new OAuthError('invalid_request', 'Client credentials belong in the header or in the body, not in both')
  }
  const [id, secret] = basic ?? [form.get('client_id') ?? '', form.get('client_secret') ?? '']
  const client = clients.get(id)
  if (client === undefined || !sameText(client.secret, secret)) {
    throw new OAuthError('invalid_client', 'Unknown client or wrong secret')
  }
  return client
}

function basicCredentials(authorization: string | undefined): [id: string, secret: string] | undefined {
  const encoded = /^basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return undefined
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return [formDecode(id), formDecode(secret.join(':'))]
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
const formDecode = (text: string): string => new URLSearchParams(`value=${text}`).get('value') ?? ''

const sameText = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
