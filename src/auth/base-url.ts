import { isLoopbackHost } from '../transport/loopback.js'
import { InvalidBaseUrlError } from './invalid-base-url-error.js'

/**
 * The origin of a base URL. Tokens travel over TLS alone (RFC 6750 §5.3), except to this machine.
 * @throws {InvalidBaseUrlError} for anything but an origin
 */
export function checkBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) throw new InvalidBaseUrlError('is not a URL; write it like https://api.example.com')
  if (url.username !== '' || url.password !== '') throw new InvalidBaseUrlError('must not hold a user name or password')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new InvalidBaseUrlError('must end after the host and port; paths come from the manifest')
  const loopback = url.protocol === 'http:' && isLoopbackHost(url.hostname)
  if (url.protocol !== 'https:' && !loopback)
    throw new InvalidBaseUrlError('must begin with https://; http:// is for this machine only')
  return url.origin
}
