import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { DEFAULT_WORKSPACE_ID, startEmulator, type Emulator } from '../../src/emulator/index.js'
import { authorizations, createExecutor, loadNode, type CjdsMethods, type Executor } from '../../src/index.js'
import { runCli } from '../cli/support.js'

interface Event {
  readonly id: string
  readonly type: string
  readonly identity: string
  readonly time?: string
  readonly previousidentity?: string | null
  readonly data: Readonly<Record<string, unknown>>
}

const folder = new URL('../../examples/events/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8')
const eventOf = (file: string): Event => JSON.parse(textOf(file)) as Event

let emulator: Emulator
let token: string
let executor: Executor<CjdsMethods>

beforeAll(async () => {
  emulator = await startEmulator({ rateLimit: false })
  executor = createExecutor(await loadNode(), {
    authorizations: authorizations({ main: { baseUrl: emulator.baseUrl, accessToken: () => token } }),
    defaultAuthorization: 'main',
  })
})

beforeEach(() => {
  emulator.reset()
  token = emulator.oauth.issue().access_token
})

afterAll(async () => {
  executor.close()
  await emulator.close()
})

/** The one event of the service, over HTTP as any client reads it; the text and what it says. */
async function readBack(identity: string): Promise<{ text: string; event: Event }> {
  const path = `/v1/api/events/workspace-id/${DEFAULT_WORKSPACE_ID}?identity=${encodeURIComponent(identity)}`
  const answer = await fetch(emulator.baseUrl + path, { headers: { authorization: `Bearer ${token}` } })
  const text = await answer.text()
  const { data } = JSON.parse(text) as { data: Event[] }
  const [event, ...others] = data
  if (event === undefined || others.length > 0) throw new Error(`${data.length} events instead of one`)
  return { text, event }
}

/** Byte for byte: the data as it stands in the answer is the original's JSON, and the rest of the event is the same. */
async function expectKept(file: string): Promise<void> {
  const original = eventOf(file)
  const { text, event } = await readBack(original.identity)
  const data = JSON.stringify(original.data)
  expect(Buffer.from(JSON.stringify(event.data)).equals(Buffer.from(data))).toBe(true)
  expect(text).toContain(`"data":${data}`)
  expect(event).toEqual({ time: expect.any(String), ...original })
}

describe('events of the shapes that are really written', () => {
  test('are many, and cover what is special about them', () => {
    const events = files.map(eventOf)
    const all = files.map((file) => JSON.stringify(eventOf(file))).join('\n')
    expect(files.length).toBeGreaterThanOrEqual(12)
    expect(new Set(events.map(({ id }) => id)).size).toBe(files.length)
    for (const channel of ['telephony', 'chat', 'email', 'social']) expect(all).toContain(`"channelType":"${channel}"`)
    for (const sign of ['€', '¥', '£', '$']) expect(all).toContain(sign)
    expect(events.some(({ previousidentity }) => typeof previousidentity === 'string')).toBe(true)
    expect(events.some(({ previousidentity }) => previousidentity === null)).toBe(true)
    expect(events.some(({ data }) => Object.keys(data).some((key) => key.includes(' ')))).toBe(true)
    expect(files.some((file) => textOf(file).includes('\\ud83d\\uded1'))).toBe(true)
    expect(events.some(({ data }) => String(data.transcript).length > 10_000)).toBe(true)
    expect(Math.max(...files.map((file) => textOf(file).length))).toBeGreaterThan(30_000)
  })

  test.each(files)('%s goes in as text and comes back the same', async (file) => {
    const result = await executor.execute('writeToCjds', {
      workspaceId: DEFAULT_WORKSPACE_ID,
      bodyMode: 'json',
      jsonBody: textOf(file),
    })
    expect(result.outputs.errors).toEqual([])
    expect(result.outcome).toBe('onEventPostSuccess')
    await expectKept(file)
  })

  test.each(files)('%s goes in as an object and comes back the same', async (file) => {
    const { outcome } = await executor.execute('writeToCjds', {
      workspaceId: DEFAULT_WORKSPACE_ID,
      bodyMode: 'json',
      jsonBody: eventOf(file) as never,
    })
    expect(outcome).toBe('onEventPostSuccess')
    await expectKept(file)
  })

  test.each(['queue-emoji-escaped.json', 'payment-yen-and-pound.json', 'chat-transcript.json', 'order-nested.json'])(
    '%s goes in over the command line and comes back the same',
    async (file) => {
      const set = (id: string, value: string): string[] => ['--set', `${id}=${value}`]
      const run = await runCli(
        [
          ...['run', 'writeToCjds', '--base-url', emulator.baseUrl],
          ...set('workspaceId', DEFAULT_WORKSPACE_ID),
          ...set('bodyMode', 'json'),
          ...set('jsonBody', `@examples/events/${file}`),
        ],
        { env: { CJDS_NODE_TOKEN: token } },
      )
      expect(run).toMatchObject({ status: 0, stderr: '' })
      await expectKept(file)
    },
  )
})
