import { describe, expect, test } from '@jest/globals'
import type { OutputManifest } from '../../src/manifest/manifest.js'
import { interpret } from '../../src/outcome/interpret.js'
import { outputReader, type OutputSources } from '../../src/outcome/outputs.js'
import { compilePointer } from '../../src/outcome/pointer.js'
import { redact } from '../../src/outcome/redact.js'
import { responseJson } from '../../src/outcome/response-json.js'
import type { Warning } from '../../src/outcome/result.js'
import { retryAfterMs } from '../../src/outcome/retry-after.js'
import { loadNode } from '../../src/index.js'

const reading = (output: Partial<OutputManifest>, sources: OutputSources): { value: unknown; warnings: string[] } => {
  const warnings: Warning[] = []
  const manifest: OutputManifest = { title: 'X', type: 'string', from: '$response.body', ...output }
  const { x } = outputReader({ x: manifest })(sources, warnings)
  return { value: x, warnings: warnings.map(({ code }) => code) }
}

describe('Outputs', () => {
  const body = {
    text: 'a',
    number: 5,
    flag: false,
    list: [1, 'b', { c: 2 }],
    people: [{ name: null }, { name: 'Ada' }, {}],
    object: { d: 1 },
    nothing: null,
    empty: '',
    blank: '  ',
    'a/b': { '~': 'e' },
    '': 'f',
  }

  test.each<[Partial<OutputManifest>, unknown, string[]]>([
    [{ type: 'string', from: '$response.body#/text' }, 'a', []],
    [{ type: 'number', from: '$response.body#/number' }, 5, []],
    [{ type: 'boolean', from: '$response.body#/flag' }, false, []],
    [{ type: 'array', from: '$response.body#/list' }, body.list, []],
    [{ type: 'object', from: '$response.body#/object' }, body.object, []],
    [{ type: 'any', from: '$response.body#/list/2/c' }, 2, []],
    [{ type: 'any', from: '$response.body' }, body, []],
    [{ type: 'any', from: '$response.body#' }, body, []],
    [{ type: 'string', from: '$response.body#/a~1b/~0' }, 'e', []],
    [{ type: 'string', from: '$response.body#/' }, 'f', []],
    [{ type: 'string', from: '$response.body#/nothing' }, null, []],
    [{ type: 'string', from: '$response.body#/missing/deeper' }, null, []],
    [{ type: 'array', from: '$response.body#/missing' }, [], []],
    [{ type: 'array', from: '$response.body#/nothing' }, [], []],
    [{ type: 'string', from: '$response.body#/number' }, null, ['OUTPUT_TYPE']],
    [{ type: 'number', from: '$response.body#/text' }, null, ['OUTPUT_TYPE']],
    [{ type: 'array', from: '$response.body#/object' }, [], ['OUTPUT_TYPE']],
    [{ type: 'object', from: '$response.body#/list' }, null, ['OUTPUT_TYPE']],
    [{ type: 'object', from: '$response.body#/text' }, null, ['OUTPUT_TYPE']],
    [{ type: 'boolean', from: '$response.body#/text' }, null, ['OUTPUT_TYPE']],
    [{ type: 'string', from: ['$response.body#/missing', '$response.body#/text'] }, 'a', []],
    [{ type: 'string', from: ['$response.body#/number', '$response.body#/text'] }, 'a', ['OUTPUT_TYPE']],
    [{ type: 'string', from: ['$response.body#/text', '$response.body#/number'] }, 'a', []],
    [{ type: 'string', from: ['$response.body#/empty', '$response.body#/blank', '$response.body#/text'] }, 'a', []],
    [{ type: 'string', from: ['$response.body#/text', '$response.body#/empty'] }, 'a', []],
    [{ type: 'string', from: ['$response.body#/empty', '$response.body#/missing'] }, '', []],
    [{ type: 'string', from: ['$response.body#/blank', '$response.body#/number'] }, '  ', ['OUTPUT_TYPE']],
    [{ type: 'string', from: '$response.body#/empty' }, '', []],
    [{ type: 'string', maxLength: 1, from: '$response.body#/blank' }, ' ', []],
    [{ type: 'string', from: '$response.body#/toString' }, null, []],
    [{ type: 'any', from: '$response.body#/__proto__' }, null, []],
    [{ type: 'any', from: '$response.body#/constructor/name' }, null, []],
    [{ type: 'any', from: '$response.body#/text/length' }, null, []],
    [{ type: 'array', from: { each: '$response.body#/list', take: '/c' } }, [2], []],
    [{ type: 'array', from: { each: '$response.body#/list', take: '' } }, body.list, []],
    [{ type: 'array', from: { each: '$response.body#/list', take: '/nope' } }, [], []],
    [{ type: 'array', from: { each: '$response.body#/text', take: '' } }, [], []],
    [{ type: 'array', from: { each: '$response.body#/people', take: '/name' } }, ['Ada'], []],
    [
      { type: 'array', from: [{ each: '$response.body#/people', take: '/age' }, '$response.body#/list'] },
      body.list,
      [],
    ],
    [{ type: 'array', items: { type: 'string' }, from: '$response.body#/list' }, ['1', 'b', '{"c":2}'], []],
    [{ type: 'array', maxItems: 2, from: '$response.body#/list' }, [1, 'b'], []],
    [{ type: 'array', maxItems: 1, items: { type: 'string' }, from: '$response.body#/list' }, ['1'], []],
    [{ type: 'any', maxItems: 1, from: '$response.body#/object' }, body.object, []],
    [{ type: 'string', maxLength: 1, from: ['$response.body#/a~1b/~0'] }, 'e', []],
    [{ type: 'number', from: '$response.statusCode' }, 404, []],
    [{ type: 'string', from: '$response.status' }, '404 NOT_FOUND', []],
    [{ type: 'string', from: '$response.header.X-Id' }, 'h', []],
    [{ type: 'string', from: '$response.header.set-cookie' }, 'one', []],
    [{ type: 'string', from: '$response.header.constructor' }, null, []],
    [{ type: 'string', from: '$problem.message' }, 'words', []],
    [{ type: 'array', from: '$problem.errors' }, ['e'], []],
  ])('%j', (output, value, warnings) => {
    const sources: OutputSources = {
      status: 404,
      statusText: '404 NOT_FOUND',
      headers: { 'x-id': 'h', 'set-cookie': ['one', 'two'] },
      body,
      problem: { message: 'words', errors: ['e'] },
    }
    expect(reading(output, sources)).toEqual({ value, warnings })
  })

  test('a text is not cut within a character', () => {
    expect(reading({ maxLength: 3 }, { body: 'ab👋' }).value).toBe('ab\ufffd')
  })

  test.each([undefined, 3, 4])(
    'a text that fits stays as it came, half a character included: at most %p',
    (maxLength) => {
      const limit = maxLength === undefined ? {} : { maxLength }
      expect(reading(limit, { body: 'ab\ud83d' }).value).toBe('ab\ud83d')
    },
  )

  test.each<[Partial<OutputManifest>, unknown[]]>([
    [{}, [1, 'a']],
    [{ maxItems: 2 }, [1, 'a']],
    [{ maxItems: 2, items: { type: 'string' } }, ['a', 'b']],
  ])('a list that fits is handed on, not copied, however long: %j', (output, list) => {
    expect(reading({ type: 'array', ...output }, { body: list }).value).toBe(list)
  })

  test('every declared one is there and nothing else; an old name has the value of the new one', () => {
    const read = outputReader({
      organizationId: {
        title: 'X',
        type: 'string',
        deprecatedName: 'OrganizationId',
        from: '$response.body#/organization',
      },
      data: { title: 'X', type: 'any', from: '$response.body#/data' },
    })
    expect(read({ body: { organization: 'o', other: 1 } }, [])).toStrictEqual({
      organizationId: 'o',
      OrganizationId: 'o',
      data: null,
    })
    expect(read({}, [])).toStrictEqual({ organizationId: null, OrganizationId: null, data: null })
  })

  test('a value of another type is remarked on by the name of the output and the type that it has', () => {
    const warnings: Warning[] = []
    outputReader({ people: { title: 'X', type: 'array', from: '$response.body' } })({ body: 'Ada' }, warnings)
    expect(warnings).toEqual([
      { code: 'OUTPUT_TYPE', message: "The answer's value for people is not of type array and was not taken." },
    ])
  })

  test('an entry that is nested beyond measure does not throw', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
    expect(reading({ type: 'array', items: { type: 'string' } }, { body: [deep, 'a'] }).value).toEqual(['...', 'a'])
  })

  test('nothing to read gives empty values', () => {
    for (const type of ['string', 'number', 'boolean', 'object', 'any'] as const)
      expect(reading({ type }, {}).value).toBeNull()
    expect(reading({ type: 'array' }, {}).value).toEqual([])
    expect(reading({ from: '$response.header.x-id' }, {}).value).toBeNull()
  })
})

