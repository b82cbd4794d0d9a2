import { describe, expect, test } from '@jest/globals'
import { loadNode } from '../../src/index.js'
import { good, goodEvent, methodIds, useBench, type MethodId } from './bench.js'

const bench = useBench()
const { run } = bench

/** The contract's inputs once more: which are shown in which mode, and which of those are required. */
const details = ['agentId', 'destination', 'profileType', 'currentState', 'idleCodeId', 'createdTime']
const always = ['authorization', 'workspaceId']
const contract: readonly { method: MethodId; mode?: string; shown: readonly string[]; required: readonly string[] }[] =
  [
    {
      method: 'manageIdentity',
      mode: 'keyValue',
      shown: [
        'bodyMode',
        'firstName',
        'lastName',
        'phone',
        'email',
        'customerId',
        'temporaryId',
        'socialId',
        'overwrite',
      ],
      required: [],
    },
    { method: 'manageIdentity', mode: 'json', shown: ['bodyMode', 'jsonBody'], required: ['jsonBody'] },
    {
      method: 'writeToCjds',
      mode: 'keyValue',
      shown: [
        'bodyMode',
        'eventId',
        'eventSpecVersion',
        'eventType',
        'eventSource',
        'eventTime',
        'identityType',
        'identity',
        'dataObject',
      ],
      required: ['eventType', 'eventSource', 'identityType', 'identity'],
    },
    { method: 'writeToCjds', mode: 'json', shown: ['bodyMode', 'jsonBody'], required: ['jsonBody'] },
    { method: 'getIdentityByAliases', shown: ['aliases'], required: ['aliases'] },
    { method: 'readFromCjds', shown: ['templateName', 'aliasId'], required: ['templateName', 'aliasId'] },
  ]

describe.each(contract)('$method $mode', ({ method, mode, shown, required }) => {
  const inMode = { ...(mode && { bodyMode: mode }) }
  const right = {
    ...good[method],
    ...inMode,
    ...(mode === 'json' && { jsonBody: method === 'writeToCjds' ? goodEvent : { phone: ['+1'] } }),
  }

  test('what is shown', async () => {
    const { manifest } = (await loadNode()).methods.get(method) ?? {}
    const { hidden } = await bench.explain(method, right)
    const visible = Object.keys(manifest?.inputs ?? {}).filter((id) => !hidden.includes(id))
    expect(visible.sort()).toEqual([...always, ...shown].sort())
  })

  test('what is required', async () => {
    for (const id of [...always, ...shown]) {
      const { problems } = await bench.explain(method, { ...right, [id]: undefined })
      const missing = problems.some(({ code, input }) => code === 'REQUIRED' && input === id)
      expect([id, missing]).toEqual([id, [...always, ...required].includes(id)])
    }
  })

  test('what is hidden is neither checked nor sent', async () => {
    const { manifest } = (await loadNode()).methods.get(method) ?? {}
    const { hidden } = await bench.explain(method, right)
    bench.service.answer({ status: 202, body: { data: [] } })
    await run(method, right)
    const [plain] = bench.service.requests
    for (const id of hidden) {
      bench.service.answer({ status: 202, body: { data: [] } })
      const { outputs } = await run(method, { ...right, [id]: { not: ['what', 'is', 'due'] } })
      expect([id, outputs.errors]).toEqual([id, []])
      const [sent] = bench.service.requests
      if (mode === 'json') expect(sent?.text).toBe(plain?.text)
      expect(sent?.text).not.toContain('what')
    }
    expect(hidden.every((id) => Object.hasOwn(manifest?.inputs ?? {}, id))).toBe(true)
  })
})

