import { describe, expect, test } from '@jest/globals'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { Agent, type Dispatcher } from 'undici'
import { undiciTransport } from '../../src/transport/undici-transport.js'
import { answer, garbage, inOrder, json, perRequest, silence, wait } from '../support/fault-server.js'
import { useResources } from '../support/resources.js'
import { failureOf, get } from '../support/send.js'

const { keep, serve } = useResources()
const hostAgent = (options: Agent.Options = {}): Agent => {
  const agent = new Agent(options)
  keep({ close: () => agent.destroy() })
  return agent
}
const through = (dispatcher: Dispatcher) => undiciTransport({ dispatcher })

describe("a host's own dispatcher", () => {
  test('[F065] its interceptors run', async () => {
    const server = await serve(
      answer(200, gzipSync('packed'), 'content-encoding: gzip', 'set-cookie: a', 'set-cookie: b'),
    )
    const dispatcher = hostAgent().compose((dispatch) => (options, handler) => {
      const headers = [...(options.headers as string[]), 'x-host', 'yes']
      return dispatch({ ...options, headers }, handler)
    })
    const response = await get(through(dispatcher), `${server.origin}/path?a=b`)
    expect(response).toMatchObject({ status: 200, body: 'packed', headers: { 'set-cookie': ['a', 'b'] } })
    expect(server.requests[0]).toMatchObject({ target: '/path?a=b' })
    expect(server.requests[0]?.headers).toMatchObject({ 'x-host': 'yes', 'user-agent': 'cjds-flow-node' })
  })

  test('[F061] its limits hold, and who waits in its queue can leave', async () => {
    const server = await serve(perRequest(inOrder(wait(150), json(200, {})), json(200, {})))
    const transport = through(hostAgent({ connections: 1 }))
    const first = get(transport, server.origin)
    const second = failureOf(get(transport, server.origin, AbortSignal.timeout(50)))
    expect(await second).toMatchObject({ code: 'ABORTED', delivery: 'not-sent' })
    expect(await first).toMatchObject({ status: 200 })
    expect(await get(transport, server.origin)).toMatchObject({ status: 200 })
    expect(server.requests).toHaveLength(2)
  })

  test('[F063] the signal ends a request and its connection', async () => {
    const server = await serve(silence)
    const error = await failureOf(get(through(hostAgent()), server.origin, AbortSignal.timeout(50)))
    expect(error).toMatchObject({ code: 'ABORTED', delivery: 'unknown' })
    await delay(50)
    expect(server.open).toBeLessThanOrEqual(1)
  })

  test.each([
    ['F056', 'CONNECT_TIMEOUT', { connect: { timeout: 1, lookup: () => undefined } }],
    ['F054', 'DNS', {}],
  ] as const)('[%s] no connection: %s', async (_row, code, options) => {
    const error = await failureOf(get(through(hostAgent(options)), 'http://no-such-host.invalid/'))
    expect(error).toMatchObject({ code, delivery: 'not-sent' })
  })

  test('[F038] garbage', async () => {
    const server = await serve(garbage.sshBanner)
    expect(await failureOf(get(through(hostAgent()), server.origin))).toMatchObject({ code: 'PROTOCOL' })
  })

  test('[F065] a dispatcher that is closed', async () => {
    const agent = hostAgent()
    await agent.close()
    const error = await failureOf(get(through(agent), 'http://127.0.0.1:1/'))
    expect(error).toMatchObject({ code: 'CONNECT', delivery: 'not-sent' })
  })

  test("[F064] its connections cannot be checked, so allowedAddresses: 'public' does not go with it", () => {
    expect(() => undiciTransport({ dispatcher: hostAgent(), allowedAddresses: 'public' })).toThrow(TypeError)
  })
})
