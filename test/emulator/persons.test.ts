import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { startEmulator, type Emulator } from '../../src/emulator/index.js'
import { WORKSPACE, clientOf, type Client } from './support.js'

let emulator: Emulator
let client: Client
beforeEach(async () => {
  emulator = await startEmulator()
  client = clientOf(emulator)
})
afterEach(() => emulator.close())

const persons = () => emulator.store.persons.list(WORKSPACE)
const create = (input: object) => emulator.store.persons.create(WORKSPACE, input)
const BASE = '/admin/v1/api/person'

interface MergeCase {
  title: string
  given: object[]
  request: object
  /** Which of the given persons keeps its id; none for a new person. */
  survivor?: number
  aliases: string[]
  names?: [string | null, string | null]
  /** How many persons there are in the end. */
  left: number
}

const MERGES: MergeCase[] = [
  {
    title: 'nobody has the identifier: a new person',
    given: [{ email: ['zoe@example.com'] }],
    request: { email: ['ann@example.com'], firstName: 'Ann' },
    aliases: ['ann@example.com'],
    names: ['Ann', null],
    left: 2,
  },
  {
    title: 'one person has it: the union',
    given: [{ email: ['ann@example.com'], phone: ['+15550100'], firstName: 'Ann', lastName: 'Lee' }],
    request: { email: ['ann@example.com'], customerId: ['C1'] },
    survivor: 0,
    aliases: ['C1', 'ann@example.com', '+15550100'],
    names: ['Ann', 'Lee'],
    left: 1,
  },
  {
    title: 'several have one each: one person, the oldest',
    given: [{ email: ['ann@example.com'] }, { phone: ['+15550100'], lastName: 'Lee' }, { socialId: ['@ann'] }],
    request: { phone: ['+15550100'], email: ['ann@example.com'] },
    survivor: 0,
    aliases: ['ann@example.com', '+15550100'],
    names: [null, 'Lee'],
    left: 2,
  },
  {
    title: 'an identifier of another kind joins as well',
    given: [{ customerId: ['4711'] }],
    request: { temporaryId: ['4711', 'T2'] },
    survivor: 0,
    aliases: ['4711', 'T2'],
    left: 1,
  },
  {
    title: 'a name in the request wins',
    given: [{ email: ['ann@example.com'], firstName: 'Ann', lastName: 'Lee' }],
    request: { email: ['ann@example.com'], firstName: 'Anna' },
    survivor: 0,
    aliases: ['ann@example.com'],
    names: ['Anna', 'Lee'],
    left: 1,
  },
  {
    title: 'override removes what is not named',
    given: [{ email: ['ann@example.com', 'old@example.com'], phone: ['+15550100'], firstName: 'Ann' }],
    request: { email: ['ann@example.com'], customerId: ['C1'], override: true },
    survivor: 0,
    aliases: ['C1', 'ann@example.com'],
    names: ['Ann', null],
    left: 1,
  },
  {
    title: 'override over several persons keeps only what is named',
    given: [
      { email: ['ann@example.com'], socialId: ['@ann'] },
      { phone: ['+15550100'], customerId: ['C9'] },
    ],
    request: { email: ['ann@example.com'], phone: ['+15550100'], override: true },
    survivor: 0,
    aliases: ['ann@example.com', '+15550100'],
    left: 1,
  },
  {
    title: 'identifiers are compared letter by letter',
    given: [{ email: ['Ann@example.com'] }],
    request: { email: ['ann@example.com'] },
    aliases: ['ann@example.com'],
    left: 2,
  },
]

