import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { checkDuration } from '../duration.js'
import { guardedLookup, isPublicAddress } from './addresses.js'
import { isLoopbackAddress } from './loopback.js'

export interface ProxyOptions {
  /** `http` unless told. */
  readonly protocol?: string
  readonly host: string
  readonly port: number
  readonly auth?: { readonly username: string; readonly password: string }
}

/** What every transport of this package lets a host choose about its connections. */
export interface ConnectionOptions {
  /** The most connections to one origin; calls beyond wait their turn. Default 32. */
  readonly maxSockets?: number
  /** Milliseconds for name, connection and TLS handshake together. Default 4000. */
  readonly connectTimeoutMs?: number
  /**
   * `public` refuses private, loopback, link-local and other special addresses, checked for every address of a name when
   * the connection is made. For hosts whose users choose the service. Default `any`.
   */
  readonly allowedAddresses?: 'any' | 'public'
  /** Lets `public` reach this machine too, for an emulator. Default false. */
  readonly allowLoopback?: boolean
  /** A proxy to use. The environment's HTTP_PROXY and HTTPS_PROXY are never used. */
  readonly proxy?: ProxyOptions
  /** Extra trust or a client certificate, as `tls.createSecureContext` takes them. */
  readonly tls?: Pick<SecureContextOptions, 'ca' | 'cert' | 'key' | 'passphrase'>
  /** Resolves names instead of `dns.lookup`, for instance from a cache. */
  readonly lookup?: LookupFunction
}

/** The same with every default applied. */
export interface ConnectionRules {
  readonly maxSockets: number
  readonly connectTimeoutMs: number
  /** Judges a host that is an address already; names are judged by `lookup`. */
  readonly isAllowed: ((address: string) => boolean) | undefined
  readonly lookup: LookupFunction | undefined
  readonly proxy: ProxyOptions | undefined
  readonly tls: NonNullable<ConnectionOptions['tls']>
  /** Node gives each address of a name 250 ms, less than a slow link needs. */
  readonly attemptTimeoutMs: number
}

/**
 * @param elsewhere whatever of the host's makes connections that cannot be checked
 * @throws TypeError for an option that is none, or when two contradict each other
 * @throws {InvalidDurationError} for a `connectTimeoutMs` that is not a number from 1 to 2^31 - 1
 */
export function connectionRules(options: ConnectionOptions, elsewhere: readonly unknown[] = []): ConnectionRules {
  const { maxSockets = 32, connectTimeoutMs = 4_000, allowedAddresses = 'any', allowLoopback = false } = options
  const guarded = allowedAddresses === 'public'
  // A misspelt word must not switch the protection off.
  if (!guarded && (allowedAddresses as string) !== 'any')
    throw new TypeError("allowedAddresses must be 'any' or 'public'")
  if (!(maxSockets >= 1 && (Number.isInteger(maxSockets) || maxSockets === Infinity)))
    throw new TypeError('maxSockets must be a whole number of at least 1, or Infinity')
  if (guarded && [options.proxy, ...elsewhere].some(Boolean)) {
    throw new TypeError("allowedAddresses: 'public' cannot be checked through a proxy or what a host connects with")
  }
  const isAllowed = guarded
    ? (address: string) => isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address))
    : undefined
  return {
    maxSockets,
    connectTimeoutMs: checkDuration('connectTimeoutMs', connectTimeoutMs),
    isAllowed,
    lookup: isAllowed ? guardedLookup(options.lookup ?? systemLookup, isAllowed) : options.lookup,
    proxy: options.proxy,
    tls: options.tls ?? {},
    attemptTimeoutMs: Math.max(250, Math.floor(connectTimeoutMs / 4)),
  }
}
