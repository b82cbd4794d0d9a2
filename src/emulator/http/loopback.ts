import { isIP } from 'node:net'

/** Whether a `Host` header, or an address to bind, means this machine. */
export function isLoopback(host: string): boolean {
  const name =
    isIP(host) === 6
      ? host
      : host
          .replace(/:\d+$/, '')
          .replace(/^\[(.*)\]$/, '$1')
          .toLowerCase()
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}
