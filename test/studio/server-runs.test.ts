import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type {
  ApiFailure,
  ChoicesView,
  ExchangeView,
  ExplanationView,
  Preset,
  Run,
  RunRequest,
  Scenario,
  ScenarioChoice,
  Session,
} from '../../src/studio/api.js'
import { openStudio, type TestStudio } from './support.js'

let studio: TestStudio
beforeAll(async () => {
  studio = await openStudio()
})
afterAll(async () => {
  await studio.close()
  expect(studio.mistakes).toEqual([])
})

const method = 'getIdentityByAliases'
const variables = { callerNumber: '+12025550100' }
const inputs = (more: object = {}) => ({
  authorization: 'emulator',
  workspaceId: studio.session.emulator?.workspaceId,
  aliases: '$(callerNumber)',
  ...more,
})
const run = (more: Partial<RunRequest> = {}): Promise<Run> =>
  studio.post('runs', { method, inputs: inputs(), variables, ...more })
const only = ([exchange, ...others]: readonly ExchangeView[]): ExchangeView => {
  expect(others).toEqual([])
  if (exchange === undefined) throw new Error('Nothing was sent.')
  return exchange
}

describe('The session', () => {
  test('lists the runs that are remembered, personal data masked, so that a page loaded again shows them', async () => {
    const made = await run()
    const { runs } = await studio.get<Session>('session')
    expect(runs.at(-1)).toEqual(made)
    expect(JSON.stringify(runs.at(-1)?.exchanges)).not.toContain('2025550100')
  })

  test('has the node, its forms and presets, the emulator and what to start with', () => {
    const { node, connections, emulator, folder } = studio.session
    const ids = node.description.methods.map(({ id }) => id)
    expect(Object.keys(node.forms)).toEqual(ids)
    expect(Object.keys(node.presets)).toEqual(ids)
    expect(node.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(connections).toEqual([{ name: 'emulator', baseUrl: studio.emulator?.baseUrl, kind: 'emulator' }])
    expect(emulator?.workspaceName).toBe('Sandbox')
    expect(studio.session.variables).toMatchObject({ callerNumber: '+12025550100' })
    expect(folder).toBeNull()
  })

  test('without an emulator has no scenarios, no connection and no journey', async () => {
    const other = await openStudio({ emulator: false })
    expect(other.session).toMatchObject({ emulator: null, scenarios: [], connections: [] })
    const journey = await other.ask<ApiFailure>('POST', 'journey', {})
    expect([journey.status, journey.json.code]).toEqual([409, 'NO_EMULATOR'])
    const played = await other.ask<ApiFailure>('POST', 'runs', {
      method,
      inputs: {},
      variables: {},
      scenario: { status: 500 },
    })
    expect([played.status, played.json.code]).toEqual([400, 'SCENARIO'])
    await other.close()
  })
})

describe('Explain', () => {
  const explain = (body: object): Promise<ExplanationView> => studio.post('explain', body)

  test('traces each value to its line and to its place in the request', async () => {
    const { request, steps } = await explain({
      method: 'manageIdentity',
      inputs: { ...inputs({ phone: '$(callerNumber), +12025550199', firstName: 'Ada' }), aliases: undefined },
      variables,
    })
    expect(request?.body).toMatchObject({ firstName: 'Ada', phone: ['+12025550100', '+12025550199'] })
    const sent = steps.filter(({ step }) => step === 'send').map(({ input, to }) => [input, to])
    expect(sent).toContainEqual(['workspaceId', { part: 'path' }])
    expect(sent).toContainEqual(['firstName', { part: 'body', pointer: '/firstName' }])
    expect(sent).toContainEqual(['phone', { part: 'body', pointer: '/phone' }])

    const { files } = await studio.get<{ files: Record<string, string> }>('manifest')
    for (const { input = '', manifest, source } of steps) {
      const line = files[source?.file ?? '']?.split('\n')[(source?.line ?? 0) - 1]
      const key = manifest.split('/').at(-1) ?? ''
      expect([input, line]).toEqual([input, expect.stringContaining(`"${key}"`)])
    }
    const places = new Map(steps.map(({ input, source }) => [input, source?.file]))
    expect(places.get('phone')).toBe('methods/manage-identity.json')
  })

  test('an inherited input is traced to the defaults of the node', async () => {
    const { problems, steps, fault } = await explain({ method, inputs: {}, variables: {} })
    expect(fault?.kind).toBe('invalidData')
    expect(problems.map(({ input }) => input)).toEqual(['authorization', 'workspaceId', 'aliases'])
    expect(steps.find(({ input }) => input === 'workspaceId')?.source?.file).toBe('node.json')
    expect(steps.find(({ input }) => input === 'aliases')?.source?.file).toBe('methods/get-identity-by-aliases.json')
  })

  test('is quick enough to follow typing', async () => {
    const times: number[] = []
    for (let round = 0; round < 20; round++) {
      const before = performance.now()
      await explain({ method, inputs: inputs(), variables })
      times.push(performance.now() - before)
    }
    // The median: the machine may be busy with something else for a moment.
    expect(times.sort((one, other) => one - other)[10]).toBeLessThan(50)
  })
})

describe('Choices', () => {
  const choices = (scenario?: Scenario): Promise<ChoicesView> =>
    studio.post('choices', { method, input: 'workspaceId', inputs: inputs(), variables, ...(scenario && { scenario }) })

  test('come from the emulator, or fail where a scenario says so', async () => {
    expect(await choices()).toMatchObject({ choices: [{ label: 'Sandbox' }, { label: 'Training' }] })
    expect(await choices({ id: 'choices-fail' })).toMatchObject({ failed: { code: 'HTTP_503' } })
    expect(await choices()).toMatchObject({ complete: true })
  })

  test('are not hit by the scenario of a run that goes on', async () => {
    const silent = run({ scenario: { id: 'silence' }, timeoutMs: 1500 })
    const plain = run()
    expect(await choices()).toMatchObject({ complete: true })
    expect((await plain).result.outcome).toBe('onGetIdentityByAliasesSuccess')
    expect((await silent).result.outcome).toBe('onTimeout')
    expect(studio.emulator?.scenarios.list()).toEqual([])
  })

  test('of an input that has no drop-down', async () => {
    const answer = await studio.post<ChoicesView>('choices', {
      method,
      input: 'aliases',
      inputs: inputs(),
      variables: {},
    })
    expect(answer).toMatchObject({ failed: { code: 'NO_OPTIONS' } })
  })
})

describe('A run', () => {
  test('is a step whose outputs later runs can use', async () => {
    const first = await run()
    expect(first.result.outcome).toBe('onGetIdentityByAliasesSuccess')
    expect(first.step).toBe(`n${first.id}`)
    const later = await studio.post<ExplanationView>('explain', {
      method,
      inputs: inputs({ aliases: `$(${first.step}.organizationId)` }),
      variables: {},
    })
    expect(later.values.aliases).toEqual([first.result.outputs.organizationId])
    const own = await studio.post<ExplanationView>('explain', {
      method,
      inputs: inputs({ aliases: `$(${first.step}.organizationId)` }),
      variables: { [`${first.step}.organizationId`]: 'mine' },
    })
    expect(own.values.aliases).toEqual(['mine'])
  })

  test('that sends nothing has no exchanges and no timeline', async () => {
    const { result, exchanges, timeline } = await run({ inputs: {} })
    expect([result.outcome, exchanges, timeline]).toEqual(['onInvalidData', [], []])
  })

  test.each(['explain', 'runs', 'choices'])('of a method that does not exist: %s', async (path) => {
    const body = { method: 'nothing', inputs: {}, variables: {}, ...(path === 'choices' && { input: 'x' }) }
    const { status, json } = await studio.ask<ApiFailure>('POST', path, body)
    expect([status, json.code]).toEqual([404, 'NO_METHOD'])
  })

  test('the last fifty are remembered', async () => {
    const first = await run({ inputs: {} })
    await Promise.all(Array.from({ length: 49 }, () => run({ inputs: {} })))
    expect((await studio.get<Run>(`runs/${first.id}/clear`)).id).toBe(first.id)
    await run({ inputs: {} })
    const { status, json } = await studio.ask<ApiFailure>('GET', `runs/${first.id}/clear`)
    expect([status, json.code]).toEqual([404, 'NO_RUN'])
  })
})

describe('What is shown of the exchanges', () => {
  test('personal data are masked until they are asked for, tokens always', async () => {
    const masked = await run()
    const { request, response } = only(masked.exchanges)
    expect(masked.masked).toBe(true)
    expect(request.url).toMatch(/\/aliases\/\*\*\*$/)
    expect(request.headers.authorization).toBe('***')
    expect(response?.body).not.toMatch(/Moreau|2025550100|C-1001/)
    expect(JSON.parse(response?.body ?? '')).toMatchObject({
      meta: { organizationId: masked.result.outputs.organizationId },
      data: [{ firstName: '***', phone: ['***', '***'], email: [] }],
    })

    const clear = await studio.get<Run>(`runs/${masked.id}/clear`)
    const exchange = only(clear.exchanges)
    expect(clear).toMatchObject({ id: masked.id, masked: false, result: masked.result, timeline: masked.timeline })
    expect(exchange.request.url).toContain('%2B12025550100')
    expect(exchange.request.headers.authorization).toBe('***')
    expect(JSON.parse(exchange.response?.body ?? '')).toMatchObject({
      data: [{ firstName: 'Ada', lastName: 'Moreau' }],
    })
    expect(exchange.response).toMatchObject({ status: 200, phrase: 'OK', failure: null })
    expect(exchange.response?.bytes).toBeGreaterThan(200)
  })

  test('the body of a request is indented, and masked as well', async () => {
    const { id, exchanges } = await run({
      method: 'manageIdentity',
      inputs: { ...inputs(), aliases: undefined, phone: '+12025550188', lastName: 'Quill' },
    })
    expect(only(exchanges).request.body).toContain('\n  "lastName": "***"')
    expect(JSON.stringify(exchanges)).not.toMatch(/Quill|2025550188/)
    const clear = await studio.get<Run>(`runs/${id}/clear`)
    expect(JSON.parse(only(clear.exchanges).request.body ?? '')).toMatchObject({ lastName: 'Quill' })
  })

  test('an answer that cannot be read is masked as a whole', async () => {
    const broken = await run({ scenario: { id: 'broken-json' } })
    expect(only(broken.exchanges).response?.body).toBe('***')
    const clear = await studio.get<Run>(`runs/${broken.id}/clear`)
    expect(only(clear.exchanges).response?.body).toContain('Moreau')
  })

  test('a large answer is cut, with a remark', async () => {
    const large = await run({ scenario: { id: 'gzip-bomb' } })
    const clear = await studio.get<Run>(`runs/${large.id}/clear`)
    const { response } = only(clear.exchanges)
    expect(response?.failure).toBe('RESPONSE_TOO_LARGE')
    expect(response?.bytes).toBe(4 * 1024 * 1024)
    expect(response?.body.length).toBeLessThan(257 * 1024)
    expect(response?.body).toMatch(/cut here: 262144 of 4194304 characters are shown\.$/)
  })
})

describe('A timeline', () => {
  test('is of spans that follow each other within the time that the run took', async () => {
    for (const scenario of [undefined, { id: 'slow' }, { id: 'unauthorized' }, { id: 'truncated' }, { id: 'reset' }]) {
      const { timeline, result } = await run(scenario === undefined ? {} : { scenario })
      let last = 0
      for (const { startMs, endMs } of timeline) {
        expect(startMs).toBeGreaterThanOrEqual(last)
        expect(endMs).toBeGreaterThanOrEqual(startMs)
        last = endMs
      }
      expect(last).toBeLessThanOrEqual(result.meta.elapsedMs)
      expect(Math.max(...timeline.map(({ attempt }) => attempt))).toBe(result.meta.attempts)
      expect(
        result.meta.elapsedMs - timeline.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
      ).toBeLessThan(100)
    }
  })

  const kinds = async (id: string): Promise<string[]> => {
    const { timeline } = await run({ scenario: { id }, timeoutMs: 1000 })
    return timeline.map(({ kind, attempt, cut }) => `${kind} ${attempt}${cut ? ' cut' : ''}`)
  }

  test('says where the time went, and what it cut off', async () => {
    const waited = await run({ scenario: { id: 'slow' } })
    const span = waited.timeline.find(({ kind }) => kind === 'waiting')
    expect((span?.endMs ?? 0) - (span?.startMs ?? 0)).toBeGreaterThan(2900)
    expect((await kinds('silence')).at(-1)).toBe('waiting 1 cut')
    expect((await kinds('dripping-headers')).at(-1)).toBe('waiting 1 cut')
    expect((await kinds('dripping-body')).at(-1)).toBe('body 1 cut')
    expect((await kinds('dripping-body')).slice(0, 3)).toEqual(['token 1', 'connect 1', 'waiting 1'])
    expect(await kinds('refused')).toEqual(['token 1', 'connect 1 cut', 'connect 2 cut'])
  })

  test('has the renewal of a token that was refused', async () => {
    const { timeline, exchanges, result } = await run({ scenario: { id: 'unauthorized' } })
    expect(timeline.map(({ kind, attempt }) => `${kind} ${attempt}`)).toEqual(
      expect.arrayContaining(['token 1', 'waiting 1', 'token 2', 'waiting 2', 'body 2']),
    )
    expect(result.meta.attempts).toBe(2)
    expect(exchanges.map(({ response }) => response?.status)).toEqual([401, 401])
    expect(JSON.stringify(exchanges)).not.toMatch(/Bearer/)
  })
})

describe('Scenarios', () => {
  const expected: Readonly<Record<string, readonly [outcome: string, code: string | null]>> = {
    'bad-request': ['onBadRequest', 'HTTP_400'],
    unauthorized: ['onGetIdentityByAliasesFailure', 'HTTP_401'],
    forbidden: ['onForbidden', 'HTTP_403'],
    'not-found': ['onNotFound', 'HTTP_404'],
    conflict: ['onGetIdentityByAliasesFailure', 'HTTP_409'],
    'too-many-requests': ['onTooManyRequest', 'HTTP_429'],
    'server-error': ['onInternalServerError', 'HTTP_500'],
    'bad-gateway': ['onGetIdentityByAliasesFailure', 'HTTP_502'],
    slow: ['onGetIdentityByAliasesSuccess', null],
    silence: ['onTimeout', 'TIMEOUT'],
    'dripping-headers': ['onTimeout', 'TIMEOUT'],
    'dripping-body': ['onTimeout', 'BODY_TIMEOUT'],
    refused: ['onError', 'CONNECT'],
    reset: ['onError', 'RESET'],
    truncated: ['onError', 'RESET'],
    'broken-json': ['onError', 'RESPONSE_NOT_JSON'],
    'web-page': ['onError', 'RESPONSE_UNTRUSTED'],
    empty: ['onError', 'RESPONSE_EMPTY'],
    oversize: ['onError', 'RESPONSE_TOO_LARGE'],
    'gzip-bomb': ['onError', 'RESPONSE_TOO_LARGE'],
    redirect: ['onGetIdentityByAliasesFailure', 'HTTP_302'],
    'choices-fail': ['onGetIdentityByAliasesFailure', 'HTTP_503'],
  }

  test('each of them ends as it says', async () => {
    const { scenarios } = studio.session
    expect(scenarios.map(({ id }) => id)).toEqual(Object.keys(expected))
    const play = async ({ id }: ScenarioChoice) => {
      // A bomb takes its time on a busy machine.
      const timeoutMs = expected[id]?.[0] === 'onTimeout' ? 1_500 : 10_000
      const { result } = await run({ scenario: { id }, timeoutMs })
      return [id, [result.outcome, result.meta.code]] as const
    }
    const ended = await Promise.all(scenarios.map(play))
    expect(Object.fromEntries(ended)).toEqual(expected)
    expect(studio.emulator?.scenarios.list()).toEqual([])
  })

  test('the words are for the author: no identifiers, a sentence for each', () => {
    for (const { title, hint } of studio.session.scenarios) {
      expect(title.length).toBeLessThan(30)
      expect(hint).toMatch(/^[A-Z].*\.$/)
    }
  })

  test('too many requests says when to come again', async () => {
    const { result } = await run({ scenario: { id: 'too-many-requests' } })
    expect(result.meta.retryAfterMs).toBe(30_000)
  })

  test('any status that can be an answer', async () => {
    for (const status of [200, 202, 299, 304, 418, 599]) {
      const { result } = await run({ scenario: { status } })
      expect([status, result.meta.httpStatus]).toEqual([status, status])
    }
    for (const status of [100, 101, 199]) {
      const { status: answered, json } = await studio.ask<ApiFailure>('POST', 'runs', {
        method,
        inputs: inputs(),
        variables,
        scenario: { status },
      })
      expect([answered, json.code]).toEqual([400, 'SCENARIO'])
      expect(json.message).toContain('only announces an answer')
    }
  })

  test('every example runs as a preset, with its own answer, and ends as it says', async () => {
    const cases = Object.entries(studio.session.node.presets).flatMap(([id, presets]) =>
      presets.map((preset) => [id, preset] as const),
    )
    expect(cases.length).toBeGreaterThan(15)
    const play = async ([id, { name, inputs: saved, variables: given }]: readonly [string, Preset]) => {
      const request = { method: id, inputs: saved, variables: given, scenario: { preset: name } }
      return [id, name, (await studio.post<Run>('runs', request)).result.outcome]
    }
    expect(await Promise.all(cases.map(play))).toEqual(cases.map(([id, { name, outcome }]) => [id, name, outcome]))
  })

  test.each([
    [{ id: 'nothing' }, 'There is no such scenario'],
    [{ preset: 'nothing' }, 'no example of that name'],
  ])('one that there is not: %j', async (scenario, words) => {
    const { status, json } = await studio.ask<ApiFailure>('POST', 'runs', {
      method,
      inputs: inputs(),
      variables,
      scenario,
    })
    expect([status, json.code]).toEqual([400, 'SCENARIO'])
    expect(json.message).toContain(words)
  })
})
