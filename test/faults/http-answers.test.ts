import { describe, expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { authorizations, createExecutor, loadNode, type Executor } from '../../src/index.js'
import {
  answer,
  bytes,
  chunked,
  drip,
  fin,
  garbage,
  gzipBomb,
  head,
  inOrder,
  json,
  perRequest,
  reset,
  silence,
  startFaultServer,
  type Behaviour,
} from '../support/fault-server.js'
import { goodInputs, namedOutcomes, type MethodId } from '../support/shipped-node.js'
import { executorFor, expectLocalVariables, invoke, run, token } from '../support/invocation.js'

const write = 'writeToCjds'
const read = 'getIdentityByAliases'
const accepted = {
  meta: { organizationId: 'org-1', workspaceId: 'workspace-1' },
  data: { message: 'Accepted for processing' },
}
const found = { meta: { organizationId: 'org-1' }, data: [{ id: 'person-1' }] }
const apiError = { status: '4xx NAME', message: 'What kind', errors: ['one', 'two'], trackingId: 'track-1' }
const failure: Readonly<Record<MethodId, string>> = {
  writeToCjds: 'onEventPostFailure',
  manageIdentity: 'onCreateMergeAliasesFailure',
  getIdentityByAliases: 'onGetIdentityByAliasesFailure',
  readFromCjds: 'onGetIdentityByAliasesFailure',
}
const methods = Object.keys(goodInputs) as MethodId[]

describe('successes', () => {
  test('[F027] the listed success with valid JSON fills the variables', async () => {
    const { result } = await run(write, json(202, accepted))
    expect(result).toMatchObject({
      outcome: 'onEventPostSuccess',
      outputs: {
        data: accepted.data,
        organizationId: 'org-1',
        OrganizationId: 'org-1',
        workspaceId: 'workspace-1',
        status: '202 ACCEPTED',
        message: null,
        errors: [],
        responsePayload: accepted,
      },
      meta: { delivery: 'accepted', httpStatus: 202, attempts: 1, code: null, warnings: [], retryAfterMs: null },
    })
  })

  test('[F028] 200 is a failure where the manifest says 202, and a warning names the overlay that knows better', async () => {
    for (const method of ['writeToCjds', 'manageIdentity'] as const) {
      const { result } = await run(method, json(200, accepted))
      expect(result.outcome).toBe(failure[method])
      expect(result.outputs.status).toBe('200 OK')
      expect(result.meta.warnings).toEqual([
        { code: 'OVERLAY_AVAILABLE', message: expect.stringContaining('accept-200') },
      ])
    }
  })

  test('[F028] with the overlay accept-200 both statuses are a success', async () => {
    for (const status of [200, 202]) {
      const { result } = await run(write, json(status, accepted), { executor: { overlays: ['accept-200'] } })
      expect(result).toMatchObject({
        outcome: 'onEventPostSuccess',
        outputs: { organizationId: 'org-1' },
        meta: { warnings: [] },
      })
    }
  })

  const brokenJson = answer(202, '{"meta":', 'content-type: application/json')
  test.each(['writeToCjds', 'manageIdentity'] as const)(
    '[F029] broken JSON after the success of a write (%s) is a success with a warning',
    async (method) => {
      const { result } = await run(method, brokenJson)
      expect(result.outcome).toMatch(/Success$/)
      expect(result.outputs).toMatchObject({ responsePayload: '{"meta":', organizationId: null })
      expect(result.meta).toMatchObject({ delivery: 'accepted', warnings: [{ code: 'BODY_NOT_JSON' }] })
    },
  )

  test('[F030] broken JSON after the success of a read is an error', async () => {
    const { result } = await run(read, answer(200, '{"data":[', 'content-type: application/json'))
    expect(result).toMatchObject({ outcome: 'onError', meta: { code: 'RESPONSE_NOT_JSON', httpStatus: 200 } })
    expectLocalVariables(result)
  })

  test('[F030] JSON without members after the success of a read is an error, not a customer without data', async () => {
    for (const bare of [null, 'Person not found', 0, true]) {
      const { result } = await run(read, json(200, bare))
      expect(result).toMatchObject({ outcome: 'onError', meta: { code: 'RESPONSE_NOT_JSON', httpStatus: 200 } })
      expectLocalVariables(result)
      expect((await run(write, json(202, bare))).result).toMatchObject({
        outcome: 'onEventPostSuccess',
        outputs: { data: null, responsePayload: bare },
      })
    }
  })

  test('[F031] an empty body: fine for a write, an error for a read, and 204 is not a success', async () => {
    const writing = await run(write, answer(202))
    expect(writing.result).toMatchObject({
      outcome: 'onEventPostSuccess',
      outputs: { data: null, responsePayload: null },
      meta: { warnings: [] },
    })
    const reading = await run(read, answer(200))
    expect(reading.result).toMatchObject({ outcome: 'onError', meta: { code: 'RESPONSE_EMPTY' } })
    for (const method of methods) {
      const { result } = await run(method, bytes(head(204)))
      expect(result.outcome).toBe(failure[method])
    }
  })

  test('[F032] a web page in place of the data is not trusted', async () => {
    const page = (status: number): Behaviour =>
      answer(status, '<html>Sign in</html>', 'content-type: text/html; charset=utf-8')
    expect((await run(read, page(200))).result).toMatchObject({
      outcome: 'onError',
      meta: { code: 'RESPONSE_UNTRUSTED' },
    })
    expect((await run(write, page(202))).result).toMatchObject({
      outcome: 'onEventPostSuccess',
      outputs: { data: null },
      meta: { warnings: [{ code: 'RESPONSE_UNTRUSTED' }] },
    })
  })

  test('[F032] JSON without a content type, or as text, is taken', async () => {
    for (const type of [[], ['content-type: text/plain'], ['content-type: application/problem+json']])
      expect((await run(read, answer(200, JSON.stringify(found), ...type))).result.outcome).toBe(
        'onGetIdentityByAliasesSuccess',
      )
  })
})

describe('statuses', () => {
  const table = methods.flatMap((method) =>
    Object.entries(namedOutcomes).map(([status, outcome]) => [method, Number(status), outcome] as const),
  )

  test.each(table)("[F033] %s: %i with the service's error leads to %s", async (method, status, outcome) => {
    const { result } = await run(method, json(status, apiError))
    expect(result).toMatchObject({
      outcome,
      outputs: {
        status: '4xx NAME',
        message: 'What kind',
        errors: ['one', 'two'],
        trackingId: 'track-1',
        responsePayload: apiError,
      },
      meta: {
        httpStatus: status,
        attempts: 1,
        code: `HTTP_${status}`,
        delivery: status === 500 ? 'unknown' : 'rejected',
      },
    })
  })

  const names = {
    400: '400 BAD_REQUEST',
    403: '403 FORBIDDEN',
    404: '404 NOT_FOUND',
    429: '429 TOO_MANY_REQUESTS',
    500: '500 INTERNAL_SERVER_ERROR',
  }
  test.each(Object.entries(namedOutcomes))('[F034] %s keeps its outcome whatever its body is', async (key, outcome) => {
    const status = Number(key)
    const bodies: [string, Behaviour][] = [
      ['empty', answer(status)],
      ['html', answer(status, '<html>', 'content-type: text/html')],
      ['broken', answer(status, '{"message":', 'content-type: application/json')],
      ['1 MiB', answer(status, 'x'.repeat(1 << 20))],
    ]
    for (const [name, behaviour] of bodies) {
      const { result } = await run(read, behaviour)
      expect([name, result.outcome, result.outputs.status, result.outputs.errors]).toEqual([
        name,
        outcome,
        names[status as keyof typeof names],
        [],
      ])
      expect(JSON.stringify(result.outputs.responsePayload).length).toBeLessThanOrEqual(64 * 1024 + 2)
    }
  })

  test('[F035] a 401 is answered with one fresh token and one more request', async () => {
    const server = await startFaultServer(perRequest(json(401, {}), json(200, found)))
    const asked: (string | undefined)[] = []
    const executor = createExecutor(await loadNode(), {
      authorizations: {
        baseUrl: () => server.origin,
        getAccessToken: (_name, { rejected }) => {
          asked.push(rejected)
          return Promise.resolve({ value: rejected === undefined ? 'old-token' : 'new-token' })
        },
      },
    }) as unknown as Executor
    const result = await invoke(executor, read)
    expect(result).toMatchObject({ outcome: 'onGetIdentityByAliasesSuccess', meta: { attempts: 2 } })
    expect(asked).toEqual([undefined, 'old-token'])
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer old-token',
      'Bearer new-token',
    ])
    executor.close()
    await server.close()
  })

  test('[F036] a second 401 is a failure, not a loop', async () => {
    const server = await startFaultServer(json(401, { message: 'UnAuthorized' }))
    let tokens = 0
    const executor = createExecutor(await loadNode(), {
      authorizations: { baseUrl: () => server.origin, getAccessToken: () => ({ value: `token-${++tokens}` }) },
    }) as unknown as Executor
    const result = await invoke(executor, read)
    expect(result).toMatchObject({
      outcome: 'onGetIdentityByAliasesFailure',
      outputs: { message: 'UnAuthorized' },
      meta: { attempts: 2, httpStatus: 401 },
    })
    expect(server.requests).toHaveLength(2)
    executor.close()
    await server.close()
  })

  test('[F036] without another token there is no second request', async () => {
    const { result, server } = await run(read, answer(401))
    expect(result).toMatchObject({ outcome: 'onGetIdentityByAliasesFailure', meta: { attempts: 1 } })
    expect(String(result.outputs.message)).toContain('401')
    expect(server.requests).toHaveLength(1)
  })

  test.each([402, 408, 409, 410, 413, 415, 418, 422, 451, 501, 502, 503, 504, 599, 700, 999])(
    '[F037] %i is a failure',
    async (status) => {
      for (const method of methods) expect((await run(method, json(status, {}))).result.outcome).toBe(failure[method])
    },
  )

  test('[F039] a redirect is a failure and is not followed', async () => {
    const elsewhere = await startFaultServer(json(200, found))
    for (const status of [301, 302, 303, 307, 308])
      for (const location of [`${elsewhere.origin}/x?secret=1`, '/other', 'http://example.invalid/'])
        for (const method of [write, read] as const) {
          const { result, server } = await run(method, answer(status, '', `location: ${location}`))
          expect([status, location, result.outcome]).toEqual([status, location, failure[method]])
          expect(server.requests).toHaveLength(1)
          expect(JSON.stringify(result)).not.toContain('secret=1')
        }
    expect(elsewhere.requests).toHaveLength(0)
    await elsewhere.close()
  })

  const soon = new Date(Date.now() + 60_000).toUTCString()
  test.each([
    [['4'], 4000],
    [['-1'], null],
    [['abc'], null],
    [['1e12'], 3_600_000],
    [['999999999'], 3_600_000],
    [['abc', '5'], 5000],
    [['7', '5'], 7000],
    [[''], null],
    [[], null],
    [['Sun, 06 Nov 1994 08:49:37 GMT'], 0],
  ])('[F040] Retry-After %j gives %j ms', async (values, expected) => {
    const { result } = await run(write, answer(429, '', ...values.map((value) => `retry-after: ${value}`)))
    expect(result).toMatchObject({ outcome: 'onTooManyRequest', meta: { retryAfterMs: expected, attempts: 1 } })
    expect(result.meta.elapsedMs).toBeLessThan(2000)
  })

  test('[F040] Retry-After may be a date', async () => {
    const { result } = await run(write, answer(429, '', `retry-after: ${soon}`))
    expect(result.meta.retryAfterMs).toBeGreaterThan(50_000)
    expect(result.meta.retryAfterMs).toBeLessThanOrEqual(60_000)
  })

  test('[F041] in a storm of 429 each call gets its outcome; calls are held only when asked for', async () => {
    const server = await startFaultServer(answer(429, '', 'retry-after: 30'))
    const plain = executorFor(server.origin)
    const storm = await Promise.all(Array.from({ length: 50 }, () => invoke(plain, write)))
    expect(storm.every(({ outcome }) => outcome === 'onTooManyRequest')).toBe(true)
    expect(server.requests).toHaveLength(50)
    plain.close()

    let now = 1_000_000
    const holding = executorFor(server.origin, { holdAfterRateLimit: true, now: () => now })
    await invoke(holding, write)
    const held = await invoke(holding, read)
    expect(held).toMatchObject({
      outcome: 'onTooManyRequest',
      meta: { code: 'RATE_LIMIT_HELD', attempts: 0, delivery: 'not-sent', retryAfterMs: 30_000 },
    })
    expect(server.requests).toHaveLength(51)
    now += 30_000
    await invoke(holding, read)
    expect(server.requests).toHaveLength(52)
    holding.close()
    await server.close()
  })
})

