import { describe, expect, it } from '@jest/globals'
import type { Exchange } from '../../src/exchange.js'
import { concludeExchange, concludeFault, concludeHeld } from '../../src/outcome/conclude.js'
import { makeFault } from '../../src/outcome/fault.js'
import type { Result, Warning } from '../../src/outcome/result.js'
import type { TransportResponse } from '../../src/transport/transport.js'
import { shippedMethod } from './shipped-method.js'

const now = Date.parse('2026-01-31T09:30:00Z')
const tokenWarning: Warning = { code: 'TOKEN_EXPIRES', message: 'The token ends soon.' }

const notJson = 'The answer is neither a JSON object nor a list.'

/** How an exchange of a method that reads ends. */
async function concluded(exchange: Partial<Exchange> & Pick<Exchange, 'end'>): Promise<Result> {
  const method = await shippedMethod('getIdentityByAliases')
  return concludeExchange(method, { attempts: 1, warnings: [], ...exchange }, 12.5, () => now)
}

const answered = (response: Partial<TransportResponse>, exchange: Partial<Exchange> = {}): Promise<Result> =>
  concluded({ ...exchange, end: { response: { status: 200, headers: {}, body: '', ...response }, tokens: [] } })

describe('an invocation that ends in a fault', () => {
  it.each([
    ['invalidData', 'onInvalidData'],
    ['invalidChoice', 'onInvalidChoice'],
    ['error', 'onError'],
    ['timeout', 'onTimeout'],
  ] as const)('leaves by the exit of its kind: %s by %s', async (kind, outcome) => {
    const method = await shippedMethod('getIdentityByAliases')
    expect(concludeFault(method, makeFault(kind, 'CODE', 'Words.'), 3).outcome).toBe(outcome)
  })

  it('tells the author what was wrong, has every other output empty, and says that nothing was sent', async () => {
    const method = await shippedMethod('getIdentityByAliases')
    const fault = {
      kind: 'invalidData',
      code: 'REQUIRED',
      message: '2 things need attention.',
      errors: ['One.', 'Two.'],
    } as const
    expect(concludeFault(method, fault, 3)).toEqual({
      outcome: 'onInvalidData',
      outputs: {
        message: '2 things need attention.',
        errors: ['One.', 'Two.'],
        status: null,
        trackingId: null,
        responsePayload: null,
        data: [],
        organizationId: null,
      },
      meta: {
        code: 'REQUIRED',
        attempts: 0,
        elapsedMs: 3,
        retryAfterMs: null,
        delivery: 'not-sent',
        warnings: [],
        httpStatus: null,
        manifestHash: method.manifestHash,
      },
    })
  })
})

describe('an exchange without an answer', () => {
  it('ends as its fault says, with what is known of the requests', async () => {
    const fault = makeFault('timeout', 'TIMEOUT', 'No answer.')
    const result = await concluded({
      attempts: 2,
      warnings: [tokenWarning],
      end: { fault, delivery: 'unknown' },
    })
    expect(result).toMatchObject({
      outcome: 'onTimeout',
      outputs: { message: 'No answer.', errors: ['No answer.'], responsePayload: null },
      meta: {
        code: 'TIMEOUT',
        attempts: 2,
        elapsedMs: 12.5,
        retryAfterMs: null,
        delivery: 'unknown',
        warnings: [tokenWarning],
        httpStatus: null,
      },
    })
  })
})

