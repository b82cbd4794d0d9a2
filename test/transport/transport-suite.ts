import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { TransportError } from '../../src/transport/transport-error.js'
import {
  fin,
  garbage,
  json,
  perRequest,
  reset,
  silence,
  startFaultServer,
  type FaultServer,
} from '../support/fault-server.js'
import { expectNoLeaks } from '../support/handles.js'
import { get, requestTo } from '../support/send.js'
import { cases, type Expected } from './transport-cases.js'
import type { ClosableTransport } from './transports.js'

/* eslint-disable jest/no-export -- this suite is for the test file of each transport */

// Deadlines are measured: a busy machine may be late once, the transport must not be late every time.
jest.retryTimes(2, { logErrorsBeforeRetry: true })

const isError = (expected: Expected): expected is Extract<Expected, { error: unknown }> => 'error' in expected

/**
 * Proves that a transport keeps its contract.
 *
 * @param name the transport's name, for the titles
 * @param create makes a fresh one
 */
export function transportSuite(name: string, create: () => ClosableTransport): void {
  describe(name, () => {
    let transport: ClosableTransport
    let server: FaultServer | undefined
    beforeEach(() => {
      transport = create()
    })
    afterEach(async () => {
      transport.close()
      await server?.close()
    })

    test.each(cases)(
      '[$row] $title',
      async ({ server: behaviour, request, signalAfterMs = 5_000, expected, closes }) => {
        server = await startFaultServer(behaviour)
        const abort = new AbortController()
        const timer = setTimeout(() => {
          abort.abort()
        }, signalAfterMs)
        const started = performance.now()
        const outcome = await transport(
          requestTo(`${server.origin}/path?query=secret-query`, {
            headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
            ...request,
          }),
          { signal: abort.signal },
        ).then(
          (response) => ({ response }),
          (error: unknown) => ({ error }),
        )
        clearTimeout(timer)
        expect(performance.now() - started).toBeLessThan(signalAfterMs + 250)

        if (isError(expected)) {
          expect(outcome).toEqual({ error: expect.any(TransportError) })
          expect(outcome).toMatchObject(expected)
          expect(inspect(outcome, { depth: 20, showHidden: true })).not.toMatch(/secret|127\.0\.0\.1/)
        } else {
          expect(outcome).toEqual({ response: expect.objectContaining(expected) })
          expect('response' in outcome && outcome.response.bodyFailure).toBe(expected.bodyFailure)
        }
        expect(server.requests).toHaveLength(1)
        await server.untilOpen(closes ? 0 : 1)
      },
    )

    test('[F061] no handle is left after the calls and close()', async () => {
      const here = await startFaultServer(perRequest(json(200, {}), silence, fin, reset, garbage.noise, json(200, {})))
      server = here
      await expectNoLeaks(async () => {
        for (let call = 0; call < 6; call++) {
          await get(transport, here.origin, AbortSignal.timeout(150)).catch(() => undefined)
        }
        transport.close()
        await here.untilOpen(0)
      })
    })
  })
}
