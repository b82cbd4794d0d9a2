import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { startEmulator, type Emulator, type Seed } from '../../src/emulator/index.js'
import { WORKSPACE, clientOf, event, withEmulator, type Client } from './support.js'

let emulator: Emulator
let client: Client
beforeEach(async () => {
  emulator = await startEmulator()
  client = clientOf(emulator)
})
afterEach(() => emulator.close())

const WORKSPACES = '/admin/v1/api/workspace'
const TEMPLATES = `/admin/v1/api/profile-view-template/workspace-id/${WORKSPACE}`

const attribute = (changes: object = {}) => ({
  displayName: 'Payments',
  version: '0.1',
  event: 'Payment',
  metaDataType: 'string',
  metaData: 'amount',
  limit: 10,
  lookBackDurationType: 'days',
  lookBackPeriod: 1,
  aggregationMode: 'Sum',
  verbose: false,
  ...changes,
})
const create = (changes: object = {}) =>
  client.send('POST', TEMPLATES, { name: 'payments', attributes: [attribute(changes)] })
const names = (items: readonly { name: string }[]) => items.map(({ name }) => name)

describe('workspaces', () => {
  it('start with the one that contact-centre data flows into', async () => {
    const reply = await client.get(WORKSPACES)
    expect(reply.json.meta).toEqual({ organizationId: emulator.store.organizationId })
    expect(reply.json.data).toMatchObject([{ id: WORKSPACE, name: 'Sandbox' }])
    expect(reply.json.data[0].wxccSubscriptionIds).toHaveLength(1)
  })

  it('are found by id', async () => {
    expect((await client.get(`${WORKSPACES}/workspace-id/${WORKSPACE}`)).json.data.name).toBe('Sandbox')
    expect((await client.get(`${WORKSPACES}/workspace-id/nowhere`)).status).toBe(404)
  })

  it('come ten to a page unless asked otherwise', async () => {
    for (let index = 0; index < 11; index++) emulator.store.workspaces.create({ name: `W${String(index)}` })
    expect((await client.get(WORKSPACES)).json.data).toHaveLength(10)
    expect(names((await client.get(`${WORKSPACES}?page=1`)).json.data)).toEqual(['W9', 'W10'])
    expect(names((await client.get(`${WORKSPACES}?page=2&pageSize=4`)).json.data)).toEqual(['W7', 'W8', 'W9', 'W10'])
    expect((await client.get(`${WORKSPACES}?page=3&pageSize=4`)).json.data).toEqual([])
  })

  it.each([
    ['filter=name==Beta', ['Beta']],
    ['filter=workspaces.name==Beta', ['Beta']],
    ['filter=name=="Two words"', ['Two words']],
    ['filter=name!=Beta', ['Sandbox', 'Two words']],
    ['filter=name==Beta;description==b', ['Beta']],
    ['filter=name==Beta;description==x', []],
    ['sortBy=name', ['Beta', 'Sandbox', 'Two words']],
    ['sortBy=name&sort=DESC', ['Two words', 'Sandbox', 'Beta']],
    ['sortBy=name&sort=desc&pageSize=1', ['Two words']],
  ])('%s', async (query, expected) => {
    emulator.store.workspaces.create({ name: 'Two words' })
    emulator.store.workspaces.create({ name: 'Beta', description: 'b' })
    expect(names((await client.get(`${WORKSPACES}?${encodeURI(query)}`)).json.data)).toEqual(expected)
  })

  it.each(['page=-1', 'page=x', 'pageSize=0', 'sort=UP', 'filter=name', 'filter=name=lk=x'])(
    'refuses %s',
    async (query) => {
      expect((await client.get(`${WORKSPACES}?${query}`)).status).toBe(400)
    },
  )
})

describe('templates', () => {
  it('start with the default one', async () => {
    const { json } = await client.get(TEMPLATES)
    expect(names(json.data)).toEqual(['journey-default-template'])
    expect(json.data[0].attributes).toMatchObject([
      { lookBackDurationType: 'hours', lookBackPeriod: 24, aggregationMode: 'Count' },
      { lookBackDurationType: 'days', lookBackPeriod: 10, aggregationMode: 'Count' },
    ])
  })

  it('are created, found by id and by name, and deleted', async () => {
    const created = await create()
    expect(created.status).toBe(201)
    const { id } = created.json.data as { id: string }
    expect((await client.get(`${TEMPLATES}/template-id/${id}`)).json.data).toEqual(created.json.data)
    expect((await client.get(`${TEMPLATES}/template-name/payments`)).json.data).toEqual(created.json.data)
    expect((await client.get(`${TEMPLATES}?filter=name==payments`)).json.data).toEqual([created.json.data])
    expect((await create()).status).toBe(409)
    expect((await client.send('DELETE', `${TEMPLATES}/template-id/${id}`)).status).toBe(200)
    expect((await client.get(`${TEMPLATES}/template-id/${id}`)).status).toBe(404)
    await create()
    expect((await client.send('DELETE', `${TEMPLATES}/template-name/payments`)).status).toBe(200)
    expect((await client.send('DELETE', `${TEMPLATES}/template-name/payments`)).status).toBe(404)
  })

  it.each([
    ['a negative limit', { limit: -1 }],
    ['a window of nothing', { lookBackPeriod: 0 }],
    ['a mode that does not exist', { aggregationMode: 'Median' }],
    ['a unit that does not exist', { lookBackDurationType: 'fortnights' }],
    ['no event', { event: undefined }],
    ['a rule without condition', { rules: { logic: 'SINGLE' } }],
    ['a rule without args', { rules: { logic: 'OR', args: [] } }],
    ['a logic that does not exist', { rules: { logic: 'XOR', args: ['a,b,c,Value EQ d'] } }],
    ['an operator that does not exist', { rules: { logic: 'SINGLE', condition: 'a,b,c,Value LIKE d' } }],
    ['a condition over a sum', { rules: { logic: 'SINGLE', condition: 'a,b,c,Sum GT 1' } }],
    ['a nested condition that is none', { rules: { logic: 'AND', args: [{ logic: 'OR', args: ['?'] }] } }],
  ])('refuse %s', async (_title, changes) => {
    expect((await create(changes)).status).toBe(400)
    expect(emulator.store.templates.list(WORKSPACE)).toHaveLength(1)
  })
})

