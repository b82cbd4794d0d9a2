import type { StoredConnection } from './token-store.js'
import { tokenWarnings } from './token-warnings.js'
import type { Warning } from '../outcome/result.js'

/** A connection as it is shown: no secret, no token. */
export interface ConnectionStatus {
  readonly name: string
  /** `ready`: it gives tokens. `log in`: a person has to log in again. */
  readonly state: 'ready' | 'log in'
  readonly baseUrl: string | null
  readonly clientId: string | null
  readonly scopes: readonly string[]
  /** ISO 8601; null where it is not known. */
  readonly accessTokenExpires: string | null
  /** When the consent ends unless it is renewed before. */
  readonly consentEnds: string | null
  readonly warnings: readonly Warning[]
}

export function statusOf(name: string, connection: StoredConnection, now = Date.now()): ConnectionStatus {
  const { settings, tokens, reauthRequired = false } = connection
  const over = tokens === undefined || (tokens.refreshToken === undefined && tokens.expiresAt <= now)
  const consentOver = tokens?.refreshExpiresAt !== undefined && tokens.refreshExpiresAt <= now
  return {
    name,
    state: reauthRequired || over || consentOver ? 'log in' : 'ready',
    baseUrl: settings?.baseUrl ?? null,
    clientId: settings?.clientId ?? null,
    scopes: tokens?.scopes ?? settings?.scopes ?? [],
    accessTokenExpires: isoTime(tokens?.expiresAt),
    consentEnds: isoTime(tokens?.refreshExpiresAt),
    warnings: tokens === undefined ? [] : tokenWarnings(tokens, settings?.scopes, reauthRequired, now),
  }
}

const isoTime = (time: number | undefined): string | null => (time === undefined ? null : new Date(time).toISOString())