test.each([
  ['', { a: 1 }],
  ['/a', 1],
  ['/b', undefined],
  ['/a/b', undefined],
  ['/length', undefined],
])('the pointer %j', (pointer, value) => {
  expect(compilePointer(pointer)({ a: 1 })).toEqual(value)
})

describe('[F040] Retry-After', () => {
  const now = Date.parse('2026-01-31T09:30:00Z')
  test.each([
    ['4', 4000],
    [' 4 ', 4000],
    ['0', 0],
    ['1.5', 1500],
    ['1.25', 1250],
    ['Sat, 31 Jan 2026 09:30:10 GMT', 10_000],
    ['Saturday, 31-Jan-26 09:30:10 GMT', 10_000],
    ['Sat Jan 31 09:30:10 2026', 10_000],
    ['Sun Feb  1 09:30:00 2026', 3_600_000],
    ['Fri, 30 Jan 2026 09:30:00 GMT', 0],
    ['-1', null],
    ['abc', null],
    ['', null],
    ['NaN', null],
    ['Infinity', null],
    ['0x10', null],
    ['+4', null],
    ['4s', null],
    ['2026-01-31T09:30:10Z', null],
    ['x Sat, 31 Jan 2026 09:30:10 GMT', null],
    ['Sat, 31 Jan 2026 09:30:10 GMT+1', null],
    ['x Sat Jan 31 09:30:10 2026', null],
    ['Sat Jan 31 09:30:10 2026 +01', null],
    ['Sat, 99 Foo 2026 09:30:10 GMT', null],
    ['1e12', 3_600_000],
    ['9'.repeat(400), 3_600_000],
    ['Sat, 31 Jan 2099 09:30:10 GMT', 3_600_000],
    [undefined, null],
    [[], null],
    [['abc', '7', '9'], 7000],
    [['-1', 'x'], null],
  ])('%j: %p', (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait)
  })
})

