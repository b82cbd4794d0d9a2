import { DEFAULT_WORKSPACE_ID, type CloudEvent, type Seed, type TemplateAttribute } from '../../emulator/index.js'

/** The workspace of the shipped node's examples, so that they run as they stand. */
export const workspaceId = '63f1c2d4e5a6b7c8d9e0f1a2'

/** Variables that a flow about these persons would have. */
export const variables: Readonly<Record<string, string>> = {
  callerNumber: '+12025550100',
  callerEmail: 'ada@example.com',
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Made-up persons with a journey of the last ten days: reserved telephone numbers and domains (RFC 2606). */
export function journeySeed(nowMs: number): Seed {
  const event = (
    ago: number,
    type: string,
    source: string,
    [identitytype, identity]: readonly [string, string],
    data: Readonly<Record<string, unknown>>,
  ): CloudEvent => {
    const time = new Date(nowMs - ago)
    return {
      id: `${type.replaceAll(/[^a-z]+/g, '-')}-${time.getTime().toString(36)}`,
      specversion: '1.0',
      type,
      source,
      identity,
      identitytype,
      datacontenttype: 'application/json',
      data,
      time: time.toISOString(),
    }
  }
  const adaCalls = ['phone', '+12025550100'] as const
  const adaMember = ['customerId', 'C-1001'] as const
  const adaMail = ['email', 'ada@example.com'] as const
  const ben = ['email', 'ben@example.com'] as const
  const chidi = ['phone', '+12025550177'] as const

  return {
    workspaces: [
      { id: workspaceId, name: 'Sandbox', description: 'The workspace that contact-centre data flows into' },
      { id: DEFAULT_WORKSPACE_ID, name: 'Training', description: 'Empty, for trying things' },
    ],
    templates: [
      {
        name: 'journey-default-template',
        attributes: [
          attribute('Contacts in the last 24 hours', 'task:new', 'origin', 'Count', ['hours', 24]),
          attribute('Contacts in the last 10 days', 'task:new', 'origin', 'Count', ['days', 10]),
          attribute('Channels used', 'task:new', 'channelType', 'Distinct', ['days', 10]),
        ],
      },
      {
        name: 'web-shop',
        attributes: [
          attribute('Spent in the last 10 days', 'shop:order', 'amount', 'Sum', ['days', 10]),
          attribute('Pages looked at', 'page:view', 'page', 'Value', ['days', 3]),
        ],
      },
    ],
    persons: [
      { firstName: 'Ada', lastName: 'Moreau', phone: ['+12025550100', '+12025550101'], customerId: ['C-1001'] },
      // The same person for who knows it; merging makes one of the two.
      { email: ['ada@example.com'], temporaryId: ['web-7f3a'] },
      { firstName: 'Ben', lastName: 'Okafor', email: ['ben@example.com'], phone: ['+12025550143'] },
      { firstName: 'Chidi', lastName: 'Larsen', phone: ['+12025550177'], customerId: ['C-1044'] },
    ],
    events: [
      event(9 * dayMs + 3 * hourMs, 'task:new', 'wxcc', adaCalls, call('+12025550100')),
      event(9 * dayMs + 2.9 * hourMs, 'task:ended', 'wxcc', adaCalls, { origin: '+12025550100', reason: 'resolved' }),
      event(6 * dayMs + 5 * hourMs, 'shop:order', 'web-shop', adaMember, { orderId: 'O-20417', amount: 129.5 }),
      event(3 * dayMs + 7 * hourMs, 'page:view', 'web-shop', adaMail, { page: '/orders/O-20417' }),
      event(2 * dayMs + 4 * hourMs, 'mail:received', 'support-desk', adaMail, { subject: 'Where is my parcel?' }),
      event(20 * hourMs, 'task:new', 'wxcc', adaCalls, call('+12025550100')),
      event(19.8 * hourMs, 'ivr:choice', 'ivr/main-menu', adaCalls, { choice: 'track my parcel', digit: '2' }),
      event(5 * hourMs, 'task:new', 'wxcc', adaCalls, { origin: '+12025550100', channelType: 'chat' }),
      event(90 * minuteMs, 'page:view', 'web-shop', adaMail, { page: '/returns' }),
      event(12 * minuteMs, 'task:new', 'wxcc', adaCalls, call('+12025550101')),
      event(7 * dayMs, 'shop:order', 'web-shop', ben, { orderId: 'O-20398', amount: 48 }),
      event(30 * hourMs, 'task:new', 'wxcc', ben, { origin: 'ben@example.com', channelType: 'email' }),
      event(4 * dayMs, 'task:new', 'wxcc', chidi, call('+12025550177')),
    ],
  }
}

const call = (origin: string): CloudEvent['data'] => ({ origin, channelType: 'telephony', direction: 'INBOUND' })

function attribute(
  displayName: string,
  event: string,
  metaData: string,
  aggregationMode: TemplateAttribute['aggregationMode'],
  [lookBackDurationType, lookBackPeriod]: readonly [string, number],
): TemplateAttribute {
  return {
    displayName,
    version: '0.1',
    event,
    metaDataType: 'string',
    metaData,
    limit: 1000,
    lookBackDurationType,
    lookBackPeriod,
    aggregationMode,
    verbose: true,
    widgetAttributes: { type: 'table' },
    rules: null,
  }
}