describe('the seed', () => {
  it('can be empty', async () => {
    await withEmulator({ seed: false }, async (_, other) => {
      expect((await other.get(WORKSPACES)).json.data).toEqual([])
    })
  })

  it("can be of one's own, and comes back with a reset", async () => {
    const seed = {
      workspaces: [{ id: 'w1', name: 'Shop' }],
      persons: [{ email: ['ann@example.com'], firstName: 'Ann' }],
    }
    await withEmulator({ seed, organizationId: 'org-1' }, async (own, other) => {
      const ofShop = () => own.store.persons.list('w1')
      expect(ofShop()).toMatchObject([{ firstName: 'Ann', organizationId: 'org-1' }])
      expect(own.store.templates.get('w1', 'journey-default-template').workspaceId).toBe('w1')
      own.store.persons.mergeIdentities('w1', { email: ['bob@example.com'] })
      own.scenarios.add({ on: 'workspaces.list', answer: { status: 500 } })
      own.reset()
      expect(ofShop()).toHaveLength(1)
      expect(own.scenarios.list()).toEqual([])
      expect((await other.get(WORKSPACES)).status).toBe(401)
      expect(own.recordings.total).toBe(1)
    })
  })

  const ann = { email: ['ann@example.com'] }
  it.each<[unknown, string]>([
    [
      { person: [ann] },
      'The seed cannot be read. "person" is not a key of the seed; remove it or correct its name. Did',
    ],
    ['seed.json', 'The seed cannot be read. The seed must be an object.'],
    [{ workspaces: [] }, 'The seed cannot be read. "workspaces" must not be empty.'],
    [{ events: [{ workspaceId: WORKSPACE, event: { id: '1' } }] }, '"events.0" needs the key "id"; add it.'],
    [{ events: [event(), event({ identity: 7 })] }, '"events.1.identity" must be a text.'],
    [{ events: [event({ time: 'noon' })] }, '"events.0.time" is not as it must be: When it happened'],
    [{ persons: [ann, { emial: ['x'] }] }, '"emial" is not a key of "persons.1"; remove it or correct its name. Did'],
    [{ persons: [ann, ann] }, '"persons.1" of the seed cannot be planted. Resource Already Exists: Id '],
    [{ persons: [{ firstName: 'Ann' }] }, '"persons.0" of the seed cannot be planted. Bad Request: At least one'],
    [
      { events: [{ ...event(), workspaceId: 'nope' }] },
      '"events.0" of the seed cannot be planted. Resource not found: There is no workspace nope.',
    ],
    [
      { templates: [{ name: 'a', attributes: [attribute({ lookBackDurationType: 'dayz' })] }] },
      '"templates.0" of the seed cannot be planted. Bad Request: "attributes.0.lookBackDurationType" is unknown: dayz.',
    ],
  ])('%j is refused', async (seed, words) => {
    await expect(startEmulator({ seed: seed as Seed })).rejects.toMatchObject({
      name: 'EmulatorError',
      code: 'SEED',
      message: expect.stringContaining(words),
    })
  })
})

describe('the store says in the message what is wrong with', () => {
  const nowhere = 'Resource not found: There is no workspace nope'
  it.each<[string, () => unknown, string]>([
    [
      'a person without identifiers',
      () => emulator.store.persons.create(WORKSPACE, { emial: ['x'] } as object),
      'Bad Request: At least one identifier is required: customerId, email, phone, temporaryId, socialId',
    ],
    ['a person in no workspace', () => emulator.store.persons.create('nope', { email: ['x'] }), nowhere],
    ['an event in no workspace', () => emulator.store.keep('nope', event()), nowhere],
    [
      'a template in no workspace',
      () => emulator.store.templates.create('nope', { name: 'a', attributes: [] }),
      nowhere,
    ],
  ])('%s', (_title, call, message) => {
    expect(call).toThrow(expect.objectContaining({ name: 'ApiError', message }))
  })

  it('a request, and the envelope keeps the two apart', async () => {
    const reply = await client.send('POST', `/admin/v1/api/person/workspace-id/${WORKSPACE}`, { emial: ['x'] })
    expect(reply.json).toMatchObject({
      message: 'Bad Request',
      errors: ['"emial" is not a key of the body; remove it or correct its name. Did you mean "email"?'],
    })
  })
})