describe('Secrets in an answer', () => {
  const secret = 'aZ09-._~+/token=='
  test.each([
    ['as it is', secret],
    ['twice', `${secret} ${secret}`],
    ['with slashes escaped', secret.replaceAll('/', '\\/')],
    ['with signs escaped', secret.replaceAll('+', '\\u002b').replaceAll('=', '\\u003D')],
    [
      'wholly escaped',
      secret
        .split('')
        .map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
    ],
  ])('%s', (_what, text) => {
    const body = `{"echo":"Bearer ${text}"}`
    const masked = redact(body, [secret])
    expect(JSON.stringify(JSON.parse(masked))).not.toContain(secret)
    expect(masked).toContain('***')
  })

  test('[F053] one that begins with another leaves nothing of itself', () => {
    for (const secrets of [
      ['abc', 'abcdef'],
      ['abcdef', 'abc'],
    ])
      expect(redact('abc abcdef', secrets)).toBe('*** ***')
  })

  test('what only looks like an escaped one stays', () => {
    for (const text of ['a\\nb', '\\u0041', 'x\\/y', '\\u00', 'A.'])
      expect(redact(`{"a":"${text}"}`, ['a/b', 'A'.repeat(3), 'a.'])).toBe(`{"a":"${text}"}`)
  })

  test('there may be none', () => {
    expect([redact('a', []), redact('a', [''])]).toEqual(['a', 'a'])
  })

  test('[F053] neither body nor headers carry the token on', async () => {
    const method = (await loadNode()).methods.get('writeToCjds')
    if (method === undefined) throw new Error()
    const response = {
      status: 403,
      headers: { trackingid: `x ${secret}`, other: ['a', secret] },
      body: `<p>${secret}</p>`,
    }
    const read = interpret(method, response, ['another-token', secret])
    expect(JSON.stringify(read)).not.toContain(secret)
    expect(read).toMatchObject({ outputs: { trackingId: 'x ***', responsePayload: '<p>***</p>' } })
  })
})

