import { describe, expect, test } from '@jest/globals'
import { setTimeout as delay } from 'node:timers/promises'
import { expectRefused, good, goodEvent, useBench } from './bench.js'

const bench = useBench()
const { run } = bench

async function written(inputs: object, variables?: unknown): Promise<Record<string, unknown>> {
  bench.service.answer({ status: 202 })
  const { outcome, outputs } = await run('writeToCjds', { ...good.writeToCjds, ...inputs }, { variables })
  expect([outcome, outputs.errors]).toEqual(['onEventPostSuccess', []])
  return bench.service.requests[0]?.body as Record<string, unknown>
}

describe('Where variables come from', () => {
  test.each<[string, unknown]>([
    ['a record', { id: 'ada' }],
    ['a record without a prototype', Object.assign(Object.create(null) as object, { id: 'ada' })],
    ['a function', (name: string) => (name === 'id' ? 'ada' : undefined)],
    ['an async function', async (name: string) => delay(5, name === 'id' ? 'ada' : undefined)],
    ['a record of promises', { id: Promise.resolve('ada') }],
  ])('%s', async (_what, variables) => {
    expect(await written({ identity: '$(id)' }, variables)).toMatchObject({ identity: 'ada' })
  })

  test('each name is asked for once, and no other', async () => {
    const asked: string[] = []
    await written({ identity: '$(id)', eventType: '$(id) $(node.kind)', eventSource: '$5' }, (name: string) => {
      asked.push(name)
      return name
    })
    expect(asked.sort()).toEqual(['id', 'node.kind'])
  })

  test('none are looked up when none are named', async () => {
    const asked = (): never => {
      throw new Error('asked')
    }
    expect(await written({}, asked)).toMatchObject({ identity: '+12025550100' })
  })

  test.each<[string, object, string[]]>([
    ['of a hidden input', { jsonBody: '$(json)' }, []],
    ['of one that is shown', { bodyMode: 'keyValue', jsonBody: '$(json)', eventType: '$(kind)' }, ['kind']],
    ['of one that a choice shows', { dataObject: 'agentId', agentId: '$(agent)', destination: '$(dest)' }, ['agent']],
    ['of all where a variable decides', { bodyMode: '$(mode)', jsonBody: '$(json)' }, ['json', 'mode']],
    [
      'of those below one that a variable may show',
      { bodyMode: '$(mode)', dataObject: 'agentId', agentId: '$(agent)', jsonBody: '$(json)' },
      ['agent', 'json', 'mode'],
    ],
  ])('variables %s', async (_which, inputs, expected) => {
    const asked: string[] = []
    await written(inputs, (name: string) => {
      asked.push(name)
      return name === 'mode' ? 'keyValue' : name
    })
    expect(asked.sort()).toEqual(expected)
  })

  test('a look-up for a hidden input neither fails an invocation nor holds it up', async () => {
    for (const never of [() => Promise.reject(new Error('asked')), () => new Promise(() => undefined)])
      expect(await written({ jsonBody: '$(json)' }, never)).toMatchObject({ identity: '+12025550100' })
  })

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('secret')
      },
    ],
    ['rejects', async () => Promise.reject(new Error('secret'))],
    [
      'throws something odd',
      () => {
        throw undefined as unknown as Error
      },
    ],
  ])('a look-up that %s is a fault of the host', async (_what, variables) => {
    const result = await run('writeToCjds', { ...good.writeToCjds, identity: '$(id)' }, { variables })
    expect(result).toMatchObject({ outcome: 'onError', meta: { code: 'UNEXPECTED', delivery: 'not-sent' } })
    expect(JSON.stringify(result)).not.toContain('secret')
    expect(bench.service.requests).toHaveLength(0)
  })

  test.each([null, 5, 'text'])('%p has none', async (variables) => {
    const result = await run('writeToCjds', { ...good.writeToCjds, identity: '$(length)' }, { variables })
    expectRefused(result, { outcome: 'onInvalidData', code: 'UNRESOLVED_VARIABLE' }, bench.service)
  })

  test('inherited names do not exist', async () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      const result = await run('writeToCjds', { ...good.writeToCjds, identity: `$(${name})` }, { variables: {} })
      expectRefused(result, { outcome: 'onInvalidData', code: 'UNRESOLVED_VARIABLE' }, bench.service)
    }
  })
})

