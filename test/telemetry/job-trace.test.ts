import { context, propagation } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { jobTrace, withTelemetry } from '../../src/telemetry/index.js'
import { done, event, withBench } from '../hosts/queue/support.js'
import { describeWithRedis, eventually } from '../support/redis.js'
import { startTelemetry, type Telemetry } from './exported.js'

let telemetry: Telemetry
beforeEach(() => {
  telemetry = startTelemetry()
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
})
afterEach(async () => {
  context.disable()
  propagation.disable()
  await telemetry.close()
})

/** Runs something in a span of that name. */
const inSpan = async (name: string, run: () => Promise<unknown>): Promise<void> =>
  telemetry.providers.tracerProvider.getTracer('flow').startActiveSpan(name, async (span) => {
    await run()
    span.end()
  })

/** The name of each span with that of the one that it is a child of. */
const family = (): string[] => {
  const spans = telemetry.spans()
  const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]))
  return spans.map(
    ({ name, parentSpanContext }) => `${name} in ${names.get(parentSpanContext?.spanId ?? '') ?? 'none'}`,
  )
}

describeWithRedis('The trace of a job', () => {
  test('goes on from who enqueued it, whatever worker runs it and however often', () =>
    withBench(async ({ open, work, executor, emulator }) => {
      const trace = jobTrace()
      const queue = await open({ trace })
      emulator.scenarios.add({ on: 'events.publish', answer: { status: 503 }, times: 1 })
      await inSpan('first flow', () => queue.enqueue('writeToCjds', event))
      await work({ executor: withTelemetry(executor, telemetry.providers), trace, retries: { firstMs: 1 } })
      await eventually('it is done', done(queue, 1))
      await inSpan('second flow', async () =>
        queue.enqueueMany([
          { method: 'writeToCjds', inputs: event },
          { method: 'writeToCjds', inputs: event },
        ]),
      )
      await queue.enqueue('writeToCjds', event)
      await eventually('all are done', done(queue, 4))
      expect(family()).toEqual([
        'first flow in none',
        'writeToCjds in first flow',
        'writeToCjds in first flow',
        'second flow in none',
        'writeToCjds in second flow',
        'writeToCjds in second flow',
        'writeToCjds in none',
      ])
    }))

  test('is kept by a producer and taken up by a worker only where each was told to', () =>
    withBench(async ({ open, work, executor }) => {
      const [plain, traced] = await Promise.all([open(), open({ trace: jobTrace() })])
      const worker = await work({ executor: withTelemetry(executor, telemetry.providers), trace: jobTrace() })
      await inSpan('flow', () => plain.enqueue('writeToCjds', event))
      await eventually('it is done', done(plain, 1))
      await worker.close()
      await work({ executor: withTelemetry(executor, telemetry.providers) })
      await inSpan('flow', () => traced.enqueue('writeToCjds', event))
      await eventually('both are done', done(plain, 2))
      expect(family().sort()).toEqual(['flow in none', 'flow in none', 'writeToCjds in none', 'writeToCjds in none'])
    }))
})