describe('merge identities', () => {
  it.each(MERGES)('$title', async ({ given, request, survivor, aliases, names, left }) => {
    const before = given.map(create)
    const reply = await client.merge(request)
    expect(reply.status).toBe(202)
    expect(reply.json.meta).toEqual({ organizationId: emulator.store.organizationId })
    expect(reply.json.data.aliases).toEqual(aliases)
    if (names !== undefined) expect([reply.json.data.firstName, reply.json.data.lastName]).toEqual(names)
    if (survivor === undefined) {
      expect(before.map(({ id }) => id)).not.toContain(reply.json.data.id)
    } else {
      expect(reply.json.data.id).toBe(before[survivor]?.id)
    }
    expect(persons()).toHaveLength(left)
  })

  it.each([
    ['no identifier', {}],
    ['only empty lists', { email: [], phone: [], override: true }],
    ['only a name', { firstName: 'Ann' }],
    ['a text in place of a list', { email: 'ann@example.com' }],
    ['an empty identifier', { email: [''] }],
    ['the same identifier twice', { email: ['a@example.com', 'a@example.com'] }],
    ['a member that does not exist', { mail: ['ann@example.com'] }],
    ['a body that is not JSON', '{"email":['],
  ])('%s is answered 400 and changes nothing', async (_title, body) => {
    create({ email: ['ann@example.com'], phone: ['+15550100'] })
    const before = persons()
    const reply = await client.merge(body)
    expect(reply.status).toBe(400)
    expect(reply.json.status).toBe('400 BAD_REQUEST')
    expect(reply.json.errors).toHaveLength(1)
    expect(persons()).toEqual(before)
  })

  it('leaves an alias that override removed free for somebody else', async () => {
    const ann = create({ email: ['ann@example.com'], phone: ['+15550100'] })
    await client.merge({ email: ['ann@example.com'], override: true })
    const other = await client.merge({ phone: ['+15550100'] })
    expect(other.json.data.id).not.toBe(ann.id)
  })

  it('knows no person of another workspace', async () => {
    const other = emulator.store.workspaces.create({ name: 'Other' })
    emulator.store.persons.create(other.id, { email: ['ann@example.com'], phone: ['+15550100'] })
    const reply = await client.merge({ email: ['ann@example.com'] })
    expect(reply.json.data.aliases).toEqual(['ann@example.com'])
  })

  it('answers 404 for an unknown workspace', async () => {
    const reply = await client.send('POST', `${BASE}/merge-identities/workspace-id/nowhere`, { email: ['a@b.co'] })
    expect(reply.status).toBe(404)
    expect(reply.json).toMatchObject({ message: 'Resource not found', errors: ['There is no workspace nowhere'] })
  })

  it('answers 415 for a body that is not declared as JSON', async () => {
    const path = `${BASE}/merge-identities/workspace-id/${WORKSPACE}`
    const reply = await client.send('POST', path, { email: ['a@b.co'] }, { 'content-type': 'text/plain' })
    expect(reply.status).toBe(415)
    expect(persons()).toHaveLength(0)
  })
})

describe('persons by aliases', () => {
  const AWKWARD = [
    '+15550100',
    'a+b@example.com',
    'x/y',
    'a?b',
    'a#b',
    '100%',
    '%41',
    '%2F',
    '.',
    '😀',
    'Ann Lee',
    'é',
    "';--",
  ]

  it.each(AWKWARD)('finds %s, percent-encoded once', async (alias) => {
    const ann = create({ customerId: [alias] })
    create({ customerId: ['A', '/', 'somebody else'] })
    const reply = await client.aliases(alias, 'nobody')
    expect(reply.status).toBe(200)
    expect(reply.json.data).toEqual([ann])
  })

  it('finds a phone number whose + is sent as it is', async () => {
    const ann = create({ phone: ['+15550100'] })
    const reply = await client.get(`${BASE}/workspace-id/${WORKSPACE}/aliases/+15550100`)
    expect(reply.json.data).toEqual([ann])
  })

  it('answers each person once, however many of the aliases are theirs', async () => {
    const ann = create({ email: ['ann@example.com'], phone: ['+15550100'] })
    const bob = create({ email: ['bob@example.com'] })
    const reply = await client.aliases('bob@example.com', '+15550100', 'ann@example.com', 'nobody')
    expect(reply.json.data).toEqual([ann, bob])
  })

  it('takes an encoded comma as part of an alias, not as a separator', async () => {
    const odd = create({ customerId: ['a,b'] })
    create({ customerId: ['a'] })
    const reply = await client.aliases('a,b')
    expect(reply.json.data).toEqual([odd])
  })

  it('answers 404 when nobody has any of them', async () => {
    create({ email: ['ann@example.com'] })
    const reply = await client.aliases('nobody', 'nothing')
    expect(reply.status).toBe(404)
    expect(reply.json).toMatchObject({ status: '404 NOT_FOUND', message: 'Person not found' })
  })

  it('answers 400 for a malformed percent-encoding', async () => {
    const reply = await client.get(`${BASE}/workspace-id/${WORKSPACE}/aliases/%zz`)
    expect(reply.status).toBe(400)
  })
})