describe('The details of an event', () => {
  const values: Readonly<Record<string, string>> = {
    ...Object.fromEntries(details.map((id) => [id, `value of ${id}`])),
    createdTime: '1767225600000',
  }

  test.each(details)('%s is shown and required when it is chosen, and sent as chosen', async (id) => {
    const inputs = { ...good.writeToCjds, ...values, dataObject: id }
    bench.service.answer({ status: 202 })
    await run('writeToCjds', inputs)
    expect(bench.service.requests[0]?.body).toMatchObject({ data: { [id]: values[id] } })
    expect(Object.keys((bench.service.requests[0]?.body as { data: object }).data)).toEqual([id])
    const { problems } = await bench.explain('writeToCjds', { ...inputs, [id]: ' ' })
    expect(problems.map(({ code, input }) => [code, input])).toEqual([['REQUIRED', id]])
  })

  test('several, as text or list', async () => {
    for (const dataObject of ['agentId,destination', ['destination', 'agentId']]) {
      bench.service.answer({ status: 202 })
      await run('writeToCjds', { ...good.writeToCjds, ...values, dataObject })
      expect(bench.service.requests[0]?.body).toMatchObject({
        data: { agentId: values.agentId, destination: values.destination },
      })
    }
  })

  test('none', async () => {
    bench.service.answer({ status: 202 })
    await run('writeToCjds', { ...good.writeToCjds, ...values })
    expect(bench.service.requests[0]?.body).toMatchObject({
      data: {},
      specversion: '1.0',
      datacontenttype: 'application/json',
    })
    expect(bench.service.requests[0]?.body).not.toHaveProperty('time')
  })
})

describe('The two ways of giving a body', () => {
  test('fields: the whole request', async () => {
    bench.service.answer({ status: 202 })
    await run('manageIdentity', {
      ...good.manageIdentity,
      firstName: 'Ada Maria',
      lastName: 'Moreau, née B',
      phone: ['+12025550100', '+12025550101'],
      email: 'ada@example.com',
      customerId: 'C-1,C-2',
      temporaryId: 'web',
      socialId: 'apple:1',
      overwrite: 'true',
    })
    const [{ method, target, body, headers } = { method: '', target: '', body: undefined, headers: {} }] =
      bench.service.requests
    expect({ method, target, body }).toEqual({
      method: 'POST',
      target: '/admin/v1/api/person/merge-identities/workspace-id/63f1c2d4e5a6b7c8d9e0f1a2',
      body: {
        firstName: 'Ada Maria',
        lastName: 'Moreau, née B',
        phone: ['+12025550100', '+12025550101'],
        email: ['ada@example.com'],
        customerId: ['C-1', 'C-2'],
        temporaryId: ['web'],
        socialId: ['apple:1'],
        override: true,
      },
    })
    expect(headers).toMatchObject({
      authorization: 'Bearer token-of-the-test',
      'content-type': 'application/json',
      accept: 'application/json',
    })
  })

  test.each([JSON.stringify(goodEvent), goodEvent, `  ${JSON.stringify(goodEvent, null, 2)}\n`])(
    'JSON: %j',
    async (jsonBody) => {
      bench.service.answer({ status: 202 })
      await run('writeToCjds', { ...good.writeToCjds, bodyMode: 'json', jsonBody })
      expect(bench.service.requests[0]).toMatchObject({
        target: `/publish/v1/api/event?workspaceId=63f1c2d4e5a6b7c8d9e0f1a2`,
        body: goodEvent,
      })
    },
  )

  test.each([
    { previousidentity: null },
    { previousidentity: 'old@example.com' },
    { time: '2026-01-31T09:30:00Z', data: {} },
  ])('what an event may have more: %j', async (more) => {
    bench.service.answer({ status: 202 })
    const { outcome } = await run('writeToCjds', {
      ...good.writeToCjds,
      bodyMode: 'json',
      jsonBody: { ...goodEvent, ...more },
    })
    expect([outcome, bench.service.requests[0]?.body]).toEqual(['onEventPostSuccess', { ...goodEvent, ...more }])
  })
})

test.each(methodIds)('%s names every field by its label', async (method) => {
  const { manifest } = (await loadNode()).methods.get(method) ?? {}
  const wrong = Object.fromEntries(Object.keys(manifest?.inputs ?? {}).map((id) => [id, new Date(0)]))
  for (const mode of ['keyValue', 'json']) {
    const { problems } = await bench.explain(method, {
      ...wrong,
      ...(manifest?.inputs.bodyMode && { bodyMode: mode }),
    })
    for (const { input, text } of problems.filter((problem) => problem.code !== 'UNKNOWN_AUTHORIZATION'))
      expect(text.startsWith(manifest?.inputs[String(input)]?.title ?? '?')).toBe(true)
  }
})
