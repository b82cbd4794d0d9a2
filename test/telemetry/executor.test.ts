import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { DEFAULT_WORKSPACE_ID, startEmulator, type Emulator } from '../../src/emulator/index.js'
import { authorizations, createExecutor, type Executor, type Transport } from '../../src/index.js'
import { withTelemetry } from '../../src/telemetry/index.js'
import { axiosTransport } from '../../src/transport/axios-transport.js'
import { root } from '../cli/support.js'
import { goodInputs, node } from '../support/invocation.js'
import { startTelemetry, type Telemetry } from './exported.js'

let emulator: Emulator
let telemetry: Telemetry
let token: string
let executor: Executor

beforeEach(async () => {
  emulator = await startEmulator()
  telemetry = startTelemetry()
  token = emulator.oauth.issue().access_token
  executor = executorWith({})
})
afterEach(async () => {
  executor.close()
  await telemetry.close()
  await emulator.close()
})

function executorWith(options: { readonly transport?: Transport }): Executor {
  const plain = createExecutor(node, {
    authorizations: authorizations({ main: { baseUrl: emulator.baseUrl, accessToken: token } }),
    ...options,
  })
  return withTelemetry(plain, telemetry.providers)
}

const event = { ...goodInputs.writeToCjds, workspaceId: DEFAULT_WORKSPACE_ID }
const people = { ...goodInputs.getIdentityByAliases, workspaceId: DEFAULT_WORKSPACE_ID }
const onlySpan = () => {
  const [span, ...others] = telemetry.spans()
  if (span === undefined || others.length > 0) throw new Error(`${telemetry.spans().length} spans`)
  return span
}

describe('a span', () => {
  test('of a success', async () => {
    expect(await executor.execute('writeToCjds', event)).toMatchObject({ outcome: 'onEventPostSuccess' })
    const span = onlySpan()
    expect(span).toMatchObject({ name: 'writeToCjds', kind: SpanKind.CLIENT, ended: true })
    expect(span.instrumentationScope.name).toBe('cjds-flow-node')
    expect(span.status.code).toBe(SpanStatusCode.UNSET)
    expect(span.attributes).toEqual({
      'flow_node.id': node.manifest.id,
      'flow_node.version': node.manifest.version,
      'flow_node.method': 'writeToCjds',
      'flow_node.outcome': 'onEventPostSuccess',
      'flow_node.delivery': 'accepted',
      'http.response.status_code': 202,
    })
  })

  test('of an outcome by status', async () => {
    await executor.execute('getIdentityByAliases', people)
    expect(onlySpan().status).toEqual({ code: SpanStatusCode.ERROR })
    expect(onlySpan().attributes).toMatchObject({
      'flow_node.outcome': 'onNotFound',
      'flow_node.delivery': 'rejected',
      'error.type': 'HTTP_404',
      'http.response.status_code': 404,
    })
  })

  test('of a fault, which has no status', async () => {
    await executor.execute('writeToCjds', { ...event, eventTime: 'yesterday' })
    expect(onlySpan().attributes).toMatchObject({ 'flow_node.outcome': 'onInvalidData', 'error.type': 'FORMAT' })
    expect(onlySpan().attributes).not.toHaveProperty('http.response.status_code')
  })

  test('of a second attempt, and of warnings', async () => {
    emulator.scenarios.add({ on: 'persons.getByAliases', times: 1, damage: 'reset' })
    await executor.execute('getIdentityByAliases', people)
    emulator.scenarios.add({ on: 'events.publish', times: 1, damage: 'broken-json' })
    await executor.execute('writeToCjds', event)
    const [again, warned] = telemetry.spans()
    expect(again?.attributes).toMatchObject({ 'http.request.resend_count': 1, 'error.type': 'HTTP_404' })
    expect(warned?.attributes).toMatchObject({ 'flow_node.warnings': ['BODY_NOT_JSON'] })
  })

  test('lasts as long as the invocation, and is the parent of what happens inside', async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    const transport = axiosTransport()
    try {
      const tracer = telemetry.providers.tracerProvider.getTracer('http')
      const instrumented: Transport = async (request, options) => {
        const span = tracer.startSpan('POST')
        const response = await transport(request, options)
        span.end()
        return response
      }
      const inner = executorWith({ transport: instrumented })
      await tracer.startActiveSpan('flow', async (flow) => {
        await Promise.all([inner.execute('writeToCjds', event), inner.execute('getIdentityByAliases', people)])
        flow.end()
      })
      inner.close()
    } finally {
      transport.close()
      context.disable()
    }
    const spans = telemetry.spans()
    const parentOf = (child: (typeof spans)[number]) =>
      spans.find((span) => span.spanContext().spanId === child.parentSpanContext?.spanId)?.name
    expect(spans.map((span) => `${span.name} in ${parentOf(span) ?? 'nothing'}`).sort()).toEqual([
      'POST in getIdentityByAliases',
      'POST in writeToCjds',
      'flow in nothing',
      'getIdentityByAliases in flow',
      'writeToCjds in flow',
    ])
  })
})

