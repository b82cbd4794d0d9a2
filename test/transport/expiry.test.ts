import { afterEach, describe, expect, test } from '@jest/globals'
import { setTimeout as delay } from 'node:timers/promises'
import type { ExpiryListener, TransportOptions } from '../../src/transport/transport.js'
import { inOrder, json, silence, startFaultServer, wait, type FaultServer } from '../support/fault-server.js'
import { failureOf, requestTo } from '../support/send.js'
import { transports, type ClosableTransport } from './transports.js'

/** The moment as an executor hands it over: a signal only for who asks, and a listener for who brings one. */
class Moment implements TransportOptions {
  readonly asked: (ExpiryListener | undefined)[] = []
  #passed = false

  get signal(): AbortSignal {
    throw new Error('a transport that listens has no need of the signal')
  }

  onExpiry(listener: ExpiryListener | undefined): void {
    this.asked.push(listener)
    if (this.#passed) listener?.handleEvent()
  }

  pass(): void {
    this.#passed = true
    this.asked.at(-1)?.handleEvent()
  }
}

describe.each(transports)('%s transport, a listener in the place of the signal', (_name, create) => {
  let server: FaultServer
  let transport: ClosableTransport
  afterEach(async () => {
    transport.close()
    await server.close()
  })

  test('[F063] is taken back with the answer', async () => {
    server = await startFaultServer(json(200, {}))
    transport = create()
    const moment = new Moment()
    expect(await transport(requestTo(server.origin), moment)).toMatchObject({ status: 200 })
    expect(moment.asked).toEqual([expect.any(Object), undefined])
    moment.pass()
    expect(await transport(requestTo(server.origin), new Moment())).toMatchObject({ status: 200 })
    expect(server.connections).toBe(1)
  })

  test('[F063] ends a request on its way at once, and one that begins too late', async () => {
    server = await startFaultServer(silence)
    transport = create()
    const moment = new Moment()
    const call = failureOf(transport(requestTo(server.origin), moment))
    await delay(100)
    expect(server.requests).toHaveLength(1)
    moment.pass()
    expect(await call).toMatchObject({ code: 'ABORTED', delivery: 'unknown' })
    await server.untilOpen(0)
    expect(await failureOf(transport(requestTo(server.origin), moment))).toMatchObject({
      code: 'ABORTED',
      delivery: 'not-sent',
    })
    expect(server.connections).toBe(1)
  })

  test('[F063] ends the wait for a connection', async () => {
    server = await startFaultServer(inOrder(wait(100), json(200, {})))
    transport = create({ maxSockets: 1 })
    const [moment, patient] = [new Moment(), new Moment()]
    const first = transport(requestTo(server.origin), new Moment())
    const second = failureOf(transport(requestTo(server.origin), moment))
    const third = transport(requestTo(server.origin), patient)
    moment.pass()
    expect(await second).toMatchObject({ code: 'ABORTED', delivery: 'not-sent' })
    expect(await Promise.all([first, third])).toMatchObject([{ status: 200 }, { status: 200 }])
    expect(patient.asked).toHaveLength(2)
    expect(patient.asked.at(-1)).toBeUndefined()
    expect(server.requests).toHaveLength(2)
  })
})
