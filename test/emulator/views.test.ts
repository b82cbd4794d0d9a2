import { describe, expect, it } from '@jest/globals'
import type { Rules, TemplateAttribute } from '../../src/emulator/index.js'
import { windowStart } from '../../src/emulator/views/look-back.js'
import { WORKSPACE, event, withEmulator } from './support.js'

const NOW = Date.parse('2026-03-31T12:00:00.000Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

const attribute = (changes: Partial<TemplateAttribute> = {}): TemplateAttribute => ({
  displayName: 'Figure',
  version: '0.1',
  event: 'Payment',
  metaDataType: 'string',
  metaData: 'amount',
  limit: 100,
  lookBackDurationType: 'days',
  lookBackPeriod: 10,
  aggregationMode: 'Count',
  verbose: false,
  ...changes,
})

/** From the oldest to the newest; `age` in milliseconds before now. */
const HISTORY = [
  { age: 11 * DAY, data: { amount: 1000, status: 'failed', channel: 'web' } },
  { age: 10 * DAY, data: { amount: 5, status: 'paid', channel: 'web' } },
  { age: 3 * DAY, data: { amount: '12.5', status: 'failed', channel: 'ivr' } },
  { age: 25 * HOUR, data: { amount: 5, status: 'paid', channel: 'ivr, menu 2' } },
  { age: 24 * HOUR, data: { amount: -2, status: 'paid', channel: 'web' } },
  { age: 90_000, data: { amount: 'n/a', status: 'open', channel: 'web' } },
  { age: 60_000, data: { status: 'paid', channel: 'web' } },
  { age: 0, type: 'Refund', data: { amount: 77, status: 'paid', channel: 'web' } },
]

async function resultsOf(attributes: readonly TemplateAttribute[]): Promise<string[]> {
  let results: string[] = []
  await withEmulator(
    { clock: () => NOW, seed: { templates: [{ name: 'figures', attributes }] } },
    async (_, client) => {
      for (const [index, { age, type = 'Payment', data }] of HISTORY.entries()) {
        await client.publish(event({ id: String(index), type, time: new Date(NOW - age).toISOString(), data }))
      }
      const reply = await client.view('ann@example.com', 'figures')
      results = reply.json.data[0].attributes.map(({ result }: { result: string }) => result)
    },
  )
  return results
}

interface FigureCase {
  title: string
  change: Partial<TemplateAttribute>
  result: string
}

const single = (condition: string): Rules => ({ logic: 'SINGLE', condition })
const FAILED = 'Payment,status,string,Value EQ failed'
const WEB = 'Payment,channel,string,Value EQ web'

const FIGURES: FigureCase[] = [
  { title: 'Value: all values, the newest first', change: { aggregationMode: 'Value' }, result: 'n/a,-2,5,12.5,5' },
  { title: 'Value with limit 1: the newest', change: { aggregationMode: 'Value', limit: 1 }, result: 'n/a' },
  { title: 'Count: events with the member', change: { aggregationMode: 'Count' }, result: '5' },
  { title: 'Distinct', change: { aggregationMode: 'Distinct' }, result: '4' },
  { title: 'Sum over what is a number', change: { aggregationMode: 'Sum' }, result: '20.5' },
  { title: 'Max', change: { aggregationMode: 'Max' }, result: '12.5' },
  { title: 'Min', change: { aggregationMode: 'Min' }, result: '-2' },
  { title: 'Average over what is a number', change: { aggregationMode: 'Average' }, result: '5.125' },
  { title: 'limit takes the newest', change: { aggregationMode: 'Sum', limit: 3 }, result: '3' },
  { title: 'limit 0 takes all', change: { limit: 0 }, result: '5' },
  ...(['Value', 'Max', 'Min', 'Average'] as const).map((aggregationMode) => ({
    title: `${aggregationMode} over nothing`,
    change: { aggregationMode, event: 'Nothing' },
    result: '',
  })),
  ...(['Count', 'Distinct', 'Sum'] as const).map((aggregationMode) => ({
    title: `${aggregationMode} over nothing`,
    change: { aggregationMode, event: 'Nothing' },
    result: '0',
  })),
  { title: 'events of every type', change: { event: 'cjds:any' }, result: '6' },
  { title: 'an inherited name is no member', change: { metaData: 'toString' }, result: '0' },

  { title: 'minutes', change: { lookBackDurationType: 'minutes', lookBackPeriod: 1, metaData: 'status' }, result: '1' },
  {
    title: 'hours, first instant included',
    change: { lookBackDurationType: 'HOURS', lookBackPeriod: 24 },
    result: '2',
  },
  { title: 'one more hour', change: { lookBackDurationType: 'hours', lookBackPeriod: 25 }, result: '3' },
  { title: 'days, first instant included', change: { lookBackPeriod: 10 }, result: '5' },
  { title: 'one more day', change: { lookBackPeriod: 11 }, result: '6' },
  { title: 'weeks', change: { lookBackDurationType: 'weeks', lookBackPeriod: 1 }, result: '4' },
  { title: 'months', change: { lookBackDurationType: 'months', lookBackPeriod: 1 }, result: '6' },

  { title: 'SINGLE', change: { rules: single(WEB) }, result: '3' },
  { title: 'a rule with a window', change: { rules: single(FAILED), lookBackPeriod: 11 }, result: '2' },
  { title: 'quoted and without a type', change: { rules: single("'Payment','amount','Value' GT 5") }, result: '2' },
  { title: 'GTE compares numbers', change: { rules: single('Payment,amount,integer,Value GTE 5') }, result: '4' },
  { title: 'LT', change: { rules: single('Payment,amount,integer,Value LT 5') }, result: '1' },
  { title: 'LTE', change: { rules: single('Payment,amount,integer,Value LTE 5') }, result: '3' },
  { title: 'NE', change: { rules: single('Payment,status,string,Value NE paid') }, result: '2' },
  { title: 'HAS', change: { rules: single('Payment,channel,string,Value HAS ivr') }, result: '2' },
  {
    title: 'a value with comma and space',
    change: { rules: single('Payment,channel,string,Value EQ ivr, menu 2') },
    result: '1',
  },
  {
    title: 'another event type holds for none',
    change: { rules: single('Refund,status,string,Value EQ paid') },
    result: '0',
  },
  {
    title: 'AND',
    change: { rules: { logic: 'AND', args: [WEB, 'Payment,status,string,Value EQ paid'] } },
    result: '2',
  },
  {
    title: 'OR',
    change: { rules: { logic: 'OR', args: [FAILED, 'Payment,status,string,Value EQ open'] } },
    result: '2',
  },
  {
    title: 'nested',
    change: {
      rules: {
        logic: 'OR',
        args: [FAILED, { logic: 'AND', args: [WEB, single('Payment,amount,integer,Value LT 0')] }],
      },
    },
    result: '2',
  },
  {
    title: 'a rule, a mode and a limit',
    change: { rules: single(WEB), aggregationMode: 'Sum', limit: 2 },
    result: '-2',
  },
]

describe('figures', () => {
  it.each(FIGURES)('$title', async ({ change, result }) => {
    expect(await resultsOf([attribute(change)])).toEqual([result])
  })

  it('come in the order of the template', async () => {
    const modes = ['Count', 'Sum', 'Max'] as const
    expect(await resultsOf(modes.map((aggregationMode) => attribute({ aggregationMode })))).toEqual([
      '5',
      '20.5',
      '12.5',
    ])
  })
})

describe('calendar windows', () => {
  it.each([
    ['2026-03-31T12:00:00Z', 'month', 2, '2026-01-31T12:00:00.000Z'],
    ['2026-03-31T12:00:00Z', 'month', 1, '2026-02-28T12:00:00.000Z'],
    ['2026-01-15T00:00:00Z', 'months', 1, '2025-12-15T00:00:00.000Z'],
    ['2026-03-01T00:00:00Z', 'years', 1, '2025-03-01T00:00:00.000Z'],
  ])('%s minus %s %i', (now, unit, period, start) => {
    expect(new Date(windowStart(Date.parse(now), unit, period)).toISOString()).toBe(start)
  })

  it('refuses a unit that does not exist', () => {
    expect(() => windowStart(0, 'fortnights', 1)).toThrow(RangeError)
  })
})

describe('a view', () => {
  it('gathers the events of every alias, also those from before a merge', async () => {
    await withEmulator({}, async (_, client) => {
      await client.publish(event({ id: '1' }))
      await client.publish(event({ id: '2', identity: '+15550100', identitytype: 'phone' }))
      await client.merge({ email: ['ann@example.com'], phone: ['+15550100'], customerId: ['C1'] })
      const reply = await client.view('C1', 'journey-default-template')
      expect(reply.json.data[0].attributes.map(({ result }: { result: string }) => result)).toEqual(['2', '2'])
    })
  })

  it('moves with the clock', async () => {
    let now = NOW
    await withEmulator({ clock: () => now, oauth: { accessTokenLifetime: 1e6 } }, async (_, client) => {
      await client.publish(event())
      const figures = async () =>
        (await client.view('ann@example.com', 'journey-default-template')).json.data[0].attributes.map(
          ({ result }: { result: string }) => result,
        )
      expect(await figures()).toEqual(['1', '1'])
      now += DAY + 1
      expect(await figures()).toEqual(['0', '1'])
      now += 9 * DAY
      expect(await figures()).toEqual(['0', '0'])
    })
  })

  it('has the form of the service: capitals, texts, the misspelt key', async () => {
    const attributes = [attribute({ verbose: true, rules: single(FAILED) }), attribute({ verbose: false })]
    await withEmulator(
      { clock: () => NOW, seed: { templates: [{ name: 'figures', attributes }] } },
      async (emulator, client) => {
        const published = event({
          type: 'Payment',
          time: '2026-03-31T00:00:00Z',
          data: { amount: 3, status: 'failed' },
        })
        await client.publish(published)
        const reply = await client.view('ann@example.com', 'figures')
        const [person] = emulator.store.persons.list(WORKSPACE)
        const [template] = emulator.store.templates.list(WORKSPACE)
        const ids = { workspaceId: WORKSPACE, personId: person?.id, templateId: template?.id }
        expect(reply.json.meta).toEqual({ organizationId: emulator.store.organizationId, ...ids })
        expect(reply.json.data).toHaveLength(1)
        expect(reply.json.data[0]).toMatchObject({ ...ids, systemMetdata: { journeyActionTriggerHistories: [] } })
        const [verbose, terse] = reply.json.data[0].attributes
        expect(verbose.queryTemplate).toMatchObject({
          metaDataType: 'STRING',
          lookBackDurationType: 'DAYS',
          aggregationMode: 'COUNT',
          rules: single(FAILED),
        })
        expect([verbose.result, verbose.error]).toEqual(['1', ''])
        expect(verbose.journeyEvents.map((text: string) => JSON.parse(text) as unknown)).toEqual([published])
        expect(terse.journeyEvents).toEqual([])
      },
    )
  })

  it('is found by person id, and takes a template id or name in either place', async () => {
    await withEmulator({}, async (emulator, client) => {
      await client.publish(event())
      const personId = emulator.store.persons.list(WORKSPACE)[0]?.id ?? ''
      const templateId = emulator.store.templates.list(WORKSPACE)[0]?.id ?? ''
      const base = `/v1/api/progressive-profile-view/workspace-id/${WORKSPACE}`
      for (const who of ['identity/ann%40example.com', `person-id/${personId}`]) {
        for (const which of ['template-name', 'template-id']) {
          for (const template of ['journey-default-template', templateId]) {
            const reply = await client.get(`${base}/${who}/${which}/${template}`)
            expect([reply.status, reply.json.data[0].attributes[0].result]).toEqual([200, '1'])
          }
        }
      }
    })
  })

  it('is 404 for an unknown person or template', async () => {
    await withEmulator({}, async (_, client) => {
      await client.publish(event())
      expect((await client.view('nobody', 'journey-default-template')).json.message).toBe('Person not found')
      const reply = await client.view('ann@example.com', 'no template')
      expect([reply.status, reply.json.errors]).toEqual([404, ['Id no template Not Found']])
    })
  })
})
