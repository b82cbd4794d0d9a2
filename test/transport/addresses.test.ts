import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from '../../src/transport/addresses.js'
import { isLoopbackHost } from '../../src/transport/loopback.js'
import { json, startFaultServer, type FaultServer } from '../support/fault-server.js'
import { failureOf, get } from '../support/send.js'
import { transports, type ClosableTransport } from './transports.js'

const special = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:a00:1::',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
]
const reachable = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00:1450::1',
]

const resolvesTo =
  (...addresses: string[]): LookupFunction =>
  (_hostname, _options, callback) => {
    callback(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }

describe('addresses', () => {
  test.each(special)('[F064] %s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
  test.each(reachable)('[F064] %s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
  test.each(['', 'localhost', '10.0.0', 'fe80::1%eth0', '1.2.3.4/8'])('[F064] %p is no public address', (text) => {
    expect(isPublicAddress(text)).toBe(false)
  })
  test.each([
    ['localhost', true],
    ['a.localhost', true],
    ['localhost.', true],
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['[::1]', true],
    ['localhost.example', false],
    ['notlocalhost', false],
    ['127.0.0.1.example', false],
    ['[::2]', false],
  ])('[F058] whether %s is this machine: %p', (hostname, expected) => {
    expect(isLoopbackHost(hostname)).toBe(expected)
  })
})

describe.each(transports)("%s transport, allowedAddresses: 'public'", (_name, create) => {
  let server: FaultServer
  let transport: ClosableTransport
  beforeEach(async () => {
    server = await startFaultServer(json(200, {}))
  })
  afterEach(async () => {
    transport.close()
    await server.close()
  })

  const blocked = { code: 'BLOCKED_ADDRESS', delivery: 'not-sent', transient: false }

  test.each([
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '0',
  ])('[F064] refuses http://%s', async (host) => {
    transport = create({ allowedAddresses: 'public' })
    expect(await failureOf(get(transport, `http://${host}:${server.port}/`))).toMatchObject(blocked)
    expect(server.connections).toBe(0)
  })

  test('[F064] refuses a name when one of its addresses is not public', async () => {
    transport = create({ allowedAddresses: 'public', lookup: resolvesTo('93.184.216.34', '127.0.0.1') })
    expect(await failureOf(get(transport, `http://service.example:${server.port}/`))).toMatchObject(blocked)
    transport.close()
    transport = create({ allowedAddresses: 'public', lookup: resolvesTo() })
    expect(await failureOf(get(transport, `http://service.example:${server.port}/`))).toMatchObject(blocked)
    expect(server.connections).toBe(0)
  })

  test('[F064] refuses over https before the handshake', async () => {
    transport = create({ allowedAddresses: 'public', lookup: resolvesTo('10.0.0.1') })
    expect(await failureOf(get(transport, 'https://service.example/'))).toMatchObject(blocked)
  })

  test('[F064] allowLoopback lets this machine through and nothing else', async () => {
    transport = create({ allowedAddresses: 'public', allowLoopback: true, lookup: resolvesTo('127.0.0.1') })
    expect(await get(transport, `${server.origin}/`)).toMatchObject({ status: 200 })
    expect(await get(transport, `http://emulator.example:${server.port}/`)).toMatchObject({ status: 200 })
    transport.close()
    transport = create({
      allowedAddresses: 'public',
      allowLoopback: true,
      lookup: resolvesTo('127.0.0.1', '10.0.0.1'),
    })
    expect(await failureOf(get(transport, `http://emulator.example:${server.port}/`))).toMatchObject(blocked)
  })

  test('[F064] the promise cannot be kept through a proxy, so the two do not go together', () => {
    transport = create()
    const proxy = { host: '127.0.0.1', port: 1 }
    expect(() => create({ allowedAddresses: 'public', proxy })).toThrow(TypeError)
  })

  test.each<[object, string]>([
    [{ allowedAddresses: 'Public' }, "allowedAddresses must be 'any' or 'public'"],
    [{ allowedAddresses: 'private' }, "allowedAddresses must be 'any' or 'public'"],
    [{ maxSockets: -1 }, 'maxSockets must be a whole number of at least 1, or Infinity'],
    [{ maxSockets: 1.5 }, 'maxSockets must be a whole number of at least 1, or Infinity'],
  ])('are not switched off by an option that is none: %j', (options, message) => {
    expect(() => create(options)).toThrow(new TypeError(message))
  })

  test('[F064] the default reaches private addresses', async () => {
    transport = create({ lookup: resolvesTo('127.0.0.1') })
    expect(await get(transport, `http://inside.example:${server.port}/`)).toMatchObject({ status: 200 })
  })
})
