import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals'
import {
  authorizations,
  createExecutor,
  loadNode,
  type CjdsMethods,
  type Executor,
  type Result,
} from '../../src/index.js'
import { methodOutcomes } from '../../src/outcome/outcome-table.js'
import { deepFreeze } from '../support/deep-freeze.js'
import { startStubService, type StubService } from '../support/stub-service.js'

export type MethodId = keyof CjdsMethods

/** A method runs with whatever a test gives it: what the types forbid is what is tested. */
export type Run = (method: string, inputs: unknown, options?: object) => Promise<Result>

export interface Bench {
  readonly run: Run
  readonly explain: Executor['explain']
  readonly service: StubService
}

export const workspaceId = '63f1c2d4e5a6b7c8d9e0f1a2'
const common = { authorization: 'main', workspaceId }

/** For each method, inputs that are as they should be. */
export const good: Readonly<Record<MethodId, Readonly<Record<string, unknown>>>> = {
  manageIdentity: { ...common, phone: '+12025550100' },
  writeToCjds: { ...common, eventType: 'payment', eventSource: 'ivr', identityType: 'phone', identity: '+12025550100' },
  getIdentityByAliases: { ...common, aliases: 'ada@example.com' },
  readFromCjds: { ...common, templateName: 'journey', aliasId: 'ada@example.com' },
}

export const goodEvent = {
  id: '5b2c',
  specversion: '1.0',
  type: 'payment',
  source: 'ivr',
  identity: 'ada@example.com',
  identitytype: 'email',
  datacontenttype: 'application/json',
  data: { amount: '12.50' },
}

export const methodIds = Object.keys(good) as MethodId[]

/** The shipped node before a stub of its service, for the tests of one file; every invocation is held to the invariants. */
export function useBench(): Bench {
  let service: StubService
  let executor: Executor
  let declared: Map<string, { outcomes: Set<string>; outputs: Map<string, string> }>

  beforeAll(async () => {
    const node = await loadNode()
    service = await startStubService()
    const connections = { main: { baseUrl: service.baseUrl, accessToken: 'token-of-the-test' } }
    executor = createExecutor(node, {
      authorizations: authorizations(connections),
      timeoutMs: 60_000,
    })
    declared = new Map(
      node.manifest.methods.map((method) => [
        method.id,
        {
          outcomes: new Set(methodOutcomes(method).map(({ name }) => name)),
          outputs: new Map(
            Object.entries(method.outputs).flatMap(([name, { type, deprecatedName }]) => [
              [name, type],
              ...(deprecatedName === undefined ? [] : [[deprecatedName, type] as const]),
            ]),
          ),
        },
      ]),
    )
  })
  beforeEach(() => {
    service.answer({ status: 202, body: { data: {} } })
  })
  afterAll(async () => {
    executor.close()
    await service.close()
  })

  function expectInvariants(method: string, { outcome, outputs, meta }: Result): void {
    const { outcomes, outputs: types } = declared.get(method) ?? { outcomes: new Set(), outputs: undefined }
    if (types === undefined) return
    expect(outcomes).toContain(outcome)
    expect(Object.keys(outputs).sort()).toEqual([...types.keys()].sort())
    for (const [name, type] of types) expectType(outputs[name], type)
    expect(meta.attempts).toBeLessThanOrEqual(2)
  }

  function expectType(value: unknown, type: string): void {
    if (type === 'array') expect(Array.isArray(value)).toBe(true)
    else if (type !== 'any' && value !== null) expect(typeof value).toBe(type)
  }

  return {
    run: async (method, inputs, options) => {
      const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype))
      const result = await executor.execute(method, deepFreeze(inputs) as Record<string, unknown>, options)
      expectInvariants(method, result)
      expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototype)
      return result
    },
    explain: (...parameters) => executor.explain(...parameters),
    get service() {
      return service
    },
  }
}

export interface Refusal {
  readonly outcome: 'onInvalidData' | 'onInvalidChoice'
  readonly code: string
  /** The label of the field, which has to be in the texts. */
  readonly label?: string
}

/** Asserts a local fault: nothing sent, the node's own words in the outputs, and no value in them. */
export function expectRefused(result: Result, { outcome, code, label }: Refusal, service: StubService): void {
  expect({ outcome: result.outcome, code: result.meta.code }).toEqual({ outcome, code })
  expect(service.requests).toHaveLength(0)
  expect(result.meta).toMatchObject({ attempts: 0, delivery: 'not-sent', httpStatus: null, retryAfterMs: null })
  const { status, message, errors, trackingId, responsePayload, ...others } = result.outputs
  expect({ status, trackingId, responsePayload }).toEqual({ status: null, trackingId: null, responsePayload: null })
  expect(Object.values(others).every((value) => value === null || (Array.isArray(value) && value.length === 0))).toBe(
    true,
  )
  expect(message).toMatch(/^["A-Z0-9].*[.?]$/s)
  expect((errors as string[]).length).toBeGreaterThan(0)
  if (label !== undefined) expect((errors as string[]).join('\n')).toContain(label)
}
