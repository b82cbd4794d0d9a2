import { transportError } from './classify-error.js'
import { isLoopbackHost } from './loopback.js'

/**
 * Refuses to send a secret to another machine while nobody checks whose certificate that machine shows.
 * @throws {TransportError} TLS_DISABLED
 */
export function requireCertificateChecks(secure: boolean, hostname: string): void {
  if (secure && process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0' && !isLoopbackHost(hostname))
    throw transportError('TLS_DISABLED', false)
}