test('metrics count by method and outcome', async () => {
  await executor.execute('writeToCjds', event)
  await executor.execute('writeToCjds', event)
  await executor.execute('writeToCjds', { ...event, identity: '' })
  await executor.execute('getIdentityByAliases', { ...people, aliases: 'nobody' })
  const durations = await telemetry.points('flow_node.invocation.duration')
  const id = { 'flow_node.id': node.manifest.id }
  const write = { ...id, 'flow_node.method': 'writeToCjds' }
  expect(durations.map(({ attributes, value }) => [attributes, (value as { count: number }).count])).toEqual([
    [{ ...write, 'flow_node.outcome': 'onEventPostSuccess', 'http.response.status_code': 202 }, 2],
    [{ ...write, 'flow_node.outcome': 'onInvalidData', 'error.type': 'REQUIRED' }, 1],
    [
      {
        ...id,
        'flow_node.method': 'getIdentityByAliases',
        'flow_node.outcome': 'onNotFound',
        'error.type': 'HTTP_404',
        'http.response.status_code': 404,
      },
      1,
    ],
  ])
  const requests = await telemetry.points('flow_node.invocation.requests')
  expect(requests.map(({ attributes, value }) => [attributes['flow_node.method'], value])).toEqual([
    ['writeToCjds', 2],
    ['getIdentityByAliases', 1],
  ])
})

test('nothing personal and no secret is exported, whatever happens', async () => {
  const planted = ['planted-person@example.com', '+12025550177', 'Plantedname', 'planted-field', token]
  const [email = '', phone = '', name = '', field = ''] = planted
  const write = { ...event, identityType: 'email', identity: email, jsonData: JSON.stringify({ [field]: name }) }
  const calls: [string, Readonly<Record<string, unknown>>][] = [
    ['writeToCjds', write],
    ['writeToCjds', { ...write, eventTime: name }],
    ['writeToCjds', { ...write, [field]: email }],
    ['writeToCjds', { ...write, identityType: phone }],
    ['manageIdentity', { authorization: 'main', workspaceId: DEFAULT_WORKSPACE_ID, email, phone, firstName: name }],
    ['manageIdentity', { authorization: email, workspaceId: phone, email }],
    ['getIdentityByAliases', { ...people, aliases: `${email},${phone}` }],
    ['getIdentityByAliases', { ...people, aliases: `$(${field})` }],
    ['readFromCjds', { ...people, templateName: name, aliasId: email }],
    [email, { [phone]: name }],
  ]
  const reflect = { message: `${email} ${token}`, errors: [phone], status: name }
  const scenarios = [
    () => undefined,
    () => emulator.scenarios.add({ on: '* *', answer: { status: 400, body: reflect } }),
    () => emulator.scenarios.add({ on: '* *', answer: { status: 700, headers: { 'x-p': email }, body: email } }),
    () => emulator.scenarios.add({ on: '* *', damage: 'hang-up' }),
    () => emulator.scenarios.add({ on: '* *', damage: { kind: 'raw', text: `${email}\r\n\r\n` } }),
  ]
  for (const scenario of scenarios) {
    emulator.scenarios.clear()
    scenario()
    for (const [method, inputs] of calls) await executor.execute(method, inputs, { variables: { [field]: phone } })
  }
  const exported = await telemetry.all()
  expect(telemetry.spans()).toHaveLength(scenarios.length * calls.length)
  expect(planted.filter((value) => exported.includes(value))).toEqual([])
  // It did get out where it should.
  expect(JSON.stringify(emulator.recordings.list())).toContain(email)
})

test('without a provider nothing happens but the invocation', async () => {
  const plain = createExecutor(node, {
    authorizations: authorizations({ main: { baseUrl: emulator.baseUrl, accessToken: token } }),
  })
  const wrapped = withTelemetry(plain)
  expect((await wrapped.execute('writeToCjds', event)).outcome).toBe('onEventPostSuccess')
  expect((await wrapped.explain('writeToCjds', event)).problems).toEqual([])
  wrapped.close()
  expect(trace.getActiveSpan()).toBeUndefined()
})

test('no other entry of the package loads OpenTelemetry', () => {
  const directory = join(root, 'dist')
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => /\.c?js$/.test(file))
  const loads = /^(import|export) .*["'](@opentelemetry\/|.*\/telemetry\/)/m
  const asking = files.filter((file) => loads.test(readFileSync(join(directory, file), 'utf8')))
  expect(files.length).toBeGreaterThan(10)
  expect(asking).toEqual([join('telemetry', 'index.js')])
})
