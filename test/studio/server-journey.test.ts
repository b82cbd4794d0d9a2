import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Journey, Run } from '../../src/studio/api.js'
import { openStudio, type TestStudio } from './support.js'

let studio: TestStudio
beforeEach(async () => {
  studio = await openStudio()
})
afterEach(async () => {
  await studio.close()
  expect(studio.mistakes).toEqual([])
})

const journey = (alias?: string): Promise<Journey> => studio.post('journey', alias === undefined ? {} : { alias })
const run = async (method: string, inputs: object): Promise<string> => {
  const { workspaceId } = studio.session.emulator ?? {}
  const body = { method, inputs: { authorization: 'emulator', workspaceId, ...inputs }, variables: {} }
  return (await studio.post<Run>('runs', body)).result.outcome
}

describe('The journey', () => {
  test('has somebody at first sight: persons, identities, events of ten days, a profile', async () => {
    const { person, identities, events, profiles, persons } = await journey()
    expect(person).toMatchObject({ firstName: 'Ada', lastName: 'Moreau' })
    expect(identities.map(({ kind, value }) => `${kind} ${value}`)).toContain('phone +12025550100')
    expect(identities.find(({ value }) => value === '+12025550100')?.events).toBeGreaterThan(3)
    expect(events.map(({ type }) => type)).toContain('task:new')
    expect(events.map(({ time }) => Date.parse(time))).toEqual(
      events.map(({ time }) => Date.parse(time)).sort((one, other) => one - other),
    )
    expect(events.every(({ fresh }) => !fresh)).toBe(true)
    expect(persons.map(({ label }) => label)).toEqual(['Ada Moreau', 'ada@example.com', 'Ben Okafor', 'Chidi Larsen'])

    const [profile] = profiles
    expect(profile?.template).toBe('journey-default-template')
    const attribute = profile?.attributes[0]
    expect(attribute).toMatchObject({
      name: 'Contacts in the last 24 hours',
      event: 'task:new',
      reads: 'Count of origin, last 24 hours',
      error: '',
    })
    expect(Number(attribute?.result)).toBe(attribute?.events.length)
    expect(attribute?.events.every((id) => events.some((event) => event.id === id))).toBe(true)
  })

  test('follows the person of the last run, and says what that run brought', async () => {
    expect(await run('manageIdentity', { phone: '+12025550100', email: 'ada@example.com' })).toBe(
      'onCreateMergeAliasesSuccess',
    )
    const merged = await journey()
    expect(merged.persons).toHaveLength(3)
    expect(merged.identities.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['+12025550100', 'ada@example.com', 'web-7f3a', 'C-1001']),
    )
    expect(merged.identities.filter(({ fresh }) => fresh).map(({ value }) => value)).toEqual([
      'ada@example.com',
      'web-7f3a',
    ])

    const event = { eventType: 'ivr:choice', eventSource: 'ivr', identityType: 'email', identity: 'ada@example.com' }
    expect(await run('writeToCjds', event)).toBe('onEventPostSuccess')
    const written = await journey()
    expect(written.person?.id).toBe(merged.person?.id)
    expect(written.events.filter(({ fresh }) => fresh)).toEqual([
      expect.objectContaining({ type: 'ivr:choice', identity: 'ada@example.com' }),
    ])
    expect(written.events.at(-1)?.fresh).toBe(true)
  })

  test('has a person that the last run has made', async () => {
    expect(await run('manageIdentity', { phone: '+12025550166', customerId: 'C-2000' })).toBe(
      'onCreateMergeAliasesSuccess',
    )
    const { person, identities, events } = await journey()
    expect(person).toMatchObject({ firstName: null, lastName: null })
    expect(identities).toEqual([
      { kind: 'customerId', value: 'C-2000', fresh: true, events: 0 },
      { kind: 'phone', value: '+12025550166', fresh: true, events: 0 },
    ])
    expect(events).toEqual([])
  })

  test('finds whom a run was about whose body is written as JSON', async () => {
    const person = { phone: ['+12025550177'], email: ['chidi@example.com'] }
    expect(await run('manageIdentity', { bodyMode: 'json', jsonBody: person })).toBe('onCreateMergeAliasesSuccess')
    const { person: chidi, identities } = await journey()
    expect(chidi?.firstName).toBe('Chidi')
    expect(identities.filter(({ fresh }) => fresh)).toEqual([
      { kind: 'email', value: 'chidi@example.com', fresh: true, events: 0 },
    ])
  })

  test('of a person in a list of identifiers, of one that is asked for, of nobody', async () => {
    await run('getIdentityByAliases', { aliases: 'nobody@example.com, ben@example.com' })
    expect((await journey()).person?.firstName).toBe('Ben')
    expect((await journey('C-1044')).person?.firstName).toBe('Chidi')
    expect(await journey('nobody@example.com')).toMatchObject({ person: null, identities: [], events: [] })
    await run('getIdentityByAliases', { aliases: 'nobody@example.com' })
    expect((await journey()).person).toBeNull()
  })
})
