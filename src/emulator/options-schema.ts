import type { OAuthOptions } from './oauth/oauth-server.js'
import { ROTATIONS } from './oauth/tokens.js'
import { reader } from './reader.js'
import type { EmulatorOptions } from './start.js'
import { REPEATED_EVENTS } from './store/store.js'

const text = { type: 'string', minLength: 1 }
const texts = { type: 'array', items: text }
const number = { type: 'number', minimum: 0 }
const closed = (properties: Readonly<Record<string, object>>, required: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
})

const oauth: Record<keyof OAuthOptions, object> = {
  clients: {
    type: 'array',
    items: closed({ id: text, secret: { type: 'string' }, redirectUris: texts, scopes: texts }, [
      'id',
      'secret',
      'redirectUris',
    ]),
  },
  pkce: { enum: ['optional', 'required'] },
  rotation: { enum: ROTATIONS },
  graceMs: number,
  accessTokenLifetime: number,
  refreshTokenLifetime: number,
  codeLifetime: number,
}

const options: Record<keyof EmulatorOptions, object> = {
  port: {},
  host: text,
  allowRemote: { type: 'boolean' },
  clock: { function: true, description: 'A function that gives epoch milliseconds.', examples: ['Date.now'] },
  statuses: { enum: ['contract', 'openapi'] },
  rateLimit: {
    ...closed({ requests: { type: 'integer', minimum: 1 }, perMs: number }, ['requests', 'perMs']),
    type: ['object', 'boolean'],
    if: { type: 'boolean' },
    then: { const: false },
  },
  repeatedEvents: { enum: REPEATED_EVENTS },
  oauth: closed(oauth),
  // Read by itself, since a reset plants it anew.
  seed: {},
  organizationId: text,
  recordings: { type: 'integer', minimum: 0 },
  onAnswer: { function: true, description: 'A function that is given the recording of a request.' },
}

/** @throws {EmulatorError} `OPTIONS` that names the option and what it may be. */
export const readOptions = reader('OPTIONS', "The emulator's options", () => closed(options))