describe('answers that are not answers', () => {
  test.each(Object.entries(garbage))('[F038] %s ends in onError', async (name, behaviour) => {
    for (const method of [write, read] as const) {
      const { result } = await run(method, behaviour)
      // What `Content-Length` and chunking disagree about is found out after the status line by some parsers.
      expect([name, result.outcome, result.meta.code]).toEqual([name, 'onError', 'PROTOCOL'])
      expectLocalVariables(result)
    }
  })

  test.each(['twoLengths', 'lengthAndChunked'] as const)('[F050] %s ends in onError', async (name) => {
    const { result } = await run(read, garbage[name])
    expect(result).toMatchObject({ outcome: 'onError', meta: { code: 'PROTOCOL' } })
  })

  test.each([
    ['a 40 kB header', [`x-long: ${'x'.repeat(40_000)}`]],
    ['500 headers', Array.from({ length: 500 }, (_, index) => `x-${index}: 1`)],
    ['100 cookies', Array.from({ length: 100 }, (_, index) => `set-cookie: c${index}=1`)],
  ])('[F051] %s ends in onError', async (_name, headers) => {
    const { result } = await run(read, json(200, found, ...headers))
    expect(result).toMatchObject({ outcome: 'onError', meta: { code: 'HEADERS_TOO_LARGE' } })
  })

  test('[F051] cookies are not kept', async () => {
    const server = await startFaultServer(json(200, found, 'set-cookie: session=1'))
    const executor = executorFor(server.origin)
    await invoke(executor, read)
    await invoke(executor, read)
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined])
    executor.close()
    await server.close()
  })
})

