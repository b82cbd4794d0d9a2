import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { DEFAULT_CLIENT, startEmulator, type Emulator, type ScenarioInput } from '../../src/emulator/index.js'
import { WORKSPACE, clientOf, event, rawExchange, request, type Client } from './support.js'

let emulator: Emulator
let client: Client
beforeEach(async () => {
  emulator = await startEmulator()
  client = clientOf(emulator)
})
afterEach(() => emulator.close())

const WORKSPACES = '/admin/v1/api/workspace'
const LIST = 'workspaces.list'

/** Lists the workspaces over a socket of its own, with this damage. */
function damaged(damage: NonNullable<ScenarioInput['damage']>, more: Partial<ScenarioInput> = {}, forMs?: number) {
  emulator.scenarios.add({ on: LIST, damage, ...more })
  return rawExchange(
    emulator.baseUrl,
    [`GET ${WORKSPACES} HTTP/1.1`, 'Host: 127.0.0.1', `Authorization: Bearer ${client.token}`, 'Connection: close'],
    forMs,
  )
}

const headOf = (text: string) => text.slice(0, text.indexOf('\r\n\r\n'))
const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4)
const announced = (text: string) => Number(/content-length: (\d+)/i.exec(headOf(text))?.[1])
const lastRecording = () => emulator.recordings.list().at(-1)

describe('answers', () => {
  it.each([200, 204, 304, 400, 401, 402, 403, 404, 409, 418, 429, 500, 502, 503, 599, 700, 999])(
    'any status: %i, with the envelope of the service',
    async (status) => {
      emulator.scenarios.add({ on: LIST, answer: { status } })
      const reply = await client.get(WORKSPACES)
      expect(reply.status).toBe(status)
      if (status >= 400) {
        expect(reply.json.status).toMatch(new RegExp(`^${String(status)} [A-Z_]+$`))
        expect(reply.json.trackingId).toBe(reply.headers.get('trackingid'))
      }
    },
  )

  it('any headers and body', async () => {
    const headers = { 'Content-Type': 'text/plain', 'retry-after': ['4', '5'] }
    emulator.scenarios.add({ on: LIST, answer: { status: 503, headers, body: 'later' } })
    const reply = await client.get(WORKSPACES)
    expect([reply.status, reply.text]).toEqual([503, 'later'])
    expect(reply.headers.get('content-type')).toBe('text/plain')
    expect(reply.headers.get('retry-after')).toBe('4, 5')
  })

  it('a body that is not a text is sent as JSON', async () => {
    emulator.scenarios.add({ on: LIST, answer: { status: 404, body: { message: 'Person not found' } } })
    expect((await client.get(WORKSPACES)).text).toBe('{"message":"Person not found"}')
  })

  it('only for requests with certain headers', async () => {
    emulator.scenarios.add({ on: '* /*', headers: { 'x-flow': '7' }, answer: { status: 503 } })
    expect((await client.get(WORKSPACES)).status).toBe(200)
    expect((await client.send('GET', WORKSPACES, undefined, { 'x-flow': '8' })).status).toBe(200)
    expect((await client.send('GET', WORKSPACES, undefined, { 'X-Flow': '7' })).status).toBe(503)
  })

  it('an answer without a status changes the real one', async () => {
    emulator.scenarios.add({ on: LIST, answer: { headers: { 'x-more': '1' } }, process: true })
    const reply = await client.get(WORKSPACES)
    expect(reply.json.data).toHaveLength(1)
    expect(reply.headers.get('x-more')).toBe('1')
  })
})

describe('whether the operation is carried out', () => {
  const events = () => emulator.store.events.list(WORKSPACE).length

  it.each<[string, Omit<ScenarioInput, 'on'>, number]>([
    ['not with an answer', { answer: { status: 500 } }, 0],
    ['with an answer and process', { answer: { status: 500 }, process: true }, 1],
    ['with damage', { damage: 'reset' }, 1],
    ['not with damage and process false', { damage: 'reset', process: false }, 0],
    ['with a delay', { delayMs: 1 }, 1],
  ])('%s', async (_title, scenario, expected) => {
    emulator.scenarios.add({ on: 'events.publish', ...scenario })
    await client.publish(event()).catch(() => undefined)
    expect(events()).toBe(expected)
  })

  it('only for those who may: damage does not open the door', async () => {
    emulator.scenarios.add({ on: 'events.publish', damage: 'empty' })
    const url = `${emulator.baseUrl}/publish/v1/api/event?workspaceId=${WORKSPACE}`
    expect((await request(url, { method: 'POST', body: JSON.stringify(event()) })).status).toBe(401)
    expect(events()).toBe(0)
  })
})

