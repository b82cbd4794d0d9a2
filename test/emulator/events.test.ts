import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { startEmulator, type Emulator } from '../../src/emulator/index.js'
import { WORKSPACE, clientOf, event, type Client } from './support.js'

let emulator: Emulator
let client: Client
const NOW = Date.parse('2026-03-01T12:00:00.000Z')
beforeEach(async () => {
  emulator = await startEmulator({ clock: () => NOW })
  client = clientOf(emulator)
})
afterEach(() => emulator.close())

const stored = () => emulator.store.events.list(WORKSPACE)
const eventsOf = (identity: string) =>
  client.get(`/v1/api/events/workspace-id/${WORKSPACE}?identity=${encodeURIComponent(identity)}`)

describe('publish', () => {
  it('accepts an event and makes a person of an unknown identity', async () => {
    const reply = await client.publish(event())
    expect(reply.status).toBe(202)
    expect(reply.json).toEqual({
      meta: { organizationId: emulator.store.organizationId, workspaceId: WORKSPACE },
      data: { message: 'Accepted for processing' },
    })
    expect(emulator.store.persons.list(WORKSPACE)).toMatchObject([
      { email: ['ann@example.com'], createdBy: 'journey-stream-profiles' },
    ])
  })

  it('leaves a known identity as it is', async () => {
    const ann = emulator.store.persons.create(WORKSPACE, { email: ['ann@example.com'] })
    await client.publish(event())
    expect(emulator.store.persons.list(WORKSPACE)).toEqual([ann])
  })

  it.each([
    ['email', 'email'],
    ['phone', 'phone'],
    ['customerid', 'customerId'],
    ['socialId', 'socialId'],
    ['temporaryId', 'temporaryId'],
    ['loyalty', 'temporaryId'],
  ])('files identitytype %s under %s', async (identitytype, kind) => {
    await client.publish(event({ identity: 'x', identitytype }))
    expect(emulator.store.persons.list(WORKSPACE)).toMatchObject([{ [kind]: ['x'], aliases: ['x'] }])
  })

  it('joins the previous identity', async () => {
    const ann = emulator.store.persons.create(WORKSPACE, { temporaryId: ['visitor-7'] })
    await client.publish(event({ previousidentity: 'visitor-7' }))
    expect(emulator.store.persons.list(WORKSPACE)).toMatchObject([
      { id: ann.id, email: ['ann@example.com'], temporaryId: ['visitor-7'] },
    ])
  })

  it('accepts the same id again', async () => {
    await client.publish(event())
    expect((await client.publish(event())).status).toBe(202)
    expect(stored()).toHaveLength(2)
  })

  it.each(Object.keys(event()))('refuses an event without %s', async (name) => {
    const { [name as 'id']: _left, ...rest } = event()
    const reply = await client.publish(rest)
    expect(reply.status).toBe(400)
    expect(reply.json.errors[0]).toContain(name)
    expect(stored()).toHaveLength(0)
  })

  it.each([
    ['an empty id', { id: '' }],
    ['another specversion', { specversion: '0.3' }],
    ['data that is a list', { data: [] }],
    ['data that is a text', { data: '{}' }],
    ['a time that is none', { time: 'yesterday' }],
    ['a number as identity', { identity: 15550100 }],
  ])('refuses %s', async (_title, changes) => {
    expect((await client.publish(event(changes))).status).toBe(400)
    expect(stored()).toHaveLength(0)
  })

  it('tolerates further members and a previous identity of null', async () => {
    expect((await client.publish(event({ eventTime: 'x', previousidentity: null }))).status).toBe(202)
  })

  it('takes the workspace from the query only', async () => {
    const path = '/publish/v1/api/event'
    const reply = await client.send('POST', path, event({ workspaceId: WORKSPACE }))
    expect([reply.status, reply.json.errors]).toEqual([400, ['Query parameter workspaceId is required']])
    expect((await client.send('POST', `${path}?workspaceId=nowhere`, event())).status).toBe(404)
  })
})

describe('events of an identity', () => {
  it('come back byte by byte', async () => {
    const text =
      '{ "id":"1","specversion":"1.0","type":"Payment","source":"s","identity":"ann@example.com","identitytype":"email",' +
      '"datacontenttype":"application/json","time":"2026-02-28T00:00:00.000Z",' +
      '"data":{"amount":1.50, "big":12345678901234567890, "text":"\\u00e9 \\/"} }'
    await client.publish(text)
    expect((await eventsOf('ann@example.com')).text).toContain(`"data":[${text}]}`)
  })

  it('get the time of receipt when they have none', async () => {
    await client.publish(event())
    expect((await eventsOf('ann@example.com')).json.data).toEqual([event({ time: '2026-03-01T12:00:00.000Z' })])
  })

  it('are those of all aliases of the person, the newest first', async () => {
    await client.publish(event({ id: 'old', time: '2026-02-01T00:00:00Z' }))
    await client.publish(event({ id: 'new', identity: '1', identitytype: 'phone', time: '2026-02-03T00:00:00Z' }))
    await client.publish(event({ id: 'other', identity: '2', identitytype: 'phone', time: '2026-02-02T00:00:00Z' }))
    await client.merge({ email: ['ann@example.com'], phone: ['1'] })
    const ids = (await eventsOf('1')).json.data.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(['new', 'old'])
  })

  it('are 404 for an identity that nobody has', async () => {
    expect((await eventsOf('nobody')).status).toBe(404)
  })
})
