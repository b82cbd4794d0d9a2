import { randomUUID } from 'node:crypto'
import { DEFAULT_WORKSPACE_ID, type Person, type ProfileView, type TemplateInput } from '../../emulator/index.js'
import { countRequests } from './requests.js'
import type { Facts, Stage } from './stage.js'

/** What the flow knows of its caller. Fictional, like the numbers and addresses. */
export const variables = {
  phone: '+12025550142',
  email: 'maya.lindqvist@example.com',
  customerId: 'CRM-20871',
  loyaltyId: 'LOY-4471',
  chatId: 'webchat-5f2c9',
  channel: 'fax',
  workspace: DEFAULT_WORKSPACE_ID,
} as const

const workspaceId = '$(workspace)'

/** The profile that routing looks at: four figures out of a caller's events. */
export const callerProfile: TemplateInput = {
  name: 'caller',
  attributes: [
    { ...figure('calls in 24 h', 'task:new', 'origin', 'Count'), lookBackDurationType: 'hours', lookBackPeriod: 24 },
    figure('in 10 days', 'task:new', 'origin', 'Count'),
    {
      ...figure('declined', 'Payment', 'amount', 'Sum'),
      rules: { logic: 'SINGLE', condition: 'Payment,status,string,Value EQ declined' },
    },
    { ...figure('choice', 'ivr:choice', 'destination', 'Value'), limit: 1 },
  ],
}

function figure(displayName: string, event: string, metaData: string, aggregationMode: 'Count' | 'Sum' | 'Value') {
  return {
    displayName,
    version: '1.0',
    event,
    metaDataType: 'string',
    metaData,
    limit: 1000,
    lookBackDurationType: 'days',
    lookBackPeriod: 10,
    aggregationMode,
    verbose: false,
  }
}

const hour = 3_600_000

export async function tellStory(stage: Stage): Promise<void> {
  await recognise(stage)
  await writeEvents(stage)
  await lookUp(stage)
  await route(stage)
  await goWrong(stage)
}

async function recognise(stage: Stage): Promise<void> {
  stage.chapter('Three systems, one caller')
  const people = ({ aliases }: { readonly aliases: readonly string[] }): Facts => ({ people: stage.people, aliases })
  await stage.play({
    story: 'The CRM knows Maya Lindqvist by phone and customer number.',
    method: 'manageIdentity',
    inputs: [{ workspaceId, firstName: 'Maya', lastName: 'Lindqvist', phone: '$(phone)', customerId: '$(customerId)' }],
    ends: 'onCreateMergeAliasesSuccess',
    shows: ({ outputs }) => people(outputs),
    holds: (facts) => facts.people === 1,
  })
  await stage.play({
    story: 'The web chat met somebody by email: a second person.',
    method: 'manageIdentity',
    inputs: [{ workspaceId, email: '$(email)', temporaryId: '$(chatId)' }],
    ends: 'onCreateMergeAliasesSuccess',
    shows: ({ outputs }) => people(outputs),
    holds: (facts) => facts.people === 2,
  })
  await stage.play({
    story: 'The loyalty programme shares an alias with both: one person.',
    method: 'manageIdentity',
    inputs: [{ workspaceId, phone: '$(phone)', email: '$(email)', customerId: '$(loyaltyId)' }],
    ends: 'onCreateMergeAliasesSuccess',
    shows: ({ outputs }) => ({ name: fullName(outputs), ...people(outputs) }),
    holds: ({ people: number, aliases, name }) =>
      number === 1 && (aliases as readonly string[]).length === 5 && name === 'Maya Lindqvist',
    branch: ({ name }) => `greet ${String(name)}`,
  })
}

async function writeEvents(stage: Stage): Promise<void> {
  stage.chapter('What happens to her becomes events')
  const stored = (number: number): Facts => ({
    events: stage.events.length,
    newest: JSON.stringify(stage.events[number]?.data),
  })
  await stage.play({
    story: 'She chooses billing in the voice menu; the form makes an event.',
    method: 'writeToCjds',
    inputs: [
      {
        workspaceId,
        eventType: 'ivr:choice',
        eventSource: 'ivr/main-menu',
        identityType: 'phone',
        identity: '$(phone)',
        dataObject: 'destination, createdTime',
        destination: 'billing',
        createdTime: String(Date.now()),
      },
    ],
    ends: 'onEventPostSuccess',
    shows: () => stored(0),
    holds: ({ events }) => events === 1,
  })
  await stage.play({
    story: "Her payment is declined; the shop's JSON goes in as it is.",
    method: 'writeToCjds',
    inputs: [
      {
        workspaceId,
        bodyMode: 'json',
        jsonBody: `{
          "id": "${randomUUID()}", "specversion": "1.0", "type": "Payment", "source": "shop/checkout",
          "identity": "$(email)", "identitytype": "email", "datacontenttype": "application/json",
          "data": { "Amount Due": "€ 48,90", "amount": 48.9, "status": "declined" }
        }`,
      },
    ],
    ends: 'onEventPostSuccess',
    shows: () => stored(0),
    holds: ({ events }) => events === 2,
  })
  await stage.play({
    story: 'She calls four times within a day; one more is three days old.',
    method: 'writeToCjds',
    inputs: [72, 21, 9, 2, 0].map((hoursAgo) => ({
      workspaceId,
      bodyMode: 'json' as const,
      jsonBody: {
        id: randomUUID(),
        specversion: '1.0',
        type: 'task:new',
        source: 'wxcc',
        identity: '$(phone)',
        identitytype: 'phone' as const,
        datacontenttype: 'application/json' as const,
        time: new Date(Date.now() - hoursAgo * hour).toISOString(),
        data: { origin: '$(phone)', channelType: 'telephony', direction: 'INBOUND' },
      },
    })),
    ends: 'onEventPostSuccess',
    shows: () => ({
      events: stage.events.length,
      'hours ago': stage.events
        .filter(({ type }) => type === 'task:new')
        .map(({ timeMs }) => String(Math.round((Date.now() - timeMs) / hour))),
    }),
    holds: ({ events }) => events === 7,
  })
}

