const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const loopback4 = new RegExp(`^127(\\.${octet}){3}$`)

/** Whether a textual IP address is 127.0.0.0/8 or ::1. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || loopback4.test(address)
}

/** Whether a URL's host name means this machine, as far as the name alone tells (RFC 6761 §6.3). */
export function isLoopbackHost(hostname: string): boolean {
  return isLoopbackAddress(hostname.replace(/^\[|\]$/g, '')) || /^(.+\.)?localhost\.?$/.test(hostname)
}
