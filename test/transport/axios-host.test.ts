import { describe, expect, test } from '@jest/globals'
import axios, { AxiosError, type AxiosInstance, type InternalAxiosRequestConfig } from 'axios'
import { Agent } from 'node:http'
import { PassThrough, type Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { axiosTransport } from '../../src/transport/axios-transport.js'
import { answer, inOrder, json, perRequest, reset, silence, wait } from '../support/fault-server.js'
import { useResources } from '../support/resources.js'
import { failureOf, get, requestTo } from '../support/send.js'

const { keep, serve } = useResources()
const through = (host: AxiosInstance, options = {}) => {
  const transport = axiosTransport({ ...options, axios: host })
  keep(transport)
  return transport
}
const never = new AbortController().signal

describe("a host's own axios", () => {
  test('[F065] its interceptors run, its redirects and time limits do not', async () => {
    const server = await serve(perRequest(inOrder(wait(100), answer(302, 'moved', 'location: /next')), json(200, {})))
    const host = axios.create({ timeout: 20, maxRedirects: 5, validateStatus: () => false, responseType: 'json' })
    host.interceptors.request.use((config: InternalAxiosRequestConfig) => {
      config.headers.set('x-host', 'yes')
      return config
    })
    expect(await get(through(host), server.origin)).toMatchObject({ status: 302, body: 'moved' })
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]?.headers).toMatchObject({ 'x-host': 'yes', 'accept-encoding': 'gzip, deflate, br' })
  })

  test('[F065] its interceptors may add a query, change the body, and replace the stream of the answer', async () => {
    const server = await serve(answer(200, gzipSync('packed'), 'content-encoding: gzip'))
    const host = axios.create({ params: { tenant: 'a b' } })
    host.interceptors.request.use((config: InternalAxiosRequestConfig) => {
      config.data = '{"changed":true}'
      return config
    })
    host.interceptors.response.use((response) => {
      expect(response).toMatchObject({ status: 200, statusText: 'Text', headers: { 'content-encoding': 'gzip' } })
      response.data = (response.data as Readable).pipe(new PassThrough())
      return response
    })
    const transport = through(host)
    const { body } = await transport(requestTo(`${server.origin}/path?x=1`, { method: 'POST', body: '{}' }), {
      signal: never,
    })
    expect(server.requests[0]).toMatchObject({ target: '/path?x=1&tenant=a+b', body: '{"changed":true}', packets: 1 })
    // What a host has replaced is not decoded: it may have been already.
    expect(Buffer.from(body)).toEqual(Buffer.from(gzipSync('packed').toString()))
  })

  test('[F027] nothing is added to a request: no content type without one, no proxy of the environment', async () => {
    const server = await serve(json(202, {}))
    const proxy = await serve(json(200, {}))
    const before = process.env.HTTP_PROXY
    process.env.HTTP_PROXY = proxy.origin
    try {
      await through(axios.create())(requestTo(server.origin, { method: 'POST' }), { signal: never })
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY
      else process.env.HTTP_PROXY = before
    }
    expect(server.requests[0]?.headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'keep-alive',
      'user-agent': 'cjds-flow-node',
      accept: 'application/json, text/plain, */*',
      'accept-encoding': 'gzip, deflate, br',
      'content-length': '0',
    })
    expect(proxy.connections).toBe(0)
  })

  test('[F016] a header that axios would mend is refused', async () => {
    const server = await serve(json(200, {}))
    const request = requestTo(server.origin, { headers: { authorization: 'Bearer secret\r\nx: y' } })
    const error = await failureOf(through(axios.create())(request, { signal: never }))
    expect(error).toMatchObject({ code: 'INVALID_REQUEST', delivery: 'not-sent' })
    expect(server.connections).toBe(0)
  })

  test('[F065] its proxy and its agents are used', async () => {
    const proxy = await serve(json(200, { proxied: true }))
    const agent = new Agent({ keepAlive: true })
    const host = axios.create({ proxy: { host: '127.0.0.1', port: proxy.port }, httpAgent: agent })
    expect((await get(through(host), 'http://service.example/path')).body).toBe('{"proxied":true}')
    expect(proxy.requests[0]).toMatchObject({ target: 'http://service.example/path' })
    expect(proxy.requests[0]?.headers).toMatchObject({ host: 'service.example' })
    expect(Object.keys(agent.freeSockets)).toHaveLength(1)
    agent.destroy()
  })

  test("[F064] what cannot be checked goes not with allowedAddresses: 'public'", async () => {
    for (const defaults of [{ httpAgent: new Agent() }, { proxy: { host: '127.0.0.1', port: 1 } }]) {
      const host = axios.create(defaults)
      expect(() => axiosTransport({ axios: host, allowedAddresses: 'public' })).toThrow(TypeError)
    }
    const server = await serve(json(200, {}))
    const error = await failureOf(get(through(axios.create(), { allowedAddresses: 'public' }), server.origin))
    expect(error).toMatchObject({ code: 'BLOCKED_ADDRESS', delivery: 'not-sent' })
    expect(server.connections).toBe(0)
  })

  test('[F059] its interceptors see an AxiosError, the caller what it means', async () => {
    const server = await serve(reset)
    const host = axios.create()
    const seen: unknown[] = []
    host.interceptors.response.use(undefined, (error: Error) => {
      seen.push(error)
      throw error
    })
    expect(await failureOf(get(through(host), server.origin))).toMatchObject({ code: 'RESET', delivery: 'unknown' })
    expect(seen).toEqual([expect.any(AxiosError)])
    expect(seen[0]).toMatchObject({ code: 'ECONNRESET' })
  })

  test('[F065] an exception in an interceptor is UNKNOWN and shows nothing', async () => {
    const host = axios.create()
    host.interceptors.request.use(() => {
      throw new Error('secret')
    })
    const error = await failureOf(get(through(host), 'http://127.0.0.1:1/'))
    expect(error).toMatchObject({ code: 'UNKNOWN', delivery: 'not-sent' })
    expect(inspect(error)).not.toMatch('secret')
  })

  test('[F063] an interceptor that takes too long is not waited for, and nothing is sent after it', async () => {
    const server = await serve(silence)
    const host = axios.create()
    host.interceptors.request.use(async (config) => {
      await delay(150)
      return config
    })
    const started = performance.now()
    const error = await failureOf(get(through(host), server.origin, AbortSignal.timeout(50)))
    expect(performance.now() - started).toBeLessThan(140)
    expect(error).toMatchObject({ code: 'ABORTED', delivery: 'not-sent' })
    await delay(200)
    expect(server.connections).toBe(0)
  })
})