describe('which requests', () => {
  it('the next N, then as usual', async () => {
    emulator.scenarios.add({ on: LIST, times: 2, answer: { status: 503 } })
    const statuses = []
    for (let count = 0; count < 3; count++) statuses.push((await client.get(WORKSPACES)).status)
    expect(statuses).toEqual([503, 503, 200])
    expect(emulator.scenarios.list()).toEqual([])
  })

  it('all until it is cleared', async () => {
    const { id } = emulator.scenarios.add({ on: LIST, answer: { status: 503 } })
    expect((await client.get(WORKSPACES)).status).toBe(503)
    expect((await client.get(WORKSPACES)).status).toBe(503)
    expect(emulator.scenarios.clear(id)).toBe(true)
    expect(emulator.scenarios.clear(id)).toBe(false)
    expect((await client.get(WORKSPACES)).status).toBe(200)
  })

  it('the oldest scenario first: a series of answers', async () => {
    for (const status of [401, 429, 500]) emulator.scenarios.add({ on: LIST, times: 1, answer: { status } })
    const statuses = []
    for (let count = 0; count < 4; count++) statuses.push((await client.get(WORKSPACES)).status)
    expect(statuses).toEqual([401, 429, 500, 200])
  })

  /** Which of so many requests are answered 503, as their numbers. */
  const hits = async (requests: number) => {
    const found: number[] = []
    for (let count = 0; count < requests; count++) if ((await client.get(WORKSPACES)).status === 503) found.push(count)
    return found
  }

  it('a share of them: the same ones for the same seed', async () => {
    const scenario = { on: LIST, share: 0.2, answer: { status: 503 } }
    const draws = []
    for (const seed of [7, 7, 8]) {
      const { id } = emulator.scenarios.add({ ...scenario, seed })
      draws.push(await hits(80))
      emulator.scenarios.clear(id)
    }
    const [first = [], again, other] = draws
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
    expect(first.length).toBeGreaterThan(8)
    expect(first.length).toBeLessThan(24)
  })

  it('a share of what is spared by the scenario before', async () => {
    emulator.scenarios.add({ on: LIST, share: 0.5, answer: { status: 503 } })
    emulator.scenarios.add({ on: LIST, share: 1, answer: { status: 502 } })
    const statuses = []
    for (let count = 0; count < 20; count++) statuses.push((await client.get(WORKSPACES)).status)
    expect(new Set(statuses)).toEqual(new Set([502, 503]))
  })

  it('so many of the share', async () => {
    emulator.scenarios.add({ on: LIST, share: 0.5, times: 3, answer: { status: 503 } })
    expect(await hits(30)).toHaveLength(3)
    expect(emulator.scenarios.list()).toEqual([])
  })

  it.each([
    ['before the event is taken', { answer: { status: 503 } }, 0],
    ['after it is taken', { damage: 'reset' }, 1],
  ] satisfies [string, Omit<ScenarioInput, 'on'>, number][])('faults %s', async (_title, fault, taken) => {
    emulator.scenarios.add({ on: 'events.publish', share: 0.3, seed: 3, ...fault })
    let failed = 0
    for (let count = 0; count < 40; count++) {
      const reply = await client.publish(event({ id: String(count) })).catch(() => undefined)
      if (reply?.status !== 202) failed += 1
    }
    expect(failed).toBeGreaterThan(4)
    expect(failed).toBeLessThan(24)
    expect(emulator.store.receipts.list()).toHaveLength(40 - failed * (1 - taken))
  })

  it.each([
    [LIST, true],
    [`GET ${WORKSPACES}`, true],
    ['GET /admin/*', true],
    ['* *', true],
    ['* /admin/*/workspace', true],
    ['* *api*space', true],
    ['POST /admin/*', false],
    ['workspaces.get', false],
    ['GET /admin', false],
    ['GET *space/', false],
    ['GET /admin/v1/api/workspace*workspace', false],
  ])('%s: %s', async (on, hit) => {
    emulator.scenarios.add({ on, answer: { status: 418 } })
    expect((await client.get(WORKSPACES)).status).toBe(hit ? 418 : 200)
  })

  it('those of a path that is no operation, and those of the token endpoint', async () => {
    emulator.scenarios.add({ on: 'GET /elsewhere', answer: { status: 200, body: {} } })
    expect((await client.get('/elsewhere')).status).toBe(200)
    emulator.scenarios.add({ on: 'oauth.token', answer: { status: 503 } })
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: DEFAULT_CLIENT.id })
    expect((await request(emulator.tokenUrl, { method: 'POST', body })).status).toBe(503)
  })

  it.each<[string, unknown]>([
    ['an operation that does not exist', { on: 'workspace.list' }],
    ['no operation', { answer: { status: 500 } }],
    ['a status that cannot be sent', { on: LIST, answer: { status: 99 } }],
    ['damage that does not exist', { on: LIST, damage: 'explode' }],
    ['damage that needs more than a name', { on: LIST, damage: 'redirect' }],
    ['a raw answer without text', { on: LIST, damage: { kind: 'raw' } }],
    ['an option of another damage', { on: LIST, damage: { kind: 'html', everyMs: 1 } }],
    ['a member that does not exist', { on: LIST, delay: 5 }],
    ['no turn at all', { on: LIST, times: 0 }],
    ['a negative delay', { on: LIST, delayMs: -1 }],
    ['a share of nothing', { on: LIST, share: 0 }],
    ['more than all', { on: LIST, share: 1.5 }],
    ['a seed without a share', { on: LIST, seed: 1 }],
    ['a seed that is a text', { on: LIST, share: 0.5, seed: 'x' }],
  ])('refuses %s', (_title, scenario) => {
    expect(() => emulator.scenarios.add(scenario as ScenarioInput)).toThrow(
      expect.objectContaining({ code: 'SCENARIO' }),
    )
    expect(emulator.scenarios.list()).toEqual([])
  })

  it.each<[unknown, string | RegExp]>([
    [
      { on: LIST, anwser: { status: 500 } },
      '"anwser" is not a key of the scenario; remove it or correct its name. Did you mean "answer"?',
    ],
    [
      { on: LIST, damage: 'resett' },
      /"damage" must be one of "drip-headers", .*, "oversize"\. Did you mean "reset"\?$/,
    ],
    [{ on: LIST, damage: { kind: 'html', everyMs: 1 } }, '"everyMs" is not a key of "damage"'],
    [{ on: 'workspace.list' }, 'Did you mean "workspaces.list"?'],
    [{ on: LIST, seed: 1 }, 'The scenario needs the key "share" beside "seed"; add it.'],
    [{ on: LIST, share: 0 }, '"share" must be more than 0.'],
    [{}, 'The scenario cannot be read. The scenario needs the key "on"; add it.'],
  ])('says what is wrong with %j', (scenario, words) => {
    expect(() => emulator.scenarios.add(scenario as ScenarioInput)).toThrow(words)
  })
})

