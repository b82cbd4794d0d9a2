import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import {
  createExecutor,
  describe as describeNode,
  loadNode,
  type Executor,
  type FlowNode,
  type Result,
} from '../../src/index.js'
import { startStubService, type StubAnswer, type StubRequest, type StubService } from '../support/stub-service.js'

const directory = fileURLToPath(new URL('../fixtures/tickets', import.meta.url))

let node: FlowNode
let service: StubService
let executor: Executor

beforeAll(async () => {
  node = await loadNode({ directory })
  service = await startStubService()
  executor = createExecutor(node, {
    baseUrl: service.baseUrl,
    uuid: () => 'uuid-1',
    now: () => Date.parse('2026-01-31T09:30:00Z'),
  })
})
beforeEach(() => {
  service.answer({})
})
afterAll(async () => {
  executor.close()
  await service.close()
})

async function run(
  method: string,
  inputs: Record<string, unknown>,
  answer: StubAnswer = {},
): Promise<Result & { sent: StubRequest | undefined }> {
  service.answer(answer)
  const result = await executor.execute(method, inputs)
  expect(service.requests.length).toBeLessThanOrEqual(1)
  return { ...result, sent: service.requests[0] }
}

describe('A node for another API', () => {
  test('its examples run', async () => {
    for (const method of node.manifest.methods)
      for (const { name, inputs, request, response, expect: expected } of method.examples) {
        const { status, body, text, headers } = response ?? {}
        const answer = {
          ...(status && { status }),
          body,
          ...(text !== undefined && { text }),
          ...(headers && { headers }),
        }
        const { outcome, outputs, sent } = await run(method.id, inputs, answer)
        expect([name, outcome]).toEqual([name, expected.outcome])
        expect(outputs).toMatchObject(expected.outputs ?? {})
        if (response === undefined) expect(sent).toBeUndefined()
        if (request?.url !== undefined) expect(sent?.target).toBe(request.url)
        if (request?.body !== undefined) expect(sent?.body).toEqual(request.body)
      }
  })

  test('integers, numbers, booleans, lists, objects and JSON become the values that they stand for', async () => {
    const { outcome, outputs, sent } = await run(
      'createTicket',
      {
        subject: ' Printer on fire ',
        reference: 'INC-42',
        priority: '2',
        estimate: ' 1.5e1 ',
        urgent: 'TRUE',
        queue: 'q 1',
        tags: 'a; b ;;a',
        watchers: '7, 8,8',
        custom: '{"floor": 3, "é": ["x"]}',
        lines: [{ sku: 'T-1', count: 2 }],
      },
      {
        status: 201,
        headers: { location: '/v2/tickets/7', 'x-request-id': 'r-9' },
        body: { ticket: { id: 7, tags: ['a', 5], open: false } },
      },
    )
    expect(sent).toMatchObject({ method: 'POST', target: '/v2/tickets' })
    expect(sent?.headers).toMatchObject({
      'x-client': '$flow',
      'idempotency-key': 'uuid-1',
      'content-type': 'application/json',
      accept: 'application/json',
    })
    expect(Object.keys(sent?.headers ?? {})).not.toEqual(expect.arrayContaining(['x-source']))
    expect(sent?.headers.authorization).toBeUndefined()
    expect(sent?.body).toEqual({
      subject: 'Printer on fire',
      reference: 'INC-42',
      priority: 2,
      estimate: 15,
      urgent: true,
      queue: { id: 'q 1' },
      tags: ['a', 'b'],
      watchers: [7, 8],
      custom: { floor: 3, é: ['x'] },
      lines: [{ sku: 'T-1', count: 2 }],
      reportedAt: '2026-01-31T09:30:00.000Z',
      currency: '$USD',
      $type: 'ticket',
      fixed: [1, null, true],
    })
    expect(outcome).toBe('onCreated')
    expect(outputs).toEqual({
      id: 7,
      labels: ['a', '5'],
      location: '/v2/tickets/7',
      Location: '/v2/tickets/7',
      open: false,
      ticket: { id: 7, tags: ['a', 5], open: false },
      problem: null,
      code: 201,
      requestNumber: 'r-9',
    })
  })

  test('what is left empty is left out', async () => {
    const { sent } = await run(
      'createTicket',
      { subject: 'Printer', tags: ' ; ', urgent: '', custom: null },
      { status: 201 },
    )
    expect(sent?.body).toEqual({
      subject: 'Printer',
      priority: 3,
      queue: {},
      reportedAt: '2026-01-31T09:30:00.000Z',
      currency: '$USD',
      $type: 'ticket',
      fixed: [1, null, true],
    })
  })

  test.each([
    ['priority', 6, 'Priority may be at most 5.'],
    ['priority', 0, 'Priority must be at least 1.'],
    ['priority', 2.5, 'Priority must be a whole number.'],
    ['priority', 'high', 'Priority must be a whole number.'],
    ['priority', true, 'Priority must be a whole number.'],
    ['priority', '99999999999999999999', 'Priority has too many digits to be kept exactly.'],
    ['estimate', '1,5', 'Estimate must be a number.'],
    ['estimate', '1e999', 'Estimate must be a number.'],
    ['estimate', '0x10', 'Estimate must be a number.'],
    ['estimate', -1, 'Estimate must be at least 0.'],
    ['subject', 'ab', 'Subject must have at least 3 characters.'],
    ['subject', 'x'.repeat(81), 'Subject may have at most 80 characters.'],
    ['reference', 'inc-42', 'Reference must be letters, a hyphen and digits, such as INC-42.'],
    ['tags', ['a', 'b', 'c', 'd', 'e', 'f'], 'Tags may have at most 5 entries.'],
    ['tags', 'a;muchtoolongtag', 'Tags (entry 2) may have at most 10 characters.'],
    ['watchers', '1,2,3,4', 'Watchers may have at most 3 entries.'],
    ['watchers', [1, 1], 'Watchers has the same entry twice; leave one out.'],
    ['watchers', '1,x', 'Watchers must be a whole number.'],
    ['custom', '[]', 'Custom fields must be a JSON object.'],
    ['lines', '{}', 'Lines must be a list.'],
    ['lines', '[{"count":1}]', 'Lines (entry 1) needs the member "sku".'],
    ['lines', '[{"sku":"a","count":"1"}]', 'Lines (entry 1, count) must be a whole number.'],
    [
      'lines',
      '[{"sku":"a","colour":1}]',
      'Lines (entry 1) has the member "colour", which is not known here; remove it or correct its name.',
    ],
    ['source', 'naïve ☃', 'Source may hold Western European letters only.'],
    ['source', 'a\r\nx-evil: b', 'Source holds a line break, tab or other control character.'],
  ])('%s %p is refused: %s', async (input, value, text) => {
    const { outcome, outputs, meta, sent } = await run('createTicket', { subject: 'Printer', [input]: value })
    expect([outcome, sent]).toEqual(['onRefused', undefined])
    expect(outputs).toMatchObject({ problem: text.slice(0, 20), id: null, labels: [], code: null })
    const { problems } = await executor.explain('createTicket', { subject: 'Printer', [input]: value })
    expect([problems.map((problem) => problem.text), meta.code]).toEqual([[text], problems[0]?.code])
  })

  test('a patch holds the operations whose values are there, under its own content type', async () => {
    const { sent } = await run(
      'patchTicket',
      { ticketId: '7', assignee: 'Ada', etag: '"v1"' },
      { status: 200, body: {} },
    )
    expect(sent).toMatchObject({
      method: 'PATCH',
      target: '/v2/tickets/7',
      body: [{ op: 'add', path: '/assignee', value: { name: 'Ada' } }],
    })
    expect(sent?.headers).toMatchObject({ 'content-type': 'application/json-patch+json', 'if-match': '"v1"' })
    const more = await run(
      'patchTicket',
      { ticketId: 7, assignee: 'Ada', note: 'hi', subject: 'Toner' },
      { status: 200, body: {} },
    )
    expect((more.sent?.body as { path: string }[]).map(({ path }) => path)).toEqual([
      '/subject',
      '/assignee',
      '/comments/-',
    ])
    const note = await run('patchTicket', { ticketId: 7, note: 'without an author' }, { status: 200, body: {} })
    expect(note.sent?.body).toEqual([])
  })

  test.each([
    [{}, '/v2/tickets'],
    [{ status: '', assignee: ' , ', limit: null }, '/v2/tickets'],
    [{ limit: '10' }, '/v2/tickets?limit=10'],
    [{ mine: 'false' }, '/v2/tickets?mine=false'],
    [
      { status: 'open', assignee: 'a b,c&d', limit: 5, mine: true },
      '/v2/tickets?status=open&assignee=a%20b&assignee=c%26d&limit=5&mine=true',
    ],
  ])('a query parameter that is empty is left out: %p', async (inputs, target) => {
    const { sent } = await run('findTickets', inputs, { body: [] })
    expect(sent).toMatchObject({ method: 'GET', target, text: '' })
    expect(sent?.headers['content-type']).toBeUndefined()
  })

  test.each([
    [true, { notify: true, message: 'Done' }],
    ['True', { notify: true, message: 'Done' }],
    [false, { notify: false }],
    [null, { notify: false }],
  ])('a body is selected by a boolean: %p', async (notify, body) => {
    const { sent, outcome } = await run('closeTicket', { ticketId: 7, notify, message: 'Done' }, { status: 204 })
    expect([sent?.body, outcome]).toEqual([body, 'onClosed'])
  })

  test.each([
    ['createTicket', 200, 'onFailed'],
    ['createTicket', 201, 'onCreated'],
    ['createTicket', 401, 'onSignIn'],
    ['createTicket', 409, 'onDuplicate'],
    ['createTicket', 500, 'onServiceDown'],
    ['createTicket', 599, 'onServiceDown'],
    ['createTicket', 302, 'onFailed'],
    ['findTickets', 200, 'onFound'],
    ['findTickets', 207, 'onFound'],
    ['findTickets', 404, 'onNone'],
    ['findTickets', 503, 'onServiceDown'],
    ['closeTicket', 200, 'onClosed'],
    ['closeTicket', 202, 'onClosing'],
    ['closeTicket', 203, 'onFailed'],
    ['deleteTicket', 204, 'onDeleted'],
    ['deleteTicket', 404, 'onGone'],
    ['deleteTicket', 410, 'onFailed'],
    ['deleteTicket', 401, 'onSignIn'],
    ['deleteTicket', 503, 'onLater'],
    ['deleteTicket', 502, 'onServiceDown'],
  ])('%s: %i ends in %s', async (method, status, expected) => {
    const inputs = {
      ...(method === 'createTicket' && { subject: 'Printer' }),
      ...(/close|delete/.test(method) && { ticketId: 7 }),
    }
    const { outcome, outputs, meta } = await run(method, inputs, { status, body: [] })
    expect([outcome, outputs.code, meta.httpStatus]).toEqual([expected, status, status])
  })

  test('a drop-down is read page by page, with what the other fields hold', async () => {
    const pages: Record<string, unknown[]> = {
      '1': [
        { id: 'q1', name: 'One', note: 'first' },
        { id: 2, name: '' },
      ],
      '2': [{ name: 'no id' }, { id: 'q3', name: 'Three' }],
      '3': [{ id: 'q4' }],
    }
    service.answer(({ target }) => ({
      body: { queues: pages[new URL(target, 'http://x').searchParams.get('page') ?? ''] },
    }))
    expect(await executor.choices('createTicket', 'queue', { source: 'flow' })).toEqual({
      choices: [
        { value: 'q1', label: 'One', hint: 'first' },
        { value: '2', label: '2' },
        { value: 'q3', label: 'Three' },
        { value: 'q4', label: 'q4' },
      ],
      complete: true,
    })
    expect(service.requests.map(({ target, headers }) => `${target} ${String(headers['x-source'])}`)).toEqual([
      '/v2/queues?page=1&size=2 flow',
      '/v2/queues?page=2&size=2 flow',
      '/v2/queues?page=3&size=2 flow',
    ])
    expect(await executor.choices('createTicket', 'queue', {})).toMatchObject({ failed: { code: 'REQUIRED' } })
    expect(await executor.choices('createTicket', 'subject', {})).toMatchObject({ failed: { code: 'NO_OPTIONS' } })
  })

  test('a feed without an end stops after its pages', async () => {
    service.answer({
      body: {
        queues: [
          { id: 'a', name: 'A' },
          { id: 'b', name: 'B' },
        ],
      },
    })
    const result = await executor.choices('createTicket', 'queue', { source: 'flow' })
    expect(result).toMatchObject({ complete: false })
    expect(service.requests).toHaveLength(3)
  })

  test('an overlay changes what it may', async () => {
    const lenient = createExecutor(node, { baseUrl: service.baseUrl, overlays: ['lenient'] })
    service.answer({ status: 200, body: {} })
    expect(await lenient.execute('createTicket', { subject: 'Printer' })).toMatchObject({ outcome: 'onCreated' })
    expect((await lenient.execute('createTicket', {})).outputs.problem).toBe('What it is about is ')
    expect(await executor.execute('createTicket', { subject: 'Printer' })).toMatchObject({
      outcome: 'onFailed',
      meta: { warnings: [{ code: 'OVERLAY_AVAILABLE' }] },
    })
    lenient.close()
  })

  test('without an address nothing is sent', async () => {
    const homeless = createExecutor(node)
    expect(await homeless.execute('findTickets', {})).toMatchObject({ outcome: 'onRefused', meta: { attempts: 0 } })
  })

  test('each step of an explanation names a place that there is', async () => {
    for (const method of node.manifest.methods)
      for (const { inputs } of method.examples) {
        const { steps, request } = await executor.explain(method.id, { ...inputs, unknown: undefined })
        for (const { manifest, text } of steps) {
          const place = manifest
            .split('/')
            .slice(1)
            .reduce<unknown>(
              (value, key) => (value as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
              method,
            )
          expect([manifest, place]).not.toEqual([manifest, undefined])
          expect(text).toMatch(/^[A-Z].*\.$/)
        }
        if (request !== undefined) expect(request.url.startsWith(`${service.baseUrl}/v2/`)).toBe(true)
      }
  })

  test('it is described whole', () => {
    const { methods, id, ...rest } = describeNode(node)
    const ids = ['createTicket', 'patchTicket', 'findTickets', 'closeTicket', 'deleteTicket']
    expect([id, rest.title, methods.map((method) => method.id)]).toEqual(['tickets', 'Tickets', ids])
    expect(JSON.parse(JSON.stringify(methods))).toEqual(methods)
    expect(methods[0]?.outcomes.map(({ name, kind, fault }) => [name, kind, fault])).toEqual([
      ['onCreated', 'success', undefined],
      ['onSignIn', 'status', undefined],
      ['onDuplicate', 'status', undefined],
      ['onServiceDown', 'status', undefined],
      ['onFailed', 'failure', undefined],
      ['onRefused', 'fault', 'invalidData'],
      ['onUnreachable', 'fault', 'error'],
    ])
  })
})
