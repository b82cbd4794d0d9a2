import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { OPERATIONS, startEmulator, type Emulator } from '../../src/emulator/index.js'
import { WORKSPACE, clientOf, event, request, withEmulator, type Client } from './support.js'

let emulator: Emulator
let client: Client
beforeEach(async () => {
  emulator = await startEmulator({ clock: () => Date.parse('2026-03-01T00:00:00Z') })
  client = clientOf(emulator)
})
afterEach(() => emulator.close())

const control = (method: string, path: string, body?: unknown, contentType = 'application/json') =>
  request(`${emulator.baseUrl}/_emulator/${path}`, {
    method,
    ...(method !== 'GET' && { headers: { 'content-type': contentType } }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })

describe('recordings', () => {
  it('keep what came, byte by byte, without the token', async () => {
    const text = '{ "id": "1",\t"data" : 1.50 }'
    await client.send('POST', `/publish/v1/api/event?workspaceId=a%2Bb`, text, { 'x-test': 'yes', cookie: 'session=1' })
    const [recording] = emulator.recordings.list()
    expect(recording).toMatchObject({
      sequence: 1,
      time: '2026-03-01T00:00:00.000Z',
      method: 'POST',
      path: '/publish/v1/api/event',
      query: 'workspaceId=a%2Bb',
      body: text,
      operation: 'events.publish',
      scenario: null,
      status: 400,
    })
    expect(recording?.headers).toMatchObject({ authorization: 'Bearer ***', 'x-test': 'yes', cookie: '***' })
    expect(JSON.stringify(recording)).not.toContain(client.token)
    expect((await control('GET', 'recordings')).json).toEqual([recording])
  })

  it('mask the secrets of a token request, and show empty ones', async () => {
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'c',
      client_secret: 's3cret=&',
      refresh_token: '',
    })
    await request(emulator.tokenUrl, { method: 'POST', body })
    expect(emulator.recordings.list('oauth.token')[0]?.body).toBe(
      'grant_type=refresh_token&client_id=c&client_secret=***&refresh_token=',
    )
  })

  it('are listed by operation, and say which scenario answered', async () => {
    const { id } = emulator.scenarios.add({ on: 'events.publish', answer: { status: 500 } })
    await client.get('/admin/v1/api/workspace')
    await client.publish(event())
    await client.get('/elsewhere')
    const found = await control('GET', 'recordings?operation=events.publish')
    expect(found.json).toMatchObject([{ sequence: 2, scenario: id, status: 500 }])
    expect(emulator.recordings.list().map(({ operation }) => operation)).toEqual([
      'workspaces.list',
      'events.publish',
      null,
    ])
  })

  it('are bounded, the newest stay', async () => {
    await withEmulator({ recordings: 2 }, async (own, other) => {
      for (const path of ['/1', '/2', '/3']) await other.get(path)
      expect(own.recordings.list().map(({ path }) => path)).toEqual(['/2', '/3'])
      expect(own.recordings.total).toBe(3)
    })
  })

  it('can be cleared', async () => {
    await client.get('/1')
    expect((await control('DELETE', 'recordings')).status).toBe(200)
    expect([emulator.recordings.list(), emulator.recordings.total]).toEqual([[], 0])
  })

  it('do not hold the control requests', async () => {
    await control('GET', 'state')
    expect(emulator.recordings.total).toBe(0)
  })
})