describe('on the wire', () => {
  it('a delay comes before the status line', async () => {
    emulator.scenarios.add({ on: LIST, delayMs: 200 })
    const started = performance.now()
    expect((await client.get(WORKSPACES)).status).toBe(200)
    expect(performance.now() - started).toBeGreaterThanOrEqual(195)
  })

  it('drip-headers: the status line itself comes in drops', async () => {
    const { chunks, text, end } = await damaged({ kind: 'drip-headers', everyMs: 20, bytes: 10 })
    const before = chunks.filter(
      (_, index) =>
        !chunks
          .slice(0, index + 1)
          .map((c) => c.text)
          .join('')
          .includes('\r\n\r\n'),
    )
    expect(before.length).toBeGreaterThan(5)
    expect(before[0]?.text).toBe('HTTP/1.1 2')
    expect(JSON.parse(bodyOf(text))).toMatchObject({ data: [{ id: WORKSPACE }] })
    expect(end).toBe('fin')
  })

  it('drip-body: the headers at once, the body in drops', async () => {
    const { chunks, text } = await damaged({ kind: 'drip-body', everyMs: 20, bytes: 20 })
    expect(chunks[0]?.text).toContain('\r\n\r\n')
    expect(chunks.length).toBeGreaterThan(5)
    expect((chunks.at(-1)?.atMs ?? 0) - (chunks[0]?.atMs ?? 0)).toBeGreaterThan(80)
    expect(bodyOf(text)).toHaveLength(announced(text))
  })

  it('a drip ends when the client goes', async () => {
    await damaged({ kind: 'drip-body', everyMs: 50 }, {}, 120)
    const started = performance.now()
    while (lastRecording()?.status === null && performance.now() - started < 1000) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(lastRecording()?.status).toBe(200)
  })

  it('broken-json: complete as HTTP, not as JSON', async () => {
    const { text, end } = await damaged('broken-json')
    expect(headOf(text)).toContain('application/json')
    expect(bodyOf(text)).toHaveLength(announced(text))
    expect(() => JSON.parse(bodyOf(text)) as unknown).toThrow(SyntaxError)
    expect(end).toBe('fin')
  })

  it('truncated: less than was announced, then the end', async () => {
    const { text, end } = await damaged('truncated')
    expect(headOf(text)).toContain('200 OK')
    expect(bodyOf(text).length).toBeGreaterThan(0)
    expect(bodyOf(text).length).toBeLessThan(announced(text))
    expect(end).toBe('fin')
  })

  it('reset: nothing but the reset', async () => {
    expect(await damaged('reset')).toMatchObject({ text: '', end: 'reset' })
    expect(lastRecording()).toMatchObject({ status: null })
  })

  it('reset mid-body: status, headers, half of the body, the reset', async () => {
    const { text, end } = await damaged({ kind: 'reset', when: 'mid-body' })
    expect(headOf(text)).toContain('200 OK')
    expect(bodyOf(text).length).toBeLessThan(announced(text))
    expect(end).toBe('reset')
  })

  it('hang-up: closed in good order, without an answer', async () => {
    expect(await damaged('hang-up')).toMatchObject({ text: '', end: 'fin' })
  })

  it('silence: the connection stays open', async () => {
    expect(await damaged('silence', {}, 300)).toMatchObject({ text: '', end: 'open' })
    expect(lastRecording()).toMatchObject({ status: null, scenario: 'scenario-1' })
  })

  it('html: a page, whatever the status', async () => {
    const { text } = await damaged('html', { answer: { status: 502 } })
    expect(headOf(text)).toMatch(/^HTTP\/1.1 502 /)
    expect(headOf(text)).toContain('text/html')
    expect(bodyOf(text)).toMatch(/^<!doctype html>/)
  })

  it('empty: no body', async () => {
    const { text } = await damaged('empty', { answer: { status: 202 } })
    expect(headOf(text)).toMatch(/^HTTP\/1.1 202 /)
    expect([announced(text), bodyOf(text)]).toEqual([0, ''])
  })

  it('gzip-bomb: small on the wire, huge when unpacked', async () => {
    const { text } = await damaged({ kind: 'gzip-bomb', bytes: 20_000_000 })
    expect(headOf(text)).toContain('content-encoding: gzip')
    const packed = Buffer.from(bodyOf(text), 'latin1')
    expect(packed.length).toBeLessThan(100_000)
    const unpacked = gunzipSync(packed)
    expect(unpacked).toHaveLength(20_000_000)
    expect(JSON.parse(unpacked.toString())).toEqual({})
  })

  it.each([
    [{ kind: 'wrong-encoding' } as const, 'gzip', true],
    [{ kind: 'wrong-encoding', encoding: 'br' } as const, 'br', true],
    [{ kind: 'wrong-encoding', body: 'cut-gzip' } as const, 'gzip', false],
  ])('%j: a body that does not decode', async (damage, encoding, plain) => {
    const { text } = await damaged(damage)
    expect(headOf(text)).toContain(`content-encoding: ${encoding}`)
    expect(bodyOf(text).startsWith('{')).toBe(plain)
    expect(() => gunzipSync(Buffer.from(bodyOf(text), 'latin1'))).toThrow()
  })

  it.each([302, 307, 308])('redirect with %i', async (status) => {
    const { text } = await damaged({ kind: 'redirect', to: 'http://other.example/?q=1', status })
    expect(headOf(text)).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `))
    expect(headOf(text)).toContain('location: http://other.example/?q=1')
  })

  it.each([false, true])('oversize, chunked %s', async (chunked) => {
    emulator.scenarios.add({ on: LIST, damage: { kind: 'oversize', bytes: 5_000_000, chunked } })
    const reply = await client.get(WORKSPACES)
    expect(reply.text).toHaveLength(5_000_000)
    expect(reply.json).toHaveProperty('data')
    expect(reply.headers.get('content-length')).toBe(chunked ? null : '5000000')
    expect(reply.headers.get('transfer-encoding')).toBe(chunked ? 'chunked' : null)
  })

  it('raw: any bytes, such as the banner of another protocol', async () => {
    expect(await damaged({ kind: 'raw', text: 'SSH-2.0-é\r\n' })).toMatchObject({ text: 'SSH-2.0-é\r\n', end: 'fin' })
  })

  it('slow and damaged at once', async () => {
    const { chunks, text } = await damaged('html', { delayMs: 100, answer: { status: 500 } })
    expect(chunks[0]?.atMs).toBeGreaterThanOrEqual(95)
    expect(text).toContain('<!doctype html>')
  })
})
