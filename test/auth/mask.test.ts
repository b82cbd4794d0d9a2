import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createExecutor, createMask, loadNode, maskOfInvocation } from '../../src/index.js'

const secret = 's3cret/+="ü'

describe('a mask by value', () => {
  const mask = createMask({ values: [secret, 's3c', 'x'] })

  it.each([
    secret,
    JSON.stringify(secret),
    encodeURIComponent(secret),
    new URLSearchParams({ secret }).toString(),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ])('finds %s', (written) => {
    expect(mask.text(`before ${written} after`)).toMatch(/^before .*\*\*\*.* after$/)
    expect(mask.text(written)).not.toContain('3cret')
  })

  it('leaves a letter or two to the paths', () => {
    expect(mask.text('exact')).toBe('exact')
    expect(createMask({ values: ['ab', 'abc'] }).text('ab abc')).toBe('ab ***')
  })

  it('takes the longest first, since one may be part of another', () => {
    expect(createMask({ values: ['abc', 'abcdef'] }).text('abcdef abc')).toBe('*** ***')
  })

  it.each([
    'say "it\'s"',
    'say \\"it\'s\\"',
    'say%20%22it%27s%22',
    "say%20%22it's%22",
    "say+%22it's%22",
    'say+%22it%27s%22',
  ])('finds %s within a longer text', (written) => {
    expect(createMask({ values: ['say "it\'s"'] }).text(`a=${written}&b`)).toBe('a=***&b')
  })

  it('takes a text with half a character', () => {
    expect(createMask({ values: ['ab\ud800'] }).text('ab\ud800 is ab%EF%BF%BD')).toBe('*** is ***')
  })

  it('does without values', () => {
    expect(createMask({}).text('Stryker was here')).toBe('Stryker was here')
  })

  it('works at any depth, in keys and in errors', () => {
    const error = Object.assign(new Error(`no ${secret}`), { detail: [secret] })
    const shown = JSON.stringify(mask.value({ list: [{ [secret]: error }], number: 1, nothing: null }))
    expect(shown).not.toContain('3cret')
    expect(shown).toContain('"number":1')
    expect(mask.value(error)).toMatchObject({ name: 'Error', message: 'no ***', detail: ['***'] })
    expect(String((mask.value(error) as Error).stack)).toMatch(/^Error: no \*\*\*\n\s+at /)
  })

  it('shows twice what stands twice without holding itself', () => {
    const same = { a: 1 }
    expect(mask.value([same, same])).toEqual([{ a: 1 }, { a: 1 }])
  })

  it('ends where a value holds itself', () => {
    const loop: Record<string, unknown> = {}
    loop.again = loop
    expect(mask.value(loop)).toEqual({ again: '(the same again)' })
  })
})

describe('a mask by path', () => {
  it('covers what is below, any name for a star, and nothing else', () => {
    const mask = createMask({ paths: ['/inputs/phone', '/list/*/name', '/a~1b'] })
    expect(
      mask.value({ inputs: { phone: ['1', '2'], email: 'e' }, list: [{ name: 'n', age: 1 }], 'a/b': 'c', phone: 'p' }),
    ).toEqual({ inputs: { phone: '***', email: 'e' }, list: [{ name: '***', age: 1 }], 'a/b': '***', phone: 'p' })
  })

  it.each([
    'Authorization',
    'proxy-authorization',
    'cookie',
    'Set-Cookie',
    'access_token',
    'accesstoken',
    'access-token',
    'refreshToken',
    'id_token',
    'new_access_token',
    'old_client_secrets',
    'the_code_verifier_sent',
    'client_secret',
    'clientSecret',
    'code_verifier',
    'code-verifier',
    'codeVerifier',
    'code',
    'password',
    'passphrase',
    'secret',
    'token',
  ])('covers what is called %s', (key) => {
    for (const value of ['anything', 0, false, { deep: 1 }])
      expect(createMask({}).value({ [key]: value, expires_in: 1 })).toEqual({ [key]: '***', expires_in: 1 })
  })

  it.each([
    'tokenUrl',
    'access_token_expires',
    'statusCode',
    'tokens',
    'barcode',
    'cookies',
    'xset-cookie',
    'authorizations',
    'my-authorization',
    'passwords',
    'secretary',
    'access__token',
    'client__secret',
    'code__verifier',
  ])('does not cover %s, which only looks like a credential', (key) => {
    expect(createMask({}).value({ [key]: 'harmless' })).toEqual({ [key]: 'harmless' })
  })

  it.each(['TYPE', 'DNS', 'ADDITIONAL_PROPERTY', 'TOKEN_STORE_PERMISSIONS', 'HTTP_404', 'ERR_MODULE_NOT_FOUND'])(
    'leaves the code %s, which tells what happened',
    (code) => {
      const error = Object.assign(new Error('no'), { code })
      expect(createMask({}).value({ code, error })).toMatchObject({ code, error: { code } })
      expect(createMask({}).value({ token: code, Code: code })).toEqual({ token: '***', Code: '***' })
    },
  )

  it.each([
    'SplxlOBeZQQYbYS6WxSbIA',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZA',
    'A1B2C3',
    'HTTP_4711',
    'type',
    'A',
    'WDJB-MJHT',
    ['TYPE'],
  ])('covers the code %j, which may be one of OAuth', (code) => {
    expect(createMask({}).value({ code })).toEqual({ code: '***' })
  })

  it('leaves what is empty as it is', () => {
    const empty = { code: '', token: null, secret: undefined, inputs: { phone: '' } }
    expect(createMask({ paths: ['/inputs/phone'] }).value(empty)).toEqual(empty)
  })

  it('covers nothing above its path, and everything where the path is empty', () => {
    expect(createMask({ paths: ['/a/b/c'] }).value({ a: { b: 'x' } })).toEqual({ a: { b: 'x' } })
    expect(createMask({ paths: ['/a/*'] }).value({ a: { b: 'x' } })).toEqual({ a: { b: '***' } })
    expect(createMask({ paths: ['/~01'] }).value({ '~1': 'x', '/': 'y' })).toEqual({ '~1': '***', '/': 'y' })
  })
})