describe('the controls over HTTP', () => {
  it('switch scenarios on and off', async () => {
    const scenario = { on: 'workspaces.list', times: 2, answer: { status: 503 } }
    const added = await control('POST', 'scenarios', scenario)
    expect([added.status, added.json]).toEqual([
      201,
      { id: 'scenario-1', on: 'workspaces.list', answer: { status: 503 }, remaining: 2 },
    ])
    expect((await client.get('/admin/v1/api/workspace')).status).toBe(503)
    expect((await control('GET', 'scenarios')).json).toMatchObject([{ id: 'scenario-1', remaining: 1 }])
    expect((await control('DELETE', 'scenarios/other')).status).toBe(404)
    expect((await control('DELETE', 'scenarios/scenario-1')).json).toEqual([])
    await control('POST', 'scenarios', scenario)
    expect((await control('DELETE', 'scenarios')).status).toBe(200)
    expect(emulator.scenarios.list()).toEqual([])
  })

  it.each([
    ['a scenario that cannot be read', 'scenarios', { on: 'nothing' }],
    ['a body that is not JSON', 'scenarios', '{'],
    ['an unknown client', 'tokens', { clientId: 'nobody' }],
    ['a setting that does not exist', 'settings', { repeated: 'refuse' }, 'PATCH'],
    ['a value that does not exist', 'settings', { repeatedEvents: 'ignore' }, 'PATCH'],
    ['no setting', 'settings', {}, 'PATCH'],
    ['settings that are a list', 'settings', [], 'PATCH'],
  ])('answer %s with 400 and a reason', async (_title, path, body, method = 'POST') => {
    const reply = await control(method, path, body)
    expect(reply.status).toBe(400)
    expect(reply.json.message.length).toBeGreaterThan(10)
  })

  it('name the wrong setting and what it may be', async () => {
    expect((await control('PATCH', 'settings', { repeatedEvent: 'refuse' })).json.message).toBe(
      'The settings cannot be read. "repeatedEvent" is not a key of the settings; remove it or correct its name. ' +
        'Did you mean "repeatedEvents"?',
    )
    expect((await control('PATCH', 'settings', { repeatedEvents: 'ignore' })).json.message).toBe(
      'The settings cannot be read. "repeatedEvents" must be one of "accept", "refuse".',
    )
  })

  it('issue tokens for a program that has no browser', async () => {
    const { json } = await control('POST', 'tokens', { scopes: ['cjp:config_read'] })
    expect(json.scope).toBe('cjp:config_read')
    const headers = { authorization: `Bearer ${json.access_token}` }
    expect((await request(`${emulator.baseUrl}/admin/v1/api/workspace`, { headers })).status).toBe(200)
    expect((await control('POST', 'tokens')).json.expires_in).toBe(43_200)
  })

  it('show the state', async () => {
    await client.publish(event())
    const { json } = await control('GET', 'state')
    expect(json).toMatchObject({ statuses: 'contract', oauth: { rotation: 'rotate', tokenRequests: 0 }, requests: 1 })
    expect(json.workspaces).toMatchObject([{ id: WORKSPACE, persons: 1, events: 1 }])
    expect(json.operations.map(({ id }: { id: string }) => id)).toEqual(OPERATIONS.map(({ id }) => id))
  })

  it('say what becomes of repeated events, and list what came', async () => {
    expect((await control('GET', 'state')).json).toMatchObject({ repeatedEvents: 'accept' })
    const changed = await control('PATCH', 'settings', { repeatedEvents: 'refuse' })
    expect([changed.status, changed.json]).toEqual([200, { repeatedEvents: 'refuse' }])
    expect([(await client.publish(event())).status, (await client.publish(event())).status]).toEqual([202, 409])
    expect((await control('GET', 'state')).json).toMatchObject({ repeatedEvents: 'refuse' })
    expect((await control('GET', 'receipts')).json).toEqual(emulator.store.receipts.list())
    expect(emulator.store.receipts.list()).toHaveLength(2)
    await control('POST', 'reset')
    expect((await control('GET', 'receipts')).json).toEqual([])
  })

  it('reset everything', async () => {
    await client.publish(event())
    expect((await control('POST', 'reset')).status).toBe(200)
    expect(emulator.store.persons.list(WORKSPACE)).toEqual([])
    expect(emulator.store.templates.list(WORKSPACE)).toHaveLength(1)
    expect((await client.publish(event())).status).toBe(401)
  })

  it.each([
    ['POST', 'scenarios', { on: 'workspaces.list', answer: { status: 500 } }],
    ['POST', 'reset', ''],
    ['PATCH', 'settings', { repeatedEvents: 'refuse' }],
    ['POST', 'tokens', '{}'],
    ['DELETE', 'recordings', undefined],
    ['DELETE', 'scenarios', undefined],
  ])('refuse %s %s unless it is declared as JSON', async (method, path, body) => {
    await client.publish(event())
    for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/json']) {
      const reply = await control(method, path, body, contentType)
      expect(reply.status).toBe(415)
      expect(reply.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect(emulator.scenarios.list()).toEqual([])
    expect(emulator.recordings.total).toBe(1)
    expect(emulator.store.events.list(WORKSPACE)).toHaveLength(1)
  })

  it('have no CORS preflight to pass', async () => {
    const reply = await control('OPTIONS', 'scenarios')
    expect(reply.headers.get('access-control-allow-origin')).toBeNull()
    expect(reply.status).toBe(404)
  })
})
