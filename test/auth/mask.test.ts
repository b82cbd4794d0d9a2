import { describe, expect, it } from '@jest/globals'
import { createExecutor, createMask, loadNode, maskOfInvocation } from '../../src/index.js'
import type { CompiledNode } from '../../src/manifest/compiled.js'

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

  it('leaves a single letter to the paths', () => {
    expect(mask.text('exact')).toBe('exact')
  })

  it('works at any depth, in keys and in errors', () => {
    const error = Object.assign(new Error(`no ${secret}`), { detail: [secret] })
    const shown = JSON.stringify(mask.value({ list: [{ [secret]: error }], number: 1, nothing: null }))
    expect(shown).not.toContain('3cret')
    expect(shown).toContain('"number":1')
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

  it.each(['access_token', 'refreshToken', 'client_secret', 'Authorization', 'code_verifier', 'password'])(
    'covers what is called %s',
    (key) => {
      expect(createMask({}).value({ [key]: 'anything', expires_in: 1 })).toEqual({ [key]: '***', expires_in: 1 })
    },
  )

  it('does not cover what only looks like a credential', () => {
    const harmless = { tokenUrl: 'u', statusCode: 200, code: '', tokens: 3 }
    expect(createMask({}).value(harmless)).toEqual(harmless)
  })
})

it('an invocation shows no personal data', async () => {
  const node = await loadNode()
  const executor = createExecutor(node, {
    authorizations: { baseUrl: () => 'https://api.example.com', getAccessToken: () => ({ value: 't' }) },
  })
  const inputs = { authorization: 'main', workspaceId: 'w-1', aliases: 'ann@example.com,+15550100' }
  const explained = await executor.explain('getIdentityByAliases', inputs)
  const method = (node as unknown as CompiledNode).methods.get('getIdentityByAliases')
  if (method === undefined) throw new Error('no method')
  const mask = maskOfInvocation(method.manifest, { inputs })
  const shown = JSON.stringify(mask.value({ ...explained, inputs }))
  expect(JSON.stringify(explained)).toContain('15550100')
  expect(shown).not.toMatch(/ann|15550100/)
  expect(shown).toContain('w-1')
})
