import type { Authorizations } from './authorizations.js'
import { checkBaseUrl } from './base-url.js'

export interface FixedConnection {
  /** The service's origin: https, or http on this machine. */
  readonly baseUrl: string
  /** A token, or the host's own way to one. */
  readonly accessToken: string | (() => string | Promise<string>)
}

/**
 * Connections whose tokens the host looks after.
 * @throws {InvalidBaseUrlError}
 */
export function authorizations(connections: Readonly<Record<string, FixedConnection>>): Authorizations {
  const byName = new Map(
    Object.entries(connections).map(([name, connection]) => [
      name,
      { ...connection, baseUrl: checkBaseUrl(connection.baseUrl) },
    ]),
  )
  return {
    baseUrl: (name) => byName.get(name)?.baseUrl,
    getAccessToken: (name) => {
      const token = byName.get(name)?.accessToken
      const value = typeof token === 'function' ? token() : (token ?? '')
      return typeof value === 'string' ? { value } : value.then((text) => ({ value: text }))
    },
  }
}