describe('persons, one by one', () => {
  const one = (id: string) => `${BASE}/workspace-id/${WORKSPACE}/person-id/${id}`
  const patch = (id: string, ...steps: object[]) =>
    client.send('PATCH', one(id), steps, { 'content-type': 'application/json-patch+json' })

  it('creates one, and none with an identifier that is taken', async () => {
    const path = `${BASE}/workspace-id/${WORKSPACE}`
    const first = await client.send('POST', path, { email: ['ann@example.com'], firstName: 'Ann' })
    expect([first.status, first.json.data.firstName]).toEqual([201, 'Ann'])
    const second = await client.send('POST', path, { phone: ['1'], email: ['ann@example.com'] })
    expect([second.status, second.json.message]).toEqual([409, 'Resource Already Exists'])
    expect(persons()).toHaveLength(1)
  })

  it('lists them by pages, and one by id', async () => {
    const [ann, bob, cid] = ['ann', 'bob', 'cid'].map((name) => create({ firstName: name, email: [`${name}@x.co`] }))
    const path = `${BASE}/workspace-id/${WORKSPACE}`
    expect((await client.get(`${path}?pageSize=2`)).json.data).toEqual([ann, bob])
    expect((await client.get(`${path}?pageSize=2&page=1`)).json.data).toEqual([cid])
    expect((await client.get(`${path}?sortBy=firstName&sort=desc&pageSize=1`)).json.data).toEqual([cid])
    expect((await client.get(`${path}?filter=firstName==bob`)).json.data).toEqual([bob])
    expect((await client.get(`${path}?personId=${bob?.id ?? ''}`)).json.data).toEqual([bob])
    expect((await client.get(`${path}?personId=nobody`)).status).toBe(404)
  })

  it('changes one by a JSON Patch', async () => {
    const { id } = create({ firstName: 'Ann', lastName: 'Lee', phone: ['1', '2'], email: ['a@b.co'] })
    const reply = await patch(
      id,
      { op: 'replace', path: '/firstName', value: 'Anna' },
      { op: 'remove', path: '/lastName' },
      { op: 'add', path: '/phone/-', value: '3' },
      { op: 'remove', path: '/phone/0' },
      { op: 'update', path: '/email/0', value: 'c@d.co' },
      { op: 'replace', path: '/socialId', value: ['@ann'] },
    )
    expect(reply.status).toBe(202)
    expect(reply.json.data).toMatchObject({
      firstName: 'Anna',
      lastName: null,
      phone: ['2', '3'],
      email: ['c@d.co'],
      socialId: ['@ann'],
      aliases: ['c@d.co', '2', '3', '@ann'],
    })
    expect((await client.aliases('a@b.co')).status).toBe(404)
  })

  it.each([
    { op: 'replace', path: '/id', value: 'x' },
    { op: 'replace', path: '/phone/7', value: 'x' },
    { op: 'remove', path: '/phone/-' },
    { op: 'add', path: '/phone', value: 'x' },
    { op: 'replace', path: '/firstName', value: 7 },
    { op: 'replace', path: '/firstName/0', value: 'x' },
    { op: 'remove', path: '/phone' },
    { op: 'move', path: '/phone', from: '/email' },
  ])('refuses $op at $path', async (step) => {
    const person = create({ firstName: 'Ann', phone: ['1'] })
    expect((await patch(person.id, step)).status).toBe(400)
    expect(persons()).toEqual([person])
  })

  it('adds and removes identities, but none of somebody else', async () => {
    const ann = create({ email: ['ann@example.com'] })
    create({ email: ['bob@example.com'] })
    const add = (body: object) =>
      client.send('PATCH', `${BASE}/add-identities/workspace-id/${WORKSPACE}/person-id/${ann.id}`, body)
    const remove = (body: string[]) =>
      client.send('PATCH', `${BASE}/remove-identities/workspace-id/${WORKSPACE}/person-id/${ann.id}`, body)
    expect((await add({ phone: ['1', '2'] })).json.data.aliases).toEqual(['ann@example.com', '1', '2'])
    const taken = await add({ email: ['bob@example.com'] })
    expect([taken.status, taken.json.errors]).toEqual([400, ['Alias to be added already exists to some other Person']])
    expect((await remove(['1', 'ann@example.com'])).json.data.aliases).toEqual(['2'])
    expect((await remove(['2'])).status).toBe(400)
    expect((await client.aliases('2')).json.data[0].id).toBe(ann.id)
  })

  it('merges persons into the primary one', async () => {
    const [ann, bob, cid] = ['ann', 'bob', 'cid'].map((name) => create({ email: [`${name}@x.co`] }))
    const path = `${BASE}/merge/workspace-id/${WORKSPACE}/primary-person-id/${cid?.id ?? ''}`
    const reply = await client.send('POST', path, { personIdsToMerge: [ann?.id, bob?.id] })
    expect([reply.status, reply.json.data.id]).toEqual([202, cid?.id])
    expect(reply.json.data.email).toEqual(['cid@x.co', 'ann@x.co', 'bob@x.co'])
    expect(persons()).toHaveLength(1)
    expect((await client.send('POST', path, { personIdsToMerge: [cid?.id] })).status).toBe(400)
    expect((await client.send('POST', path, { personIdsToMerge: ['nobody'] })).status).toBe(404)
  })

  it('deletes one', async () => {
    const ann = create({ email: ['ann@example.com'] })
    expect((await client.send('DELETE', one(ann.id))).status).toBe(200)
    expect((await client.send('DELETE', one(ann.id))).status).toBe(404)
    expect((await client.aliases('ann@example.com')).status).toBe(404)
  })
})
