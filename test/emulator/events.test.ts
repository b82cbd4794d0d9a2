import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { startEmulator, type Emulator } from '../../src/emulator/index.js'
import { WORKSPACE, clientOf, event, withEmulator, type Client } from './support.js'

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

  describe('with repeated events refused', () => {
    beforeEach(() => {
      emulator.store.repeatedEvents = 'refuse'
    })

    it('answers a source and id that are there with 409, and changes nothing', async () => {
      await client.publish(event())
      const reply = await client.publish(event({ identity: 'bob@example.com', data: { other: true } }))
      expect(reply.status).toBe(409)
      expect(reply.json).toMatchObject({
        status: '409 CONFLICT',
        message: 'Resource Already Exists',
        errors: ['Id e-1 already exists'],
      })
      expect(reply.json.trackingId).toMatch(/^[0-9a-f]{16}$/)
      expect(stored()).toHaveLength(1)
      expect(emulator.store.persons.list(WORKSPACE)).toMatchObject([{ aliases: ['ann@example.com'] }])
    })

    it('another source, another id and another workspace are other events', async () => {
      const other = emulator.store.workspaces.create({ name: 'Other' }).id
      const statuses = [
        await client.publish(event()),
        await client.publish(event({ source: 'other' })),
        await client.publish(event({ id: 'e-2' })),
        await client.send('POST', `/publish/v1/api/event?workspaceId=${other}`, event()),
      ].map(({ status }) => status)
      expect(statuses).toEqual([202, 202, 202, 202])
    })

    it('a malformed event takes no id, and a reset gives all back', async () => {
      expect((await client.publish(event({ data: [] }))).status).toBe(400)
      expect((await client.publish(event())).status).toBe(202)
      emulator.reset()
      expect((await clientOf(emulator).publish(event())).status).toBe(202)
    })

    it('what was published before counts', async () => {
      emulator.store.repeatedEvents = 'accept'
      await client.publish(event())
      emulator.store.repeatedEvents = 'refuse'
      expect((await client.publish(event())).status).toBe(409)
    })
  })

  it('can refuse repeated events from the start, those of the seed included', async () => {
    await withEmulator({ repeatedEvents: 'refuse', seed: { events: [event()] } }, async (own, other) => {
      expect((await other.publish(event())).status).toBe(409)
      expect(own.store.receipts.list()).toMatchObject([{ id: 'e-1', repeated: true, stored: false }])
    })
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

describe('receipts', () => {
  it('hold every arrival, the refused ones included, and no personal data', async () => {
    await client.publish(event())
    await client.publish(event())
    emulator.store.repeatedEvents = 'refuse'
    await client.publish(event({ data: { origin: 'elsewhere' } }))
    await client.publish(event({ id: '' }))
    const receipts = emulator.store.receipts.list()
    const base = { time: '2026-03-01T12:00:00.000Z', workspaceId: WORKSPACE, source: 'test', id: 'e-1' }
    expect(receipts).toMatchObject([
      { ...base, sequence: 1, repeated: false, stored: true },
      { ...base, sequence: 2, repeated: true, stored: true },
      { ...base, sequence: 3, repeated: true, stored: false },
    ])
    const [first, second, third] = receipts.map(({ sha256 }) => sha256)
    expect(first).toBe(createHash('sha256').update(JSON.stringify(event())).digest('hex'))
    expect([second === first, third === first]).toEqual([true, false])
    expect(JSON.stringify(receipts)).not.toContain('ann@example.com')
  })

  it('hold an event whose answer was lost, not one that never got in', async () => {
    emulator.scenarios.add({ on: 'events.publish', times: 1, damage: 'reset' })
    await client.publish(event()).catch(() => undefined)
    emulator.scenarios.add({ on: 'events.publish', times: 1, answer: { status: 503 } })
    await client.publish(event({ id: 'e-2' }))
    expect(emulator.store.receipts.list().map(({ id }) => id)).toEqual(['e-1'])
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