describe('JSON of an answer', () => {
  test.each([
    ['{"a":1}', []],
    ['{"a":{"__proto__":1},"b":{"__proto__":2}}', ['MEMBER_DROPPED']],
    ['{"id":12345678901234567890}', ['NUMBER_PRECISION']],
    ['{"text":"12345678901234567890"}', []],
  ])('%s is remarked on with %j', (text, codes) => {
    expect(responseJson(text)?.warnings.map(({ code }) => code)).toEqual(codes)
  })

  test('nesting that would break whoever prints it is not taken', () => {
    expect(responseJson('['.repeat(500) + ']'.repeat(500))).toBeDefined()
    expect(responseJson('['.repeat(501) + ']'.repeat(501))).toBeUndefined()
    expect(responseJson(JSON.stringify(['['.repeat(2000), '\\"' + '{'.repeat(2000)]))).toBeDefined()
    expect(responseJson(JSON.stringify(Array.from({ length: 2000 }, () => [{}])))).toBeDefined()
  })

  test.each([
    ['{"__proto__":{"a":1},"b":2}', { b: 2 }],
    ['{"constructor":"Volvo","b":[{"prototype":1,"c":3}]}', { constructor: 'Volvo', b: [{ prototype: 1, c: 3 }] }],
    ['{"\\u005f_proto__":1,"b":2}', { b: 2 }],
    ['"__proto__"', '__proto__'],
    ['[1,null]', [1, null]],
  ])('[F052] %s', (text, value) => {
    const read = responseJson(text)
    expect(read?.value).toEqual(value)
    expect(JSON.stringify(read?.value)).toBe(JSON.stringify(value))
    expect(({} as Record<string, unknown>).a).toBeUndefined()
  })

  test.each(['', '{', 'undefined', 'NaN', "{'a':1}", '\ufeff{}'])('%j is none', (text) => {
    expect(responseJson(text)).toBeUndefined()
  })
})

describe('Answers as flow variables', () => {
  const error = async (
    body: string,
    headers: Record<string, string> = {},
    status = 404,
  ): Promise<Record<string, unknown>> => {
    const method = (await loadNode()).methods.get('getIdentityByAliases')
    if (method === undefined) throw new Error()
    const read = interpret(method, { status, headers, body })
    return 'outputs' in read ? read.outputs : {}
  }

  test('[F033] the service in its own words', async () => {
    const body = { status: '404 NOT_FOUND', message: 'Person not found', errors: ['a', 5], trackingId: 't' }
    expect(await error(JSON.stringify(body), { trackingid: 'h' })).toEqual({
      ...body,
      errors: ['a', '5'],
      responsePayload: body,
      data: [],
      organizationId: null,
    })
  })

  test('texts of an error that are blank do not stand in the way of what says more', async () => {
    const body = { status: '', message: ' ', errors: [], trackingId: '' }
    expect(await error(JSON.stringify(body), { trackingid: 'h' })).toMatchObject({
      status: '404 NOT_FOUND',
      message: 'The service answered 404 Not Found.',
      errors: [],
      trackingId: 'h',
      responsePayload: body,
    })
    const older = { message: '', error: { message: [{ description: 'Person not found' }] } }
    expect(await error(JSON.stringify(older))).toMatchObject({ message: 'Person not found' })
  })

  test('[F034] no body: words of the node, the tracking id of a header', async () => {
    expect(await error('', { trackingid: 'h' })).toEqual({
      status: '404 NOT_FOUND',
      message: 'The service answered 404 Not Found.',
      errors: [],
      trackingId: 'h',
      responsePayload: null,
      data: [],
      organizationId: null,
    })
  })

  test('[F034] at most 64 KiB of what is not JSON, in whole characters', async () => {
    for (const [text, bytes] of [
      ['x'.repeat(1 << 20), 65_536],
      ['é'.repeat(60_000), 65_536],
      ['a' + '€'.repeat(60_000), 65_536 - 0],
      ['👋'.repeat(30_000), 65_536],
    ] as const) {
      const { responsePayload } = await error(text)
      expect(Buffer.byteLength(String(responsePayload))).toBeLessThanOrEqual(bytes)
      expect(Buffer.byteLength(String(responsePayload))).toBeGreaterThan(bytes - 4)
      expect(text.startsWith(String(responsePayload))).toBe(true)
    }
    expect((await error('é'.repeat(20_000))).responsePayload).toBe('é'.repeat(20_000))
  })

  test('[F052] values of another type are not taken', async () => {
    const outputs = await error(
      '{"status":{"code":1},"errors":"many","message":["a"],"trackingId":7,"data":{},"meta":{"organizationId":1}}',
    )
    expect(outputs).toMatchObject({
      status: '404 NOT_FOUND',
      errors: [],
      message: 'The service answered 404 Not Found.',
      trackingId: null,
      data: [],
      organizationId: null,
    })
  })

  test('a status is cut after 200 characters, errors after 50', async () => {
    const outputs = await error(
      JSON.stringify({ status: 'x'.repeat(500), errors: Array.from({ length: 80 }, (_, index) => `e${index}`) }),
    )
    expect([String(outputs.status).length, (outputs.errors as string[]).length]).toEqual([200, 50])
  })
})