async function lookUp(stage: Stage): Promise<void> {
  stage.chapter('Any one alias finds her')
  await stage.play({
    story: 'All this call brings along is her loyalty card.',
    method: 'getIdentityByAliases',
    inputs: [{ workspaceId, aliases: '$(loyaltyId)' }],
    ends: 'onGetIdentityByAliasesSuccess',
    shows: ({ outputs }) => {
      const [person = {}] = outputs.data as readonly Partial<Person>[]
      return { name: fullName(person), phone: person.phone ?? null, email: person.email ?? null }
    },
    holds: ({ name }) => name === 'Maya Lindqvist',
    branch: () => 'a known customer: read her profile',
  })
}

async function route(stage: Stage): Promise<void> {
  stage.chapter('Her journey decides where the call goes')
  await stage.play({
    story: 'Has she called more than three times within 24 hours?',
    method: 'readFromCjds',
    inputs: [{ workspaceId, templateName: callerProfile.name, aliasId: '$(loyaltyId)' }],
    ends: 'onGetIdentityByAliasesSuccess',
    shows: ({ outputs }) => figuresOf(outputs.data),
    holds: (facts) => facts['calls in 24 h'] === '4' && facts['in 10 days'] === '5' && facts.declined === '48.9',
    branch: (facts) => {
      const calls = Number(facts['calls in 24 h'])
      return calls > 3
        ? `${calls} calls: to a ${String(facts.choice)} specialist`
        : `${calls} calls: to the general queue`
    },
  })
}

async function goWrong(stage: Stage): Promise<void> {
  stage.chapter('And when things go wrong')
  const note = { workspaceId, eventType: 'note', eventSource: 'flow' } as const
  await stage.play({
    story: 'The author of the flow misspelt a variable.',
    method: 'writeToCjds',
    inputs: [{ ...note, identityType: 'phone', identity: '$(phnoe)' }],
    ends: 'onInvalidData',
    shows: ({ outputs }) => ({ errors: outputs.errors }),
    branch: () => 'tell the author of the flow',
  })
  await stage.play({
    story: 'An old queue says that she came by fax.',
    method: 'writeToCjds',
    inputs: [{ ...note, identityType: '$(channel)', identity: '$(phone)' }],
    ends: 'onInvalidChoice',
    shows: ({ outputs }) => ({ errors: outputs.errors }),
    branch: () => 'write the event by phone number instead',
  })
  await stage.play({
    story: 'Somebody calls whom nobody knows.',
    method: 'getIdentityByAliases',
    inputs: [{ workspaceId, aliases: '+12025550199' }],
    ends: 'onNotFound',
    shows: ({ outputs }) => ({ message: outputs.message }),
    branch: () => 'a new customer: ask for a name',
  })
  stage.emulator.scenarios.add({ on: 'views.getByIdentityAndTemplateName', delayMs: 5000, times: 1 })
  await stage.play({
    story: 'The service takes 5 s, the flow has 0.7 s.',
    method: 'readFromCjds',
    inputs: [{ workspaceId, templateName: callerProfile.name, aliasId: '$(phone)' }],
    ends: 'onTimeout',
    timeoutMs: 700,
    shows: ({ outputs }) => ({ message: outputs.message }),
    branch: () => 'go on without a profile',
  })
  await stage.playUntil(
    {
      story: 'A report asks and asks, far too fast.',
      method: 'getIdentityByAliases',
      inputs: [{ workspaceId, aliases: '$(email)' }],
      ends: 'onTooManyRequest',
      shows: ({ outputs, meta }, requests) => ({
        answered: countRequests(requests, 200),
        errors: outputs.errors,
        'retry after': meta.retryAfterMs === null ? null : `${meta.retryAfterMs / 1000} s`,
      }),
      holds: (facts) => facts['retry after'] !== null,
      branch: (facts) => `wait ${String(facts['retry after'])}, then go on`,
    },
    1000,
  )
}

function fullName({
  firstName,
  lastName,
}: {
  readonly firstName?: string | null
  readonly lastName?: string | null
}): string {
  return [firstName, lastName].filter(Boolean).join(' ')
}

/** The figures of the first profile view by their display names. */
function figuresOf(views: readonly unknown[]): Facts {
  const [view] = views as readonly Pick<ProfileView, 'attributes'>[]
  return Object.fromEntries(
    (view?.attributes ?? []).map(({ queryTemplate, result }) => [String(queryTemplate.displayName), result]),
  )
}
