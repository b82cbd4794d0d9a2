import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { freePort } from '../support/free-port.js'
import { authorizations, createExecutor } from '../../src/index.js'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ConnectionOptions } from '../../src/transport/connection-options.js'
import { silentPort, testWithSilentPort } from '../support/dropped-connections.js'
import {
  answer,
  bytes,
  fin,
  head,
  inOrder,
  json,
  perRequest,
  reset,
  silence,
  startFaultServer,
  testAuthority,
  wait,
  type Behaviour,
  type CertificateName,
} from '../support/fault-server.js'
import type { MethodId } from '../support/shipped-node.js'
import {
  executorFor as executorWith,
  expectLocalVariables,
  invoke,
  node,
  run as runWith,
  token,
  type RunOptions,
} from '../support/invocation.js'
import { transports } from '../transport/transports.js'

// Deadlines are measured: a busy machine may be late once, the transport must not be late every time.
jest.retryTimes(2, { logErrorsBeforeRetry: true })

const write = 'writeToCjds'
const read = 'getIdentityByAliases'
const found = { meta: {}, data: [] }

describe.each(transports)('%s transport', (name, create) => {
  const open: { close(): void }[] = []
  afterEach(() => {
    for (const transport of open.splice(0)) transport.close()
  })
  const connect = (options?: ConnectionOptions) => {
    const transport = create(options)
    open.push(transport)
    return transport
  }
  const executorFor: typeof executorWith = (origin, options) =>
    executorWith(origin, { transport: connect(), ...options })
  const run = (method: MethodId, behaviour: Behaviour, options: RunOptions = {}) =>
    runWith(method, behaviour, { ...options, executor: { transport: connect(), ...options.executor } })
  /** An executor for an address that nothing needs to listen at, over a transport with options of its own. */
  const executorOver = (baseUrl: string, options: ConnectionOptions = {}, timeoutMs = 5000) =>
    executorFor(baseUrl, { transport: connect(options), timeoutMs })

  describe('before anything is sent', () => {
    test.each([
      ['ENOTFOUND', 1],
      ['EAI_AGAIN', 2],
    ])('[F054] a name that does not resolve (%s) is looked up %i time(s)', async (code, lookups) => {
      let asked = 0
      const lookup: NonNullable<ConnectionOptions['lookup']> = (_name, _options, callback) => {
        asked++
        callback(Object.assign(new Error('no such name'), { code }), '', 0)
      }
      const executor = executorOver('https://service.invalid', { lookup })
      const result = await invoke(executor, write)
      expect(result).toMatchObject({
        outcome: 'onError',
        meta: { code: 'DNS', delivery: 'not-sent', attempts: lookups },
      })
      expect(asked).toBe(lookups)
      expectLocalVariables(result)
      expect(JSON.stringify(result)).not.toContain('service.invalid')
      executor.close()
    })

    test('[F054] a resolver that never answers is bounded by the deadline', async () => {
      const executor = executorOver(
        'https://service.invalid',
        { lookup: () => undefined, connectTimeoutMs: 60_000 },
        300,
      )
      const result = await invoke(executor, read)
      expect(result).toMatchObject({ outcome: 'onTimeout', meta: { delivery: 'not-sent' } })
      expect(result.meta.elapsedMs).toBeLessThan(550)
      executor.close()
    })

    test('[F055] a refused connection', async () => {
      const executor = executorOver(`http://127.0.0.1:${await freePort()}`)
      expect(await invoke(executor, write)).toMatchObject({
        outcome: 'onError',
        meta: { code: 'CONNECT', delivery: 'not-sent', attempts: 2 },
      })
      executor.close()
    })

    testWithSilentPort(
      '[F056] a connection that is dropped in silence ends in onTimeout after one more attempt',
      async () => {
        const silent = await silentPort()
        const executor = executorOver(`http://127.0.0.1:${silent.port}`, { connectTimeoutMs: 300 })
        const result = await invoke(executor, write)
        expect(result).toMatchObject({
          outcome: 'onTimeout',
          meta: { code: 'CONNECT_TIMEOUT', delivery: 'not-sent', attempts: 2 },
        })
        expect(result.meta.elapsedMs).toBeLessThan(900)
        executor.close()
        await silent.close()
      },
    )

    test.each(['self-signed', 'expired', 'wrong-host'] as const)(
      '[F057] a %s certificate is refused and not tried again',
      async (certificate: CertificateName) => {
        const server = await startFaultServer(json(200, found), { certificate })
        const executor = executorOver(
          server.origin,
          certificate === 'self-signed' ? {} : { tls: { ca: testAuthority() } },
        )
        expect(await invoke(executor, read)).toMatchObject({
          outcome: 'onError',
          meta: { code: 'TLS', delivery: 'not-sent', attempts: 1 },
        })
        expect(server.requests).toHaveLength(0)
        executor.close()
        await server.close()
      },
    )

    test('[F057] a certificate of a trusted authority is accepted, a plain port is not', async () => {
      const server = await startFaultServer(json(200, found), { certificate: 'good' })
      const executor = executorOver(server.origin, { tls: { ca: testAuthority() } })
      expect(await invoke(executor, read)).toMatchObject({ outcome: 'onGetIdentityByAliasesSuccess' })
      executor.close()
      await server.close()

      const plain = createServer().listen(0, '127.0.0.1')
      await once(plain, 'listening')
      const overTls = executorOver(`https://127.0.0.1:${(plain.address() as AddressInfo).port}`)
      expect(await invoke(overTls, read)).toMatchObject({ outcome: 'onError', meta: { code: 'TLS' } })
      overTls.close()
      plain.close()
    })

    test('[F058] no token leaves while certificate checks are switched off', async () => {
      const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
      const executor = executorOver('https://service.invalid')
      try {
        expect(await invoke(executor, read)).toMatchObject({
          outcome: 'onError',
          meta: { code: 'TLS_DISABLED', delivery: 'not-sent' },
        })
      } finally {
        if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
        else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
        executor.close()
      }
    })

    test('[F064] a host that must not reach inner addresses does not', async () => {
      const server = await startFaultServer(json(200, found))
      const resolvesTo = (...addresses: string[]): ConnectionOptions => ({
        allowedAddresses: 'public',
        lookup: (_name, _options, callback) => {
          callback(
            null,
            addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
          )
        },
      })
      const cases: [string, ConnectionOptions][] = [
        [server.origin, { allowedAddresses: 'public' }],
        ['https://meta.example', resolvesTo('169.254.169.254')],
        ['https://mixed.example', resolvesTo('93.184.215.14', '10.0.0.1')],
        ['https://nat64.example', resolvesTo('64:ff9b::a00:1')],
      ]
      for (const [baseUrl, options] of cases) {
        const executor = executorOver(baseUrl, options)
        expect(await invoke(executor, read)).toMatchObject({
          outcome: 'onError',
          meta: { code: 'BLOCKED_ADDRESS', delivery: 'not-sent' },
        })
        executor.close()
      }
      expect(server.connections).toBe(0)
      const allowed = executorOver(server.origin, { allowedAddresses: 'public', allowLoopback: true })
      expect(await invoke(allowed, read)).toMatchObject({ outcome: 'onGetIdentityByAliasesSuccess' })
      allowed.close()
      await server.close()
    })

    test("[F065] the environment's proxy is not used", async () => {
      const proxy = await startFaultServer(json(200, found))
      const before = process.env
      process.env = { ...before, HTTP_PROXY: proxy.origin, http_proxy: proxy.origin, HTTPS_PROXY: proxy.origin }
      try {
        const { result, server } = await run(read, json(200, found))
        expect(result.outcome).toBe('onGetIdentityByAliasesSuccess')
        expect([server.requests.length, proxy.requests.length]).toEqual([1, 0])
      } finally {
        process.env = before
        await proxy.close()
      }
    })

    test('[F066] a token may not travel in clear', () => {
      for (const baseUrl of ['http://api.example.com', 'http://10.0.0.1', 'http://localhost.example.com'])
        expect(() => authorizations({ main: { baseUrl, accessToken: token } })).toThrow(
          expect.objectContaining({ code: 'INVALID_BASE_URL' }),
        )
      for (const baseUrl of [
        'http://127.0.0.1:4010',
        'http://localhost:4010',
        'http://[::1]:4010',
        'https://api.example.com/',
      ])
        expect(authorizations({ main: { baseUrl, accessToken: token } }).baseUrl('main')).toBe(new URL(baseUrl).origin)
    })
  })

  describe('connections that break', () => {
    const closeReused = (method: 'POST' | 'GET'): Behaviour =>
      perRequest(json(method === 'GET' ? 200 : 202, found), reset, json(200, found))

    test('[F059] a reused connection that breaks: a read is tried once more, a write is not', async () => {
      const forReads = await startFaultServer(closeReused('GET'))
      const reader = executorFor(forReads.origin)
      await invoke(reader, read)
      expect(await invoke(reader, read)).toMatchObject({
        outcome: 'onGetIdentityByAliasesSuccess',
        meta: { attempts: 2 },
      })
      expect(forReads.requests).toHaveLength(3)
      reader.close()
      await forReads.close()

      const forWrites = await startFaultServer(closeReused('POST'))
      const writer = executorFor(forWrites.origin)
      await invoke(writer, write)
      expect(await invoke(writer, write)).toMatchObject({
        outcome: 'onError',
        meta: { code: 'RESET', delivery: 'unknown', attempts: 1 },
      })
      expect(forWrites.requests).toHaveLength(2)
      writer.close()
      await forWrites.close()
    })

    test('[F059] what became of a request is told of both attempts, not of the last alone', async () => {
      const breaking = await startFaultServer(() => breaking.close())
      const reader = executorFor(breaking.origin)
      expect(await invoke(reader, read)).toMatchObject({
        outcome: 'onError',
        meta: { code: 'CONNECT', attempts: 2, delivery: 'unknown' },
      })
      expect(breaking.requests).toHaveLength(1)
      reader.close()

      const refusing = await startFaultServer(inOrder(json(401, {}, 'connection: close'), fin))
      const writer = executorFor(refusing.origin, {
        authorizations: {
          baseUrl: () => refusing.origin,
          getAccessToken: async (_name, { rejected }) => {
            if (rejected !== undefined) await refusing.close()
            return { value: rejected === undefined ? 'stale' : 'fresh' }
          },
        },
      })
      expect(await invoke(writer, write)).toMatchObject({
        outcome: 'onError',
        meta: { code: 'CONNECT', attempts: 2, delivery: 'rejected' },
      })
      expect(refusing.requests).toHaveLength(1)
      writer.close()
    })

    test('[F060] at the edge of keep-alive nothing is lost and nothing is doubled', async () => {
      const received: string[] = []
      const server = createServer((request, response) => {
        received.push(request.method ?? '')
        request.resume()
        request.on('end', () => response.writeHead(202).end())
      })
      server.keepAliveTimeout = 40
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      const executor = executorFor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
      let accepted = 0
      for (let index = 0; index < 40; index++) {
        const { outcome, meta } = await invoke(executor, write)
        if (outcome === 'onEventPostSuccess') accepted++
        else expect([outcome, meta.delivery]).toEqual(['onError', 'unknown'])
        await new Promise((resolve) => setTimeout(resolve, 36 + (index % 9)))
      }
      expect(received.length).toBeGreaterThanOrEqual(accepted)
      expect(received.length).toBeLessThanOrEqual(40)
      expect(accepted).toBeGreaterThan(35)
      executor.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    })

    test('[F061] 500 calls that hang all end at the deadline and leave nothing behind', async () => {
      const script = fileURLToPath(new URL('./hung-calls.mjs', import.meta.url))
      const hungCalls = async () => {
        const { stdout } = await promisify(execFile)(process.execPath, [script, name])
        const { overshootMs, ...left } = JSON.parse(stdout) as { overshootMs: number }
        expect(left).toEqual({ outcomes: ['onTimeout'], socketsLeft: 0, timersLeft: 0 })
        return overshootMs
      }
      let overshootMs = await hungCalls()
      // A busy machine may be late once; the node must not be late every time.
      for (let again = 0; again < 2 && overshootMs >= 250; again++) overshootMs = await hungCalls()
      expect(overshootMs).toBeLessThan(250)
    })

    test('[F062] a blocked event loop changes no outcome', async () => {
      const server = await startFaultServer(inOrder(wait(50), json(200, found)))
      const executor = executorFor(server.origin, { timeoutMs: 3000 })
      const running = invoke(executor, read)
      await new Promise((resolve) => setTimeout(resolve, 20))
      for (const until = Date.now() + 800; Date.now() < until;);
      expect(await running).toMatchObject({ outcome: 'onGetIdentityByAliasesSuccess', meta: { attempts: 1 } })

      const late = executorFor(server.origin, { timeoutMs: 100 })
      const expiring = invoke(late, read)
      await new Promise((resolve) => setTimeout(resolve, 20))
      for (const until = Date.now() + 800; Date.now() < until;);
      expect(['onTimeout', 'onGetIdentityByAliasesSuccess']).toContain((await expiring).outcome)
      executor.close()
      late.close()
      await server.close()
    })

    test("[F063] the caller's signal ends the invocation at once and frees the socket", async () => {
      const server = await startFaultServer(silence)
      const executor = executorFor(server.origin)
      const controller = new AbortController()
      const running = invoke(executor, write, { signal: controller.signal })
      await server.untilOpen(1)
      const cancelledAt = performance.now()
      controller.abort()
      expect(await running).toMatchObject({ outcome: 'onError', meta: { code: 'CANCELLED' } })
      expect(performance.now() - cancelledAt).toBeLessThan(90)
      await server.untilOpen(0)
      expect(await invoke(executor, write, { signal: AbortSignal.abort() })).toMatchObject({
        outcome: 'onError',
        meta: { code: 'CANCELLED', attempts: 0, delivery: 'not-sent' },
      })
      executor.close()
      await server.close()
    })

    test('[I3] a token or a variable that never comes is bounded by the same deadline', async () => {
      const never = new Promise<never>(() => undefined)
      const waiting = createExecutor(node, {
        authorizations: { baseUrl: () => 'http://127.0.0.1:9', getAccessToken: () => never },
        timeoutMs: 200,
      })
      const result = await waiting.execute('getIdentityByAliases', {
        authorization: 'main',
        workspaceId: 'w',
        aliases: 'a',
      })
      expect(result).toMatchObject({ outcome: 'onTimeout', meta: { attempts: 0, delivery: 'not-sent' } })
      const forVariable = await waiting.execute(
        'getIdentityByAliases',
        { authorization: 'main', workspaceId: 'w', aliases: '$(a)' },
        { variables: () => never },
      )
      expect(forVariable).toMatchObject({ outcome: 'onTimeout', meta: { attempts: 0 } })
      expect(forVariable.meta.elapsedMs).toBeLessThan(450)
      waiting.close()
    })

    test("[F066] a host's own authorizations are held to the same addresses, and to real tokens", async () => {
      const outcomes: [string, string, string][] = [
        ['http://192.0.2.2', 'x', 'INVALID_BASE_URL'],
        ['https://service.invalid/path', 'x', 'INVALID_BASE_URL'],
        ['https://service.invalid', 'two\r\nlines', 'AUTH_PROTOCOL'],
        ['https://service.invalid', '', 'AUTH_PROTOCOL'],
      ]
      for (const [baseUrl, value, code] of outcomes) {
        const executor = createExecutor(node, {
          authorizations: { baseUrl: () => baseUrl, getAccessToken: () => ({ value }) },
        })
        const inputs = { authorization: 'main', workspaceId: 'w', aliases: 'a' }
        const result = await executor.execute('getIdentityByAliases', inputs)
        expect(result).toMatchObject({ outcome: 'onError', meta: { code, attempts: 0, delivery: 'not-sent' } })
        executor.close()
      }
    })

    test('[I1] options of a wrong type make no invocation reject', async () => {
      const { result } = await run(read, json(200, found), { invocation: { signal: 5 as unknown as AbortSignal } })
      expect(result.outcome).toBe('onGetIdentityByAliasesSuccess')
      const withNull = await run(read, json(200, found), { invocation: null as unknown as object })
      expect(withNull.result.outcome).toBe('onGetIdentityByAliasesSuccess')
    })

    test('[F063] a caller who gives up in the middle of a body gets CANCELLED', async () => {
      const server = await startFaultServer(inOrder(bytes(head(200, 'content-length: 100'), '{'), wait(5000)))
      const executor = executorFor(server.origin)
      const controller = new AbortController()
      const running = invoke(executor, read, { signal: controller.signal })
      await server.untilOpen(1)
      setTimeout(() => {
        controller.abort()
      }, 100)
      expect(await running).toMatchObject({ outcome: 'onError', meta: { code: 'CANCELLED' } })
      executor.close()
      await server.close()
    })

    test('[I7] a token that comes after its connection was changed goes nowhere', async () => {
      const [before, after] = [await startFaultServer(json(200, found)), await startFaultServer(json(200, found))]
      let origin = before.origin
      const executor = createExecutor(node, {
        authorizations: {
          baseUrl: () => origin,
          getAccessToken: async () => {
            await new Promise((resolve) => setTimeout(resolve, 10))
            origin = after.origin
            return { value: 'token-of-the-new-connection' }
          },
        },
      })
      const result = await executor.execute('getIdentityByAliases', {
        authorization: 'main',
        workspaceId: 'w',
        aliases: 'a',
      })
      expect(result).toMatchObject({ outcome: 'onError', meta: { code: 'AUTH_UNAVAILABLE', delivery: 'not-sent' } })
      expect([before.requests.length, after.requests.length]).toEqual([0, 0])
      executor.close()
      await before.close()
      await after.close()
    })

    test('[I7] answers that point elsewhere lead to no other origin', async () => {
      const elsewhere = await startFaultServer(json(200, found))
      const headers = [
        `location: ${elsewhere.origin}/`,
        `content-location: ${elsewhere.origin}/`,
        `refresh: 0;url=${elsewhere.origin}/`,
        `alt-svc: h2="${elsewhere.origin.slice(7)}"`,
      ]
      for (const status of [200, 201, 302, 401, 503]) await run(read, answer(status, '{"data":[]}', ...headers))
      expect(elsewhere.connections).toBe(0)
      await elsewhere.close()
    })
  })
})