describe('Whole values keep their type', () => {
  test.each<[string, object, unknown, object]>([
    ['a text', { identity: ' $(v) ' }, 'ada', { identity: 'ada' }],
    ['a number as text', { identity: '$(v)' }, 4711, { identity: '4711' }],
    ['a list as list', { dataObject: '$(v)', agentId: 'a' }, ['agentId'], { data: { agentId: 'a' } }],
    [
      'a comma list',
      { dataObject: '$(v)', agentId: 'a', destination: 'd' },
      'agentId, destination',
      { data: { agentId: 'a', destination: 'd' } },
    ],
    ['an object as the JSON object', { bodyMode: 'json', jsonBody: '$(v)' }, goodEvent, goodEvent],
    ['a text as the JSON object', { bodyMode: 'json', jsonBody: '$(v)' }, JSON.stringify(goodEvent), goodEvent],
    ['the mode', { bodyMode: '$(v)', jsonBody: goodEvent }, 'json', goodEvent],
    [
      'a number in the JSON object',
      { bodyMode: 'json', jsonBody: { ...goodEvent, data: { n: '$(v)' } } },
      5,
      { data: { n: 5 } },
    ],
    [
      'a list in the JSON text',
      { bodyMode: 'json', jsonBody: JSON.stringify(goodEvent).replace('"12.50"', '$(v)') },
      [1, null],
      { data: { amount: [1, null] } },
    ],
    [
      'null in the JSON object',
      { bodyMode: 'json', jsonBody: { ...goodEvent, data: { n: '$(v)' } } },
      null,
      { data: { n: null } },
    ],
    [
      'null is empty',
      { eventTime: '$(v)', eventId: '$(v)' },
      null,
      { id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown },
    ],
  ])('%s', async (_what, inputs, v, body) => {
    expect(await written(inputs, { v })).toMatchObject(body)
  })

  test('a boolean', async () => {
    bench.service.answer({ status: 202 })
    await run('manageIdentity', { ...good.manageIdentity, overwrite: '$(v)' }, { variables: { v: true } })
    expect(bench.service.requests[0]?.body).toMatchObject({ override: true })
  })
})

describe('Within a longer text values become text', () => {
  test.each<[string, unknown, string]>([
    ['a $(v) b', 'x', 'a x b'],
    ['$(v)$(v)', 1, '11'],
    ['a$(v)', null, 'a'],
    ['a $(v)', true, 'a true'],
    ['a $(v)', [1, 'b', true], 'a 1,b,true'],
    ['a $(v)', { b: 1 }, 'a {"b":1}'],
    ['a $(v)', '$& $1 $$', 'a $& $1 $$'],
    ['$$(v)', '5', '$5'],
  ])('%s with %p', async (eventType, v, type) => {
    expect(await written({ eventType }, { v })).toMatchObject({ type })
  })

  test('lists beside each other make one list', async () => {
    bench.service.answer({ status: 202 })
    await run(
      'manageIdentity',
      { ...good.manageIdentity, phone: '$(a),$(b), $(c)' },
      { variables: { a: ['+1', '+2'], b: '', c: 3 } },
    )
    expect(bench.service.requests[0]?.body).toMatchObject({ phone: ['+1', '+2', '3'] })
  })
})

describe('Within JSON text no value can break out of its place', () => {
  const text = (place: string): string => JSON.stringify({ ...goodEvent, data: 'DATA' }).replace('"DATA"', place)
  test.each<[string, unknown, unknown]>([
    ['{"a":"$(v)"}', 'x"},"data":{"evil":"', { a: 'x"},"data":{"evil":"' }],
    ['{"a":"$(v)"}', '\\"\n\u2028', { a: '\\"\n\u2028' }],
    ['{"a":"\\\\$(v)"}', 'x', { a: '\\x' }],
    ['{"a":"\\"$(v)"}', '"', { a: '""' }],
    ['{"a":"b $(v) c"}', { d: '"' }, { a: 'b {"d":"\\""} c' }],
    ['{"a":$(v)}', '1,"evil":2', { a: '1,"evil":2' }],
    ['{"a":$(v)}', 'plain', { a: 'plain' }],
    ['{"a":$(v)}', '5', { a: 5 }],
    ['{"a":$(v)}', '{"b":[1]}', { a: { b: [1] } }],
    ['{"a":$(v)}', null, { a: null }],
    ['{"a":$(v),"b":"$(v)"}', { c: 1 }, { a: { c: 1 }, b: '{"c":1}' }],
    ['{"$(v)":1}', 'k"ey', { 'k"ey': 1 }],
  ])('%s with %p', async (place, v, data) => {
    expect(await written({ bodyMode: 'json', jsonBody: text(place) }, { v })).toEqual({ ...goodEvent, data })
  })
})

describe('Values are data', () => {
  test.each(['$(other)', '$(v)', '{{x}}', '${1+1}'])('%s in a value stays', async (v) => {
    expect(await written({ eventType: '$(v)', eventSource: 'a $(v)' }, { v, other: 'no' })).toMatchObject({
      type: v,
      source: `a ${v}`,
    })
    const event = { ...goodEvent, data: { a: '$(v)', b: 'x $(v)' } }
    const sent = await written({ bodyMode: 'json', jsonBody: event }, { v, other: 'no' })
    expect(sent).toMatchObject({ data: { a: v, b: `x ${v}` } })
  })

  test('a hidden field is not complained of', async () => {
    expect(await written({ jsonBody: '{"a":"$(nobody)', agentId: '$(nobody)' }, {})).toMatchObject({ data: {} })
  })

  test('a variable is never written to', async () => {
    const v = Object.freeze({ list: Object.freeze([Object.freeze({ a: 1 })]) })
    expect(await written({ bodyMode: 'json', jsonBody: { ...goodEvent, data: '$(v)' } }, { v })).toMatchObject({
      data: v,
    })
  })
})
