import { describe, expect, it } from '@jest/globals'
import { codeOfCallback } from '../../src/auth/login/callback.js'

const redirectUri = 'http://127.0.0.1:8765/callback'
const expected = { redirectUri, state: 'st' }
const read = (query: string, address = redirectUri) => codeOfCallback(`${address}?${query}`, expected)

describe('The address that a browser was sent back to', () => {
  it('has the code, decoded', () => {
    expect(read('code=abc&state=st')).toBe('abc')
    expect(read('state=st&code=a%20b%2Bc%7E&more=1')).toBe('a b+c~')
    expect(read('code=abc&state=st&error=')).toBe('abc')
  })

  it('may have 8,192 characters', () => {
    const query = 'state=st&code='
    const room = 8_192 - `${redirectUri}?${query}`.length
    expect(read(query + 'c'.repeat(room))).toHaveLength(room)
    expect(() => read(query + 'c'.repeat(room + 1))).toThrow('The address is not the answer to this login')
  })

  it.each([
    'code=abc',
    'code=abc&state=',
    'code=abc&state=other',
    'code=abc&state=st&state=st',
    'code=abc&code=abc&state=st',
    'code=abc&state=st&error=&error=',
    'error=access_denied&state=other',
    'state=st',
    'state=st&code=',
    'state=st&code=a%00b',
    'state=st&code=%C3%A9',
    'state=st&code=a%7F',
  ])('is no answer with %s', (query) => {
    expect(() => read(query)).toThrow(
      expect.objectContaining({
        code: 'LOGIN_CALLBACK',
        message: 'The address is not the answer to this login; open the printed address and try again.',
      }),
    )
  })

  it.each([
    'http://127.0.0.1:8766/callback',
    'https://127.0.0.1:8765/callback',
    'http://localhost:8765/callback',
    'http://127.0.0.1:8765/callback/',
    'http://127.0.0.1:8765/',
    'nothing',
  ])('is no answer at %s', (address) => {
    expect(() => read('code=abc&state=st', address)).toThrow(expect.objectContaining({ code: 'LOGIN_CALLBACK' }))
  })

  it.each([
    'access_denied',
    'invalid_request',
    'invalid_scope',
    'server_error',
    'temporarily_unavailable',
    'unauthorized_client',
    'unsupported_response_type',
  ])('says that consent was not given, and why: %s', (error) => {
    expect(() => read(`error=${error}&state=st&code=abc`)).toThrow(
      expect.objectContaining({
        code: 'LOGIN_DENIED',
        message: `The authorization server did not give consent (${error}); try again.`,
      }),
    )
  })

  it('does not repeat a reason that it does not know', () => {
    expect(() => read('error=planted&state=st')).toThrow(
      expect.objectContaining({
        code: 'LOGIN_DENIED',
        message: 'The authorization server did not give consent; try again.',
      }),
    )
  })
})
