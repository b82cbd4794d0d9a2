import { afterEach, describe, expect, test } from '@jest/globals'
import { connect } from 'node:net'
import {
  answer,
  fin,
  garbage,
  json,
  reset,
  silence,
  startFaultServer,
  testAuthority,
  type Behaviour,
  type FaultServer,
} from '../support/fault-server.js'
import { failureOf, get, requestTo } from '../support/send.js'
import { transports, type ClosableTransport } from './transports.js'

describe.each(transports)('%s transport', (_name, create) => {
  describe('TLS', () => {
    let server: FaultServer
    let transport: ClosableTransport
    afterEach(async () => {
      transport.close()
      await server.close()
    })

    const trusting = () => create({ tls: { ca: testAuthority() } })
    const refused = { code: 'TLS', delivery: 'not-sent', transient: false }

    test('[F057] a certificate of a trusted authority is accepted, and its connection reused', async () => {
      server = await startFaultServer(json(200, { ok: true }), { certificate: 'good' })
      transport = trusting()
      expect(await get(transport, `https://localhost:${server.port}/`)).toMatchObject({
        status: 200,
        body: '{"ok":true}',
      })
      expect(await get(transport, `https://localhost:${server.port}/`)).toMatchObject({ status: 200 })
      expect(server.connections).toBe(1)
    })

    test.each([
      ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
      ['expired', 'CERT_HAS_EXPIRED'],
      ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ] as const)('[F057] a certificate that is %s is refused', async (certificate, systemCode) => {
      server = await startFaultServer(json(200, {}), { certificate })
      transport = trusting()
      const error = await failureOf(get(transport, server.origin))
      expect(error).toMatchObject(refused)
      expect(error.message).toMatch(systemCode)
      expect(server.requests).toHaveLength(0)
      await server.untilOpen(0)
    })

    test('[F057] a certificate of an unknown authority is refused', async () => {
      server = await startFaultServer(json(200, {}), { certificate: 'good' })
      transport = create()
      expect(await failureOf(get(transport, server.origin))).toMatchObject(refused)
      expect(server.requests).toHaveLength(0)
    })

    test('[F057] TLS to a port that speaks plain HTTP', async () => {
      const greeting = 'HTTP/1.1 400 Bad Request\r\n\r\n'
      server = await startFaultServer(json(200, {}), { onConnection: (socket) => socket.write(greeting) })
      transport = trusting()
      expect(await failureOf(get(transport, `https://127.0.0.1:${server.port}/`))).toMatchObject(refused)
    })

    test('[F057] a reset during the handshake may go away', async () => {
      server = await startFaultServer(json(200, {}), {
        onConnection: (socket) => socket.once('data', () => socket.resetAndDestroy()),
      })
      transport = trusting()
      const error = await failureOf(get(transport, `https://127.0.0.1:${server.port}/`))
      expect(error).toMatchObject({ code: 'TLS', delivery: 'not-sent', transient: true })
    })

    test('[F057] an end during the handshake may go away', async () => {
      server = await startFaultServer(json(200, {}), { onConnection: (socket) => socket.end() })
      transport = trusting()
      const error = await failureOf(get(transport, `https://127.0.0.1:${server.port}/`))
      expect(error).toMatchObject({ code: 'TLS', delivery: 'not-sent', transient: true })
    })

    test('[F056] a handshake that never ends counts as connecting', async () => {
      server = await startFaultServer(json(200, {}))
      transport = create({ connectTimeoutMs: 200 })
      const error = await failureOf(get(transport, `https://127.0.0.1:${server.port}/`))
      expect(error).toMatchObject({ code: 'CONNECT_TIMEOUT', delivery: 'not-sent', transient: true })
      await server.untilOpen(0)
    })

    test('[F063] the signal ends a handshake, and nothing was sent', async () => {
      server = await startFaultServer(json(200, {}))
      transport = trusting()
      const error = await failureOf(get(transport, `https://127.0.0.1:${server.port}/`, AbortSignal.timeout(100)))
      expect(error).toMatchObject({ code: 'ABORTED', delivery: 'not-sent' })
      await server.untilOpen(0)
    })

    test('[F059] a reset after the request leaves the delivery open', async () => {
      server = await startFaultServer(reset, { certificate: 'good' })
      transport = trusting()
      expect(await failureOf(get(transport, server.origin))).toMatchObject({ code: 'RESET', delivery: 'unknown' })
    })
  })

  describe('a proxy', () => {
    const open: { close(): Promise<void> | void }[] = []
    afterEach(async () => {
      for (const resource of open.splice(0)) await resource.close()
    })
    const keep = <Resource extends { close(): Promise<void> | void }>(resource: Resource): Resource => {
      open.push(resource)
      return resource
    }
    const through = (proxy: FaultServer, connectTimeoutMs = 4_000) =>
      keep(
        create({
          connectTimeoutMs,
          tls: { ca: testAuthority() },
          proxy: { protocol: 'http', host: '127.0.0.1', port: proxy.port },
        }),
      )
    const tunnel: Behaviour = ({ request, socket }) => {
      const [host = '', port] = request.target.split(':')
      const target = connect(Number(port), host)
      target.on('error', () => socket.destroy())
      socket.on('close', () => target.destroy())
      socket.removeAllListeners('data').write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(target).pipe(socket)
    }

    test('[F065] https goes through one tunnel, and the token is for the service alone', async () => {
      const server = keep(await startFaultServer(json(200, { ok: true }), { certificate: 'good' }))
      const proxy = keep(await startFaultServer(tunnel))
      const request = requestTo(`${server.origin}/path`, { headers: { authorization: 'Bearer abc' } })
      const transport = through(proxy)
      for (let call = 0; call < 2; call++) {
        expect(await transport(request, { signal: AbortSignal.timeout(5_000) })).toMatchObject({ status: 200 })
      }
      expect(proxy.requests).toMatchObject([{ method: 'CONNECT', target: `127.0.0.1:${server.port}` }])
      expect(proxy.requests[0]?.headers).toEqual({ host: `127.0.0.1:${server.port}`, connection: 'close' })
      expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer abc' })
    })

    test('[F057] a certificate is checked through a tunnel as without one', async () => {
      const server = keep(await startFaultServer(json(200, {}), { certificate: 'expired' }))
      const proxy = keep(await startFaultServer(tunnel))
      expect(await failureOf(get(through(proxy), server.origin))).toMatchObject({ code: 'TLS', delivery: 'not-sent' })
      expect(server.requests).toHaveLength(0)
    })

    test('[F055] a proxy that is not there', async () => {
      const proxy = await startFaultServer(tunnel)
      await proxy.close()
      const error = await failureOf(get(through(proxy), 'https://service.example/'))
      expect(error).toMatchObject({ code: 'CONNECT', delivery: 'not-sent', transient: true })
    })

    test('[F044] a proxy that never answers ends with the signal', async () => {
      const proxy = keep(await startFaultServer(silence))
      const transport = through(proxy)
      const error = await failureOf(get(transport, 'https://service.example/', AbortSignal.timeout(200)))
      expect(error).toMatchObject({ code: 'ABORTED', delivery: 'not-sent' })
      transport.close()
      await proxy.untilOpen(0, 100)
    })

    test('[F056] a proxy that never answers counts as connecting', async () => {
      const proxy = keep(await startFaultServer(silence))
      const error = await failureOf(get(through(proxy, 200), 'https://service.example/'))
      expect(error).toMatchObject({ code: 'CONNECT_TIMEOUT', delivery: 'not-sent', transient: true })
      await proxy.untilOpen(0, 100)
    })

    test.each([
      ['refuses', answer(407, 'who are you?'), 'CONNECT'],
      ['hangs up', fin, 'TLS'],
      ['talks nonsense', garbage.sshBanner, 'PROTOCOL'],
    ] as const)('[F055] a proxy that %s', async (_title, behaviour, code) => {
      const proxy = keep(await startFaultServer(behaviour))
      const error = await failureOf(get(through(proxy), 'https://service.example/'))
      expect(error).toMatchObject({ code, delivery: 'not-sent' })
      await proxy.untilOpen(0)
    })
  })

  describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
    let server: FaultServer
    let transport: ClosableTransport
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
    afterEach(async () => {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
      transport.close()
      await server.close()
    })

    test('[F058] nothing is sent to another machine', async () => {
      server = await startFaultServer(json(200, {}), { certificate: 'self-signed' })
      const lookups: string[] = []
      transport = create({
        lookup: (hostname, _options, callback) => {
          lookups.push(hostname)
          callback(null, [{ address: '127.0.0.1', family: 4 }])
        },
      })
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
      const error = await failureOf(get(transport, `https://service.example:${server.port}/`))
      expect(error).toMatchObject({ code: 'TLS_DISABLED', delivery: 'not-sent', transient: false })
      expect(lookups).toEqual([])
      expect(server.connections).toBe(0)
    })

    test('[F058] an emulator on this machine may be reached', async () => {
      server = await startFaultServer(json(200, {}), { certificate: 'good' })
      transport = create({ tls: { ca: testAuthority() } })
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
      expect(await get(transport, server.origin)).toMatchObject({ status: 200 })
    })
  })
})