describe('a mask of an invocation', () => {
  const method = {
    inputs: { phone: { title: 'P', type: 'string', pii: 'contact' }, note: { title: 'N', type: 'string' } },
    outputs: { 'a/b~': { title: 'A', type: 'string', from: '$response.body', pii: 'identity' } },
  } as unknown as Parameters<typeof maskOfInvocation>[0]

  it('knows the marked values of inputs and outputs, and the secrets, wherever they stand', () => {
    const mask = maskOfInvocation(method, {
      inputs: { phone: 'first, second', note: 'plain text' },
      outputs: { 'a/b~': { name: ['deep', 4711, 4712n, null, true] } },
      secrets: ['hidden'],
    })
    expect(mask.text('first|second|plain text|deep|4711|hidden')).toBe('***|***|plain text|***|***|***')
    expect(mask.value({ a: 4711, b: 4713, c: 4712n })).toEqual({ a: '***', b: 4713, c: '***' })
    expect(mask.text('true, null')).toBe('true, null')
  })

  it('knows the entries of a list by its own separator, as they are sent', () => {
    const phone = { title: 'P', type: 'array', split: ';', pii: 'contact' }
    const mask = maskOfInvocation({ inputs: { phone } } as unknown as typeof method, {
      inputs: { phone: ' Ann, B. ;\u2000Bob\u2000; ' },
    })
    expect(mask.text('GET /Ann%2C%20B./%E2%80%80Bob%E2%80%80/Bob')).toBe('GET /***/***/***')
  })

  it('covers by their places what has no value yet', () => {
    const mask = maskOfInvocation(method, {})
    expect(
      mask.value({
        inputs: { phone: 1, note: 'n' },
        values: { phone: 2, note: 'n' },
        outputs: { 'a/b~': 3, note: 'n' },
      }),
    ).toEqual({
      inputs: { phone: '***', note: 'n' },
      values: { phone: '***', note: 'n' },
      outputs: { 'a/b~': '***', note: 'n' },
    })
  })

  it('needs neither inputs nor outputs in the manifest', () => {
    expect(maskOfInvocation({} as typeof method, { inputs: { phone: 'known' } }).text('known')).toBe('known')
  })
})

describe('a mask of what an executor explains', () => {
  const loaded = loadNode().then((node) => ({
    executor: createExecutor(node, {
      authorizations: { baseUrl: () => 'https://api.example.com', getAccessToken: () => ({ value: 't' }) },
    }),
    manifestOf: (id: 'getIdentityByAliases' | 'readFromCjds') => {
      const method = node.methods.get(id)
      if (method === undefined) throw new Error('no method')
      return method.manifest
    },
  }))

  it('an invocation shows no personal data', async () => {
    const { executor, manifestOf } = await loaded
    const inputs = { authorization: 'main', workspaceId: 'w-1', aliases: "ann@example.com,+15550100,Anne O'Brien" }
    const explained = await executor.explain('getIdentityByAliases', inputs)
    const mask = maskOfInvocation(manifestOf('getIdentityByAliases'), { inputs })
    const shown = JSON.stringify(mask.value({ ...explained, inputs }))
    expect(JSON.stringify(explained)).toContain('15550100')
    expect(shown).not.toMatch(/ann|15550100|Brien/i)
    expect(shown).toContain('w-1')
  })

  it('says why an invocation ended and what was wrong', async () => {
    const { executor } = await loaded
    const mask = createMask({})
    const inputs = { authorization: 'main', workspaceId: '..', aliases: 'ann' }
    const result = await executor.execute('getIdentityByAliases', inputs)
    expect(mask.value(result)).toEqual(result)
    expect(result.meta.code).toBe('PATH_SEGMENT')
    const explained = await executor.explain('getIdentityByAliases', inputs)
    expect(mask.value({ fault: explained.fault, problems: explained.problems })).toEqual({
      fault: explained.fault,
      problems: [expect.objectContaining({ code: 'PATH_SEGMENT' })],
    })
  })

  const character = fc.oneof(
    fc.constantFrom(...Array.from(` \u2000!"'()*+-._~%&/?#@:=\\é👋`)),
    fc.string({ unit: 'grapheme', maxLength: 1 }),
  )
  const identifiers = fc.array(fc.string({ unit: character, minLength: 3, maxLength: 20 }), {
    minLength: 1,
    maxLength: 3,
  })

  it.each([
    ['getIdentityByAliases', 'aliases', {}, /\/aliases\/([^/]+)$/],
    ['readFromCjds', 'aliasId', { templateName: 't' }, /\/identity\/([^/]+)\/template-name\/t$/],
  ] as const)('the URL of %s shows no identifier, whatever characters it has', async (id, input, others, place) => {
    const { executor, manifestOf } = await loaded
    await fc.assert(
      fc.asyncProperty(identifiers, async (given) => {
        const inputs = { authorization: 'main', workspaceId: 'w-1', ...others, [input]: given.join() }
        const url = (await executor.explain(id, inputs as never)).request?.url
        fc.pre(url !== undefined)
        const written = place.exec(url)?.[1]?.split(',') ?? []
        expect(written).not.toEqual([])
        const masked = maskOfInvocation(manifestOf(id), { inputs }).text(url)
        for (const each of written) if (decodeURIComponent(each).length >= 3) expect(masked).not.toContain(each)
      }),
      { numRuns: 1000 },
    )
  })
})
