import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createExecutor, type Executor, loadNode } from '../src/index.js'
import type { ExecutorOptions, InvocationOptions, LogEntry, Transport } from '../src/index.js'
import { executorFor, node } from './support/invocation.js'
import { goodInputs } from './support/shipped-node.js'
import { startStubService, type StubService } from './support/stub-service.js'

let service: StubService
beforeEach(async () => {
  service = await startStubService()
  service.answer({ status: 202 })
})
afterEach(async () => {
  await service.close()
})

async function withExecutor<T>(
  options: Partial<ExecutorOptions>,
  use: (executor: ReturnType<typeof executorFor>) => Promise<T>,
): Promise<T> {
  const executor = executorFor(service.baseUrl, options)
  try {
    return await use(executor)
  } finally {
    executor.close()
  }
}

describe('Options of an invocation that are none', () => {
  const failing = {
    get signal(): AbortSignal {
      throw new Error('planted')
    },
  }
  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'signal'],
    ['a signal that is null', { signal: null }],
    ['a signal that is a text', { signal: 'now' }],
    ['a signal that cannot tell', { signal: {} }],
    ['a signal that cannot be left', { signal: { addEventListener: () => undefined } }],
    ['a signal that cannot be read', failing],
  ])('change nothing: %s', async (_what, given) => {
    const options = given as InvocationOptions
    await withExecutor({}, async (executor) => {
      const { outcome } = await executor.execute('writeToCjds', goodInputs.writeToCjds, options)
      expect(outcome).toBe('onEventPostSuccess')
      expect((await executor.explain('writeToCjds', goodInputs.writeToCjds, options)).request?.method).toBe('POST')
      service.answer({ status: 200, body: { data: [] } })
      expect(await executor.choices('writeToCjds', 'workspaceId', { authorization: 'main' }, options)).toEqual({
        choices: [],
        complete: true,
      })
    })
  })

  it('a signal of another making is heard', async () => {
    const target = new EventTarget()
    const signal = {
      aborted: true,
      addEventListener: target.addEventListener.bind(target),
      removeEventListener: target.removeEventListener.bind(target),
    }
    await withExecutor({}, async (executor) => {
      const { meta } = await executor.execute('writeToCjds', goodInputs.writeToCjds, { signal: signal as AbortSignal })
      expect(meta.code).toBe('CANCELLED')
    })
  })
})

describe('A logger', () => {
  it('is told of each invocation', async () => {
    const entries: LogEntry[] = []
    await withExecutor({ log: (entry) => entries.push(entry) }, async (executor) => {
      await executor.execute('writeToCjds', goodInputs.writeToCjds)
      await executor.execute('none', {})
    })
    expect(entries).toEqual([
      {
        node: 'customer-journey-data',
        method: 'writeToCjds',
        outcome: 'onEventPostSuccess',
        code: null,
        httpStatus: 202,
        attempts: 1,
        elapsedMs: expect.any(Number),
      },
      {
        node: 'customer-journey-data',
        method: 'unknown',
        outcome: 'onInvalidChoice',
        code: 'UNKNOWN_METHOD',
        httpStatus: null,
        attempts: 0,
        elapsedMs: expect.any(Number),
      },
    ])
  })

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('planted')
      },
    ],
    ['is asynchronous and fails', () => Promise.reject(new Error('planted'))],
    [
      'gives something that is nearly a promise',
      () => ({
        then: (_done: unknown, fail: (error: Error) => void) => {
          fail(new Error('planted'))
        },
      }),
    ],
  ])('that %s changes nothing', async (_what, log) => {
    const unhandled: unknown[] = []
    const note = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', note)
    try {
      await withExecutor({ log }, async (executor) => {
        expect((await executor.execute('writeToCjds', goodInputs.writeToCjds)).outcome).toBe('onEventPostSuccess')
        await new Promise((resolve) => setTimeout(resolve, 10))
      })
    } finally {
      process.off('unhandledRejection', note)
    }
    expect(unhandled).toEqual([])
  })
})

