import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ExecutorOptions, InvocationOptions, LogEntry } from '../src/index.js'
import { executorFor } from './support/invocation.js'
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