describe('bodies', () => {
  const slow = { executor: { timeoutMs: 400 } }

  test('[F042] headers that drip end in onTimeout at the deadline', async () => {
    const { result } = await run(
      read,
      drip(head(200, 'content-length: 2', 'x-filler: some more bytes to wait for'), 50),
      slow,
    )
    expect(result).toMatchObject({ outcome: 'onTimeout', meta: { code: 'TIMEOUT', delivery: 'unknown' } })
    expect(result.meta.elapsedMs).toBeLessThan(650)
    expectLocalVariables(result)
  })

  const dripping = (status: number): Behaviour =>
    inOrder(bytes(head(status, 'content-length: 1000', 'content-type: application/json')), drip('x'.repeat(1000), 20))

  test('[F043] a body that drips past the deadline: onTimeout for a read, success by its status for a write', async () => {
    const reading = await run(read, dripping(200), slow)
    expect(reading.result).toMatchObject({ outcome: 'onTimeout', meta: { httpStatus: 200, delivery: 'accepted' } })
    expect(reading.result.meta.elapsedMs).toBeLessThan(650)
    const writing = await run(write, dripping(202), slow)
    expect(writing.result).toMatchObject({
      outcome: 'onEventPostSuccess',
      meta: { warnings: [{ code: 'BODY_TIMEOUT' }], delivery: 'accepted' },
    })
    expect(writing.result.meta.elapsedMs).toBeLessThan(650)
    const refusing = await run(read, dripping(404), slow)
    expect(refusing.result.outcome).toBe('onNotFound')
  })

  test('[F044] a server that never answers: onTimeout, and a write may have arrived', async () => {
    const { result, server } = await run(write, silence, slow)
    expect(result).toMatchObject({ outcome: 'onTimeout', meta: { delivery: 'unknown', attempts: 1 } })
    expect(server.requests).toHaveLength(1)
  })

  const large = 'x'.repeat(5 << 20)
  test.each([
    ['declared', (status: number) => answer(status, large)],
    [
      'chunked',
      (status: number) =>
        chunked(
          status,
          Array.from({ length: 80 }, () => large.slice(0, 64 << 10)),
        ),
    ],
  ])('[F045] a %s body over the cap', async (_name, behaviour) => {
    const reading = await run(read, behaviour(200))
    expect(reading.result).toMatchObject({ outcome: 'onError', meta: { code: 'RESPONSE_TOO_LARGE', attempts: 1 } })
    expect((await run(read, behaviour(404))).result.outcome).toBe('onNotFound')
    expect((await run(write, behaviour(202))).result).toMatchObject({
      outcome: 'onEventPostSuccess',
      meta: { warnings: [{ code: 'RESPONSE_TOO_LARGE' }] },
    })
  })

  test('[F046] a compressed body counts by what it unpacks to', async () => {
    const before = process.memoryUsage().rss
    const { result } = await run(read, gzipBomb(200 << 20))
    expect(result).toMatchObject({ outcome: 'onError', meta: { code: 'RESPONSE_TOO_LARGE' } })
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20)
  })

  test('[F046] a body packed twice is refused', async () => {
    const twice = gzipSync(gzipSync(JSON.stringify(found)))
    const { result } = await run(read, answer(200, twice, 'content-encoding: gzip, gzip'))
    expect(result).toMatchObject({ outcome: 'onError', meta: { code: 'DECODE' } })
  })

  const packed = gzipSync(JSON.stringify(found))
  test.each([
    ['not gzip at all', answer(200, 'plain', 'content-encoding: gzip')],
    ['cut gzip', answer(200, packed.subarray(0, packed.length - 6), 'content-encoding: gzip')],
    ['an unknown encoding', answer(200, JSON.stringify(found), 'content-encoding: rot13')],
  ])('[F047] %s ends in onError', async (_name, behaviour) => {
    expect((await run(read, behaviour)).result).toMatchObject({ outcome: 'onError', meta: { code: 'DECODE' } })
  })

  test('[F047] an encoding that is known is undone', async () => {
    const { result } = await run(read, answer(200, packed, 'content-encoding: gzip'))
    expect(result.outputs.data).toEqual(found.data)
  })

  const cut = (status: number, end: Behaviour): Behaviour =>
    inOrder(bytes(head(status, 'content-length: 500', 'content-type: application/json'), '{"data":'), end)
  test.each([
    ['[F048] reset', reset],
    ['[F049] ended', fin],
  ])('%s in mid-body: a read is tried once more, for a write the status decides', async (_name, end) => {
    const healed = await run(read, perRequest(cut(200, end), json(200, found)))
    expect(healed.result).toMatchObject({ outcome: 'onGetIdentityByAliasesSuccess', meta: { attempts: 2 } })
    const broken = await run(read, cut(200, end))
    expect(broken.result).toMatchObject({ outcome: 'onError', meta: { code: 'RESET', attempts: 2 } })
    const writing = await run(write, cut(202, end))
    expect(writing.result).toMatchObject({
      outcome: 'onEventPostSuccess',
      meta: { attempts: 1, warnings: [{ code: 'RESET' }] },
    })
    expect(writing.server.requests).toHaveLength(1)
  })

  test('[F052] odd members of an answer reach no variable and no prototype', async () => {
    const body =
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"status":{"a":1},"message":7,"errors":"text","extra":1,"data":[{"__proto__":{"polluted":true},"id":"1"}]}'
    const { result } = await run(read, answer(404, body, 'content-type: application/json'))
    expect(result).toMatchObject({
      outcome: 'onNotFound',
      outputs: { status: '404 NOT_FOUND', errors: [], data: [{ id: '1' }] },
    })
    expect(result.meta.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['OUTPUT_TYPE']))
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    const copy = Object.assign({}, result.outputs.responsePayload) as { polluted?: unknown }
    expect(copy.polluted).toBeUndefined()
  })

  test('[F030] a read whose answer is nested without end is an error, and every result can be printed', async () => {
    for (const levels of [20_000, 200_000]) {
      const body = `{"data":${'['.repeat(levels)}${']'.repeat(levels)}}`
      const reading = await run(read, answer(200, body, 'content-type: application/json'))
      expect(reading.result).toMatchObject({ outcome: 'onError', meta: { code: 'RESPONSE_NOT_JSON' } })
      const refused = await run(read, answer(404, body, 'content-type: application/json'))
      expect(refused.result.outcome).toBe('onNotFound')
      expect(JSON.stringify(refused.result).length).toBeLessThan(100_000)
    }
  })

  test('[F053] the token that was refused is masked as well as the one after it', async () => {
    const server = await startFaultServer(json(401, { message: 'first-token and second-token are no good' }))
    const executor = createExecutor(await loadNode(), {
      authorizations: {
        baseUrl: () => server.origin,
        getAccessToken: (_name, { rejected }) => ({ value: rejected === undefined ? 'first-token' : 'second-token' }),
      },
    }) as unknown as Executor
    expect((await invoke(executor, read)).outputs.message).toBe('*** and *** are no good')
    executor.close()
    await server.close()
  })

  test('[F053] a token that the answer repeats is masked', async () => {
    const echo = { message: `Bearer ${token} is no good`, errors: [token, `x${token}x`], trackingId: 't' }
    const { result } = await run(read, json(400, echo, `trackingid: ${token}`))
    expect(result.outputs).toMatchObject({ message: 'Bearer *** is no good', errors: ['***', 'x***x'] })
    const inText = await run(read, answer(500, `<p>${token}</p>`, `trackingid: ${token}`))
    expect(inText.result.outputs).toMatchObject({ responsePayload: '<p>***</p>', trackingId: '***' })
  })
})

describe('services of our own making', () => {
  test('authorizations refuse what is not an origin', () => {
    for (const baseUrl of [
      'http://api.example.com',
      'https://api.example.com/path',
      'https://user:pass@api.example.com',
      'api.example.com',
      'ftp://127.0.0.1',
    ])
      expect(() => authorizations({ main: { baseUrl, accessToken: 'x' } })).toThrow(/base URL/)
  })
})