describe('A transport of the host', () => {
  const answering = (answer: unknown): Transport => (async () => Promise.resolve(answer)) as unknown as Transport
  const good = { status: 202, headers: {}, body: '' }

  it.each<[string, unknown]>([
    ['it must be an object', undefined],
    ['it must be an object', 'text'],
    ['its status must be a number', { ...good, status: '202' }],
    ['its status must be a number', {}],
    ['its body must be a text, read to its end', { ...good, body: { data: {} } }],
    ['its body must be a text, read to its end', { ...good, body: undefined }],
    [
      'its headers must be a plain object, such as Object.fromEntries(response.headers)',
      { ...good, headers: new Headers() },
    ],
    ['its headers must be a plain object, such as Object.fromEntries(response.headers)', { status: 202, body: '' }],
    ['its body must be a text, read to its end', new Response('text')],
  ])('may have sent what it answers oddly: %s', async (problem, answer) => {
    await withExecutor({ transport: answering(answer) }, async (executor) => {
      const { outcome, outputs, meta } = await executor.execute('writeToCjds', goodInputs.writeToCjds)
      expect([outcome, meta]).toMatchObject(['onError', { code: 'UNKNOWN', attempts: 1, delivery: 'unknown' }])
      expect(outputs.message).toBe(`The host's transport gave an answer that is none: ${problem}.`)
    })
  })

  it('may spell headers as it likes', async () => {
    const headers = { 'Retry-After': '3', TrackingId: 'abc' }
    await withExecutor({ transport: answering({ ...good, status: 429, headers }) }, async (executor) => {
      const { outputs, meta } = await executor.execute('writeToCjds', goodInputs.writeToCjds)
      expect([meta.retryAfterMs, outputs.trackingId]).toEqual([3_000, 'abc'])
    })
  })
})

describe('What goes wrong in the host', () => {
  const planted = new Error('planted')
  const fails = (): never => {
    throw planted
  }
  it.each<[string, Partial<ExecutorOptions>, InvocationOptions]>([
    ['its variables', {}, { variables: fails }],
    ['its authorizations', { authorizations: { baseUrl: fails, getAccessToken: fails } }, {}],
    ['its tokens', { authorizations: { baseUrl: () => 'http://127.0.0.1:9', getAccessToken: fails } }, {}],
    ['its transport', { transport: fails }, {}],
  ])('is told to the host and to nobody else: %s', async (_what, options, invocation) => {
    const told: unknown[] = []
    const inputs = { ...goodInputs.writeToCjds, eventType: '$(kind)' }
    const given = { variables: { kind: 'payment' }, ...invocation }
    await withExecutor({ ...options, onUnexpected: (error) => told.push(error) }, async (executor) => {
      const result = await executor.execute('writeToCjds', inputs, given)
      expect(result.meta.code).toBe('UNEXPECTED')
      expect(JSON.stringify(result)).not.toContain('planted')
    })
    expect(told).toEqual([planted])
  })

  it('is told of explanations and choices, too', async () => {
    const told: unknown[] = []
    const options = {
      authorizations: { baseUrl: fails, getAccessToken: fails },
      onUnexpected: (error: unknown) => told.push(error),
    }
    await withExecutor(options, async (executor) => {
      expect((await executor.explain('writeToCjds', goodInputs.writeToCjds)).fault?.code).toBe('UNEXPECTED')
      expect(await executor.choices('writeToCjds', 'workspaceId', { authorization: 'main' })).toMatchObject({
        failed: { code: 'UNEXPECTED' },
      })
    })
    expect(told).toEqual([planted, planted])
  })
})

describe('A mistake in making an executor', () => {
  const make = createExecutor as (node: unknown, options?: object) => Executor
  it.each<[string, () => Executor]>([
    ['a promise', () => make(loadNode())],
    ['nothing', () => make(undefined)],
  ])('is told: %s in place of a node', (_what, mistake) => {
    expect(mistake).toThrow(
      new TypeError('createExecutor needs a loaded node, not the promise of one: await loadNode() first.'),
    )
  })

  it('is told: overlays that are no list', () => {
    expect(() => make(node, { overlays: 'accept-200' })).toThrow(new TypeError('overlays must be a list of ids'))
  })
})
