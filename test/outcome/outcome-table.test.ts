import { beforeAll, describe, expect, test } from '@jest/globals'
import { loadNode, type FlowNode } from '../../src/index.js'
import { deliveryOf, interpret } from '../../src/outcome/interpret.js'
import { methodOutcomes, outcomeTable } from '../../src/outcome/outcome-table.js'
import { statusPhrase, statusText } from '../../src/outcome/status-text.js'

/** The contract with flows that exist, written down once more: names are never taken from the manifests here. */
const everywhere: Readonly<Record<number, string>> = {
  400: 'onBadRequest',
  403: 'onForbidden',
  404: 'onNotFound',
  429: 'onTooManyRequest',
  500: 'onInternalServerError',
}
const contract = [
  {
    method: 'manageIdentity',
    status: 202,
    success: 'onCreateMergeAliasesSuccess',
    failure: 'onCreateMergeAliasesFailure',
    reads: false,
  },
  { method: 'writeToCjds', status: 202, success: 'onEventPostSuccess', failure: 'onEventPostFailure', reads: false },
  {
    method: 'getIdentityByAliases',
    status: 200,
    success: 'onGetIdentityByAliasesSuccess',
    failure: 'onGetIdentityByAliasesFailure',
    reads: true,
  },
  {
    method: 'readFromCjds',
    status: 200,
    success: 'onGetIdentityByAliasesSuccess',
    failure: 'onGetIdentityByAliasesFailure',
    reads: true,
  },
]
const statuses = Array.from({ length: 500 }, (_, index) => index + 100)

let node: FlowNode
beforeAll(async () => {
  node = (await loadNode()) as unknown as FlowNode
})

function compiled(method: string) {
  const found = node.methods.get(method)
  if (found === undefined) throw new Error(`${method} is not there`)
  return found
}

describe.each(contract)('$method', ({ method, status: good, success, failure, reads }) => {
  const expected = (status: number): string => (status === good ? success : (everywhere[status] ?? failure))

  test('every status from 100 to 599, and what is beyond, leads where the contract says', () => {
    const { outcomes } = compiled(method)
    for (const status of [...statuses, 0, 99, 600, 700, 999, 1000])
      expect([status, outcomes.outcomeOf(status)]).toEqual([status, expected(status)])
    expect(statuses.filter((status) => outcomes.isSuccess(outcomes.outcomeOf(status)))).toEqual([good])
  })

  test('the body of an answer that is no success never changes its outcome', () => {
    const bodies = [
      '',
      '{"message":"no","status":"x","errors":["e"],"trackingId":"t"}',
      '<html>',
      '{',
      'null',
      '[]',
      '"text"',
      'x'.repeat(100_000),
      '[['.repeat(50_000),
    ]
    for (const status of statuses.filter((each) => each !== good))
      for (const body of bodies.slice(0, status % 50 === 0 ? bodies.length : 4))
        for (const bodyFailure of [undefined, 'RESET', 'ABORTED', 'RESPONSE_TOO_LARGE'] as const) {
          const response = { status, headers: {}, body, ...(bodyFailure === undefined ? {} : { bodyFailure }) }
          expect(interpret(compiled(method), response)).toMatchObject({
            outcome: expected(status),
            code: `HTTP_${status}`,
          })
        }
  })

  test.each([
    ['empty', '', undefined, 'RESPONSE_EMPTY', 'error', []],
    ['only blanks', ' \n', undefined, 'RESPONSE_EMPTY', 'error', []],
    ['broken JSON', '{"data":', undefined, 'RESPONSE_NOT_JSON', 'error', ['BODY_NOT_JSON']],
    ['null', 'null', undefined, 'RESPONSE_NOT_JSON', 'error', []],
    ['a text of JSON', '"text"', undefined, 'RESPONSE_NOT_JSON', 'error', []],
    ['a number', ' 5 ', undefined, 'RESPONSE_NOT_JSON', 'error', []],
    ['false', 'false', undefined, 'RESPONSE_NOT_JSON', 'error', []],
    ['a web page', '<html>', undefined, 'RESPONSE_UNTRUSTED', 'error', ['RESPONSE_UNTRUSTED']],
    ['cut off by the deadline', '{"da', 'ABORTED', 'BODY_TIMEOUT', 'timeout', ['BODY_TIMEOUT']],
    ['cut off by a reset', '{"da', 'RESET', 'RESET', 'error', ['RESET']],
    ['too large', '{"da', 'RESPONSE_TOO_LARGE', 'RESPONSE_TOO_LARGE', 'error', ['RESPONSE_TOO_LARGE']],
    ['compressed badly', '', 'DECODE', 'DECODE', 'error', ['DECODE']],
  ] as const)('a success whose body is %s', (_what, body, bodyFailure, code, fault, warnings) => {
    const headers = { 'content-type': body.startsWith('<') ? 'text/html; charset=utf-8' : 'application/json' }
    const response = { status: good, headers, body, ...(bodyFailure === undefined ? {} : { bodyFailure }) }
    const read = interpret(compiled(method), response)
    if (reads) expect(read).toMatchObject({ fault, code })
    else {
      expect(read).toMatchObject({ outcome: success, code: null })
      expect('warnings' in read ? read.warnings.map((warning) => warning.code) : []).toEqual(warnings)
    }
  })

  test('it has eleven outcomes, of one kind each', () => {
    const outcomes = methodOutcomes(compiled(method).manifest)
    expect(outcomes).toEqual([
      { name: success, kind: 'success' },
      ...['onBadRequest', 'onForbidden', 'onNotFound', 'onTooManyRequest', 'onInternalServerError'].map((name) => ({
        name,
        kind: 'status',
      })),
      { name: failure, kind: 'failure' },
      ...['onInvalidData', 'onInvalidChoice', 'onError', 'onTimeout'].map((name) => ({ name, kind: 'fault' })),
    ])
  })

  test('its outputs are those of the contract', () => {
    const five = ['errors', 'message', 'responsePayload', 'status', 'trackingId']
    const own: Readonly<Record<string, readonly string[]>> = {
      manageIdentity: [
        'aliases',
        'customerId',
        'email',
        'firstName',
        'id',
        'lastName',
        'organizationId',
        'phone',
        'socialId',
        'temporaryId',
      ],
      writeToCjds: ['OrganizationId', 'data', 'organizationId', 'workspaceId'],
      getIdentityByAliases: ['data', 'organizationId'],
      readFromCjds: ['data', 'organizationId'],
    }
    const read = interpret(compiled(method), { status: 418, headers: {}, body: '' })
    expect('outputs' in read ? Object.keys(read.outputs).sort() : []).toEqual([...five, ...(own[method] ?? [])].sort())
  })
})

