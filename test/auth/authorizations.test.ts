import { describe, expect, it } from '@jest/globals'
import { checkedAuthorizations } from '../../src/auth/checked-authorizations.js'
import { authorizations } from '../../src/auth/fixed-authorizations.js'
import type { AccessToken, Authorizations } from '../../src/auth/authorizations.js'
import { errorOf } from './support.js'

const signal = new AbortController().signal
const baseUrl = 'https://api.example.com/'

describe('Connections whose tokens the host looks after', () => {
  const fixed = authorizations({
    text: { baseUrl, accessToken: 'token-1' },
    function: { baseUrl: 'http://127.0.0.1:4010', accessToken: () => 'token-2' },
    promise: { baseUrl, accessToken: () => Promise.resolve('token-3') },
  })
  const get = (name: string) => fixed.getAccessToken(name, { signal })

  it('have origins, and those that are unknown have none', () => {
    expect(['text', 'function', 'unknown', 'toString'].map((name) => fixed.baseUrl(name))).toEqual([
      'https://api.example.com',
      'http://127.0.0.1:4010',
      undefined,
      undefined,
    ])
  })

  it('give a token at hand at once, another one as a promise', async () => {
    expect([get('text'), get('function')]).toEqual([{ value: 'token-1' }, { value: 'token-2' }])
    const promised = get('promise')
    expect(promised).toBeInstanceOf(Promise)
    expect(await promised).toEqual({ value: 'token-3' })
  })

  it('give an empty token for a name that is unknown', () => {
    expect(get('unknown')).toEqual({ value: '' })
  })

  it('are refused with a base URL that can never work', () => {
    const insecure = { baseUrl: 'http://api.example.com', accessToken: 'token' }
    expect(() => authorizations({ insecure })).toThrow(expect.objectContaining({ name: 'InvalidBaseUrlError' }))
  })
})

describe('What must hold whoever wrote the authorizations', () => {
  const givingToken = (token: unknown): Authorizations => ({
    baseUrl: () => baseUrl,
    getAccessToken: () => token as AccessToken,
  })
  const tokenOf = async (token: unknown) => checkedAuthorizations(givingToken(token)).getAccessToken('main', { signal })

  it('an origin is checked once and each time it changes', () => {
    const urls = [baseUrl, baseUrl, 'https://other.example.com', 'http://api.example.com', undefined, baseUrl]
    const checked = checkedAuthorizations({ ...givingToken({}), baseUrl: () => urls.shift() })
    const ask = () => checked.baseUrl('main')
    expect([ask(), ask(), ask()]).toEqual([
      'https://api.example.com',
      'https://api.example.com',
      'https://other.example.com',
    ])
    expect(ask).toThrow(expect.objectContaining({ name: 'InvalidBaseUrlError' }))
    expect([ask(), ask()]).toEqual([undefined, 'https://api.example.com'])
  })

  it.each(['a', 'aZ09-._~+/', 'token==', 'a='])('%s is a token', async (value) => {
    const token = { value, warnings: [{ code: 'C', message: 'm' }] }
    expect(await tokenOf(token)).toBe(token)
    expect(await tokenOf(Promise.resolve(token))).toBe(token)
  })

  const odd = 'The token is empty or has characters that no token has; get a new one.'
  const none = 'The host gave no token; its getAccessToken must give an object with a "value".'
  const prefixed = 'The token begins with "Bearer"; leave that out.'
  it.each<[unknown, string]>([
    ...['', '=', 'a=b', 'a b', 'a\r\nb', ' a', 'a\n', 'é'].map((value): [unknown, string] => [{ value }, odd]),
    ...['Bearer a', 'bearer a=='].map((value): [unknown, string] => [{ value }, prefixed]),
    ...[undefined, null, 5, {}].map((value): [unknown, string] => [{ value }, none]),
    ...[undefined, null, 5, {}, 'token'].map((token): [unknown, string] => [token, none]),
  ])('%p is none', async (token, message) => {
    expect(await errorOf(tokenOf(token))).toMatchObject({ code: 'AUTH_PROTOCOL', message })
    expect(await errorOf(tokenOf(Promise.resolve(token)))).toMatchObject({ code: 'AUTH_PROTOCOL', message })
  })

  it('what was asked is passed on', () => {
    const asked: unknown[] = []
    const checked = checkedAuthorizations({
      baseUrl: (name) => (asked.push(name), undefined),
      getAccessToken: (...given) => (asked.push(given), { value: 'token' }),
    })
    checked.baseUrl('one')
    void checked.getAccessToken('two', { signal, rejected: 'old' })
    expect(asked).toEqual(['one', ['two', { signal, rejected: 'old' }]])
  })
})
