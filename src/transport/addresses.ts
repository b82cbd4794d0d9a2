import { BlockList, isIPv4, isIPv6, type LookupFunction } from 'node:net'
import { transportError } from './classify-error.js'

/** IPv4 ranges that are not globally reachable. Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890). */
const special4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, with the metadata services of clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
]

/**
 * The only IPv6 range handed out for global use. Loopback, link-local, unique local, multicast, IPv4-mapped and NAT64
 * addresses all lie outside. Source: IANA IPv6 Address Space registry.
 */
const global6 = ['2000::', 3] as const

/** What is not global inside {@link global6}. Source: IANA IPv6 Special-Purpose Address Registry. */
const special6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23], // protocol assignments, with Teredo
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['3fff::', 20], // documentation
]

function blockList(
  family: 'ipv4' | 'ipv6',
  ranges: readonly (readonly [network: string, prefix: number])[],
): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family)
  return list
}

const blocked4 = blockList('ipv4', special4)
const allowed6 = blockList('ipv6', [global6])
const blocked6 = blockList('ipv6', special6)

/** Whether a textual IP address can be reached from the whole internet. False for anything that is not an address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked4.check(address, 'ipv4')
  return isIPv6(address) && allowed6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6')
}

/**
 * Wraps a resolver so that a name is refused when any of its addresses is, with BLOCKED_ADDRESS. The connection is made
 * to exactly the addresses that were checked, so a name that changes its mind gains nothing.
 */
export function guardedLookup(lookup: LookupFunction, isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses, family) => {
      if (error) {
        callback(error, '', 0)
        return
      }
      const all = Array.isArray(addresses) ? addresses : [{ address: addresses, family: family ?? 0 }]
      const [first] = all
      if (first === undefined || !all.every(({ address }) => isAllowed(address))) {
        callback(transportError('BLOCKED_ADDRESS', false), '', 0)
      } else if (options.all) {
        callback(null, all)
      } else {
        callback(null, first.address, first.family)
      }
    })
  }
}