describe('An outcome table', () => {
  test.each([
    [
      { '200': 'a', '2XX': 'b', '4XX': 'c', default: 'd' },
      { 200: 'a', 201: 'b', 299: 'b', 404: 'c', 500: 'd', 100: 'd', 999: 'd' },
    ],
    [
      { '1XX': 'a', default: 'b' },
      { 100: 'a', 199: 'a', 200: 'b' },
    ],
    [
      { '204': 'a', '5XX': 'b', '503': 'c', default: 'd' },
      { 204: 'a', 500: 'b', 503: 'c', 599: 'b', 600: 'd' },
    ],
  ] as const)('%j', (responses, expected) => {
    const table = outcomeTable({ responses })
    expect(
      Object.fromEntries(Object.keys(expected).map((status) => [status, table.outcomeOf(Number(status))])),
    ).toEqual(expected)
  })
})

describe('The outcomes of a method', () => {
  const faults = { invalidData: 'onInvalid', invalidChoice: 'onInvalid', error: 'onError', timeout: 'onTimeout' }

  test.each([
    [
      'a status and the default share one',
      { '200': 'onDone', '404': 'onFailed', default: 'onFailed' },
      { onDone: 'success', onFailed: 'status', onInvalid: 'fault', onError: 'fault', onTimeout: 'fault' },
    ],
    [
      'the default and a fault share one',
      { '200': 'onDone', default: 'onError' },
      { onDone: 'success', onError: 'failure', onInvalid: 'fault', onTimeout: 'fault' },
    ],
    [
      'whatever the service answers is a success',
      { '200': 'onDone', '404': 'onDone', default: 'onDone' },
      { onDone: 'success', onInvalid: 'fault', onError: 'fault', onTimeout: 'fault' },
    ],
  ])('are named once each, as the first thing that they are, when %s', (_what, responses, kinds) => {
    expect(methodOutcomes({ responses, faults })).toEqual(Object.entries(kinds).map(([name, kind]) => ({ name, kind })))
  })
})

describe('Statuses in words', () => {
  test.each([
    [404, '404 NOT_FOUND', '404 Not Found'],
    [418, '418 IM_A_TEAPOT', "418 I'm a Teapot"],
    [203, '203 NON_AUTHORITATIVE_INFORMATION', '203 Non-Authoritative Information'],
    [700, '700 UNKNOWN', '700'],
  ])('%i', (status, text, phrase) => {
    expect([statusText(status), statusPhrase(status)]).toEqual([text, phrase])
  })

  test.each([
    [200, 'accepted'],
    [299, 'accepted'],
    [300, 'rejected'],
    [302, 'rejected'],
    [404, 'rejected'],
    [500, 'unknown'],
    [599, 'unknown'],
  ])('what %i says about delivery: %s', (status, delivery) => {
    expect(deliveryOf(status)).toBe(delivery)
  })
})
