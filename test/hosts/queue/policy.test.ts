import { describe, expect, test } from '@jest/globals'
import { InvalidPolicyError } from '../../../src/hosts/queue/invalid-policy-error.js'
import { compilePolicy, type Action, type Policy } from '../../../src/hosts/queue/policy.js'
import { retryPlan } from '../../../src/hosts/queue/retries.js'
import { loadNode, type FlowNode, type Meta } from '../../../src/index.js'

const node = (await loadNode()) as unknown as FlowNode

interface End extends Partial<Meta> {
  readonly outcome: string
  readonly method?: string
  /** Whether an earlier delivery may have had its effect. */
  readonly unsettled?: boolean
}

function decided({ outcome, method = 'writeToCjds', unsettled = false, ...meta }: End, policy?: Policy): Action {
  const compiled = node.methods.get(method)
  if (compiled === undefined) throw new Error(`${method} is not a method`)
  const all: Meta = {
    code: meta.httpStatus === undefined ? null : `HTTP_${meta.httpStatus}`,
    attempts: 1,
    elapsedMs: 1,
    retryAfterMs: null,
    delivery: 'rejected',
    warnings: [],
    httpStatus: null,
    manifestHash: '',
    ...meta,
  }
  return compilePolicy(node, policy)(compiled, { outcome, outputs: {}, meta: all }, unsettled)
}

describe('What follows from an outcome', () => {
  test.each<[Action, string, End]>([
    ['complete', 'a success', { outcome: 'onEventPostSuccess', httpStatus: 202, delivery: 'accepted' }],
    ['park', '409 at first', { outcome: 'onEventPostFailure', httpStatus: 409 }],
    [
      'complete',
      '409 after a delivery of unknown end',
      { outcome: 'onEventPostFailure', httpStatus: 409, unsettled: true },
    ],
    [
      'park',
      '409 of a method without repeated',
      { method: 'manageIdentity', outcome: 'onCreateMergeAliasesFailure', httpStatus: 409, unsettled: true },
    ],
    ['rate-limit', '429', { outcome: 'onTooManyRequest', httpStatus: 429 }],
    [
      'rate-limit',
      'a call that was held',
      { outcome: 'onTooManyRequest', code: 'RATE_LIMIT_HELD', delivery: 'not-sent' },
    ],
    ['retry', 'a refused token', { outcome: 'onEventPostFailure', httpStatus: 401 }],
    ['retry', 'a refused token and no other', { outcome: 'onError', code: 'AUTH_UNAVAILABLE' }],
    ['retry', 'a refused token, and nobody logged in any more', { outcome: 'onError', code: 'REAUTH_REQUIRED' }],
    ['retry', 'a refused token, then no connection', { outcome: 'onError', code: 'CONNECT' }],
    ['retry', 'a refused token, then no time', { outcome: 'onTimeout', code: 'TIMEOUT' }],
    ['retry', 'a refused token, then the end of the worker', { outcome: 'onError', code: 'CANCELLED' }],
    ['park', '403', { outcome: 'onForbidden', httpStatus: 403 }],
    ['park', '400', { outcome: 'onBadRequest', httpStatus: 400 }],
    ['park', 'a redirect', { outcome: 'onEventPostFailure', httpStatus: 302 }],
    ['retry', '503', { outcome: 'onEventPostFailure', httpStatus: 503, delivery: 'unknown' }],
    ['retry', 'no connection', { outcome: 'onError', code: 'CONNECT', delivery: 'not-sent' }],
    ['retry', 'nobody logged in', { outcome: 'onError', code: 'REAUTH_REQUIRED', delivery: 'not-sent' }],
    ['retry', 'no answer', { outcome: 'onTimeout', code: 'TIMEOUT', delivery: 'unknown' }],
    ['park', 'invalid data', { outcome: 'onInvalidData', code: 'REQUIRED', delivery: 'not-sent' }],
    [
      'retry',
      'a connection that this worker does not have',
      { outcome: 'onInvalidChoice', code: 'UNKNOWN_AUTHORIZATION', delivery: 'not-sent' },
    ],
    ['park', 'a request that is no HTTP', { outcome: 'onError', code: 'INVALID_REQUEST', delivery: 'not-sent' }],
    [
      'park',
      'a write confirmed with another status',
      { outcome: 'onEventPostFailure', httpStatus: 200, delivery: 'accepted' },
    ],
    [
      'retry',
      'a read that could not be understood',
      { method: 'readFromCjds', outcome: 'onError', code: 'RESPONSE_EMPTY', delivery: 'accepted' },
    ],
  ])('%s: %s', (action, _what, end) => {
    expect(decided(end)).toBe(action)
  })

  test('a code comes before an outcome, and both before what is usual', () => {
    const policy: Policy = {
      codes: { HTTP_403: 'retry' },
      outcomes: { onForbidden: 'complete', onBadRequest: 'complete' },
    }
    expect(decided({ outcome: 'onForbidden', httpStatus: 403 }, policy)).toBe('retry')
    expect(decided({ outcome: 'onBadRequest', httpStatus: 400 }, policy)).toBe('complete')
    expect(decided({ outcome: 'onNotFound', httpStatus: 404 }, policy)).toBe('park')
  })

  test('names of objects are no codes', () => {
    expect(decided({ outcome: 'onBadRequest', code: 'constructor', httpStatus: 400 }, { codes: {} })).toBe('park')
  })

  test.each<[string, object]>([
    [
      'The policy names "onForbiden", which no method ends in; did you mean "onForbidden"?',
      { outcomes: { onForbiden: 'retry' } },
    ],
    ['The policy for HTTP_500 must be one of complete, retry, rate-limit, park.', { codes: { HTTP_500: 'ignore' } }],
  ])('%s', (message, policy) => {
    expect(() => compilePolicy(node, policy)).toThrow(new InvalidPolicyError(message))
  })
})

describe('When it is tried again', () => {
  test('twice as late each time, up to the longest, of which a random half', () => {
    const delays = (random: number): unknown[] =>
      [1, 2, 3, 4].map((failures) =>
        retryPlan({ attempts: 5, firstMs: 100, longestMs: 300 }, () => random).delayMs(failures),
      )
    expect(delays(0)).toEqual([50, 100, 150, 150])
    expect(delays(1)).toEqual([100, 200, 300, 300])
  })

  test('not after the last attempt', () => {
    expect(retryPlan({ attempts: 1 }).delayMs(1)).toBeUndefined()
    expect(retryPlan({ attempts: 2 }).delayMs(2)).toBeUndefined()
  })

  test.each([0, -1, NaN])('%s is no number of attempts', (attempts) => {
    expect(() => retryPlan({ attempts })).toThrow(
      new InvalidPolicyError('"retries.attempts" must be a number above 0.'),
    )
  })
})

describe('A policy that cannot be followed', () => {
  test.each<[string, unknown]>([
    ['"outcome"; it may have "codes" and "outcomes"', { outcome: { onForbidden: 'retry' } }],
    ['"outcomes" of the policy must be an object', { outcomes: null }],
    ['"codes" of the policy must be an object', { codes: ['retry'] }],
  ])('is refused: %s', (words, policy) => {
    const compile = () => compilePolicy(node, policy as Policy)
    expect(compile).toThrow(InvalidPolicyError)
    expect(compile).toThrow(words)
  })
})