describe('an exchange with an answer', () => {
  it('ends as the answer says, and tells the host about the run', async () => {
    const { manifestHash } = await shippedMethod('getIdentityByAliases')
    const body = { data: [{ id: 'p' }], meta: { organizationId: 'o' } }
    const result = await answered({ body: JSON.stringify(body) }, { attempts: 2 })
    expect(result).toEqual({
      outcome: 'onGetIdentityByAliasesSuccess',
      outputs: {
        status: '200 OK',
        message: null,
        errors: [],
        trackingId: null,
        responsePayload: body,
        data: [{ id: 'p' }],
        organizationId: 'o',
      },
      meta: {
        code: null,
        attempts: 2,
        elapsedMs: 12.5,
        retryAfterMs: null,
        delivery: 'accepted',
        warnings: [],
        httpStatus: 200,
        manifestHash,
      },
    })
  })

  it.each([
    [202, 'onGetIdentityByAliasesFailure', 'HTTP_202', 'accepted'],
    [404, 'onNotFound', 'HTTP_404', 'rejected'],
    [500, 'onInternalServerError', 'HTTP_500', 'unknown'],
  ])('of status %i leaves by %s', async (status, outcome, code, delivery) => {
    const { outcome: taken, meta } = await answered({ status })
    expect(taken).toBe(outcome)
    expect(meta).toMatchObject({ code, delivery, httpStatus: status })
  })

  it.each([
    ['seconds', '4', 4000],
    ['a date, counted from the clock of the host', 'Sat, 31 Jan 2026 09:30:10 GMT', 10_000],
    ['nothing that can be read', 'soon', null],
  ])('says how long to wait when the service asks for %s', async (_what, header, retryAfterMs) => {
    const { outcome, meta } = await answered({ status: 429, headers: { 'retry-after': header } })
    expect(outcome).toBe('onTooManyRequest')
    expect(meta.retryAfterMs).toBe(retryAfterMs)
  })

  it.each([
    ['is not JSON', { body: '{"data":' }, 'onError', 'RESPONSE_NOT_JSON', notJson],
    ['is bare JSON', { body: 'null' }, 'onError', 'RESPONSE_NOT_JSON', notJson],
    ['is empty', {}, 'onError', 'RESPONSE_EMPTY', 'The answer is empty although it should hold data.'],
    [
      'did not come in time',
      { body: '{"da', bodyFailure: 'ABORTED' },
      'onTimeout',
      'BODY_TIMEOUT',
      'The answer was not complete in time.',
    ],
  ] as const)(
    'whose data %s is a fault, although the service did get the request',
    async (_what, response, outcome, code, words) => {
      const result = await answered({ ...response, headers: { 'retry-after': '1' } })
      expect(result).toMatchObject({
        outcome,
        outputs: { message: words, errors: [words], status: null, responsePayload: null, data: [] },
        meta: { code, attempts: 1, elapsedMs: 12.5, retryAfterMs: 1000, delivery: 'accepted', httpStatus: 200 },
      })
      expect(result.meta.warnings).toEqual([])
    },
  )

  it.each([
    ['of the requests', '{"data":[]}', [tokenWarning], ['TOKEN_EXPIRES']],
    ['of the answer', '{"data":[12345678901234567890]}', [], ['NUMBER_PRECISION']],
    [
      'of both, in this order',
      '{"data":[12345678901234567890]}',
      [tokenWarning],
      ['TOKEN_EXPIRES', 'NUMBER_PRECISION'],
    ],
    ['of the requests where the answer is a fault', '{"data":', [tokenWarning], ['TOKEN_EXPIRES']],
    ['of nothing', '{"data":[]}', [], []],
  ])('has the warnings %s', async (_what, body, warnings, codes) => {
    const { meta } = await answered({ body }, { warnings })
    expect(meta.warnings.map(({ code }) => code)).toEqual(codes)
  })

  it('carries none of the tokens on that were sent', async () => {
    const response = { status: 403, headers: {}, body: '{"message":"no: first-token, second-token"}' }
    const { outputs } = await concluded({ end: { response, tokens: ['first-token', 'second-token'] } })
    expect(outputs.message).toBe('no: ***, ***')
  })
})

describe('a call that is held back', () => {
  it('leaves by the exit of a 429, in words of the node, and says that nothing was sent', async () => {
    const method = await shippedMethod('writeToCjds')
    const words = 'Nothing was sent: the service asked to wait 5 more seconds.'
    expect(concludeHeld(method, 4200, 0.3)).toEqual({
      outcome: 'onTooManyRequest',
      outputs: {
        message: words,
        errors: [words],
        status: null,
        trackingId: null,
        responsePayload: null,
        data: null,
        organizationId: null,
        OrganizationId: null,
        workspaceId: null,
      },
      meta: {
        code: 'RATE_LIMIT_HELD',
        attempts: 0,
        elapsedMs: 0.3,
        retryAfterMs: 4200,
        delivery: 'not-sent',
        warnings: [],
        httpStatus: null,
        manifestHash: method.manifestHash,
      },
    })
  })
})
