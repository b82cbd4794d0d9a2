import { describe, expect, it } from '@jest/globals'
import { redact, redactBroken } from '../../src/outcome/redact.js'

const token = 'eyJh/bGciOiJIUzI1NiJ9.planted'
const escaped = (text: string) =>
  Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

describe('a secret in an answer', () => {
  it.each([
    ['as it is', `"Bearer ${token}"`],
    ['with its slash escaped', `"Bearer ${token.replace('/', '\\/')}"`],
    ['with every character escaped', `"Bearer ${escaped(token)}"`],
    ['with capital digits', `"Bearer ${escaped(token).replaceAll(/[a-f]/g, (digit) => digit.toUpperCase())}"`],
  ])('is masked %s', (_title, text) => {
    expect(redact(text, [token])).toBe('"Bearer ***"')
  })

  it('is masked whole where another one is its front', () => {
    expect(redact('"secret-and-more"', ['secret', 'secret-and-more'])).toBe('"***"')
  })

  it('leaves a text alone that has none, and one where there are no secrets', () => {
    const text = String.raw`{"a":"\u0041\/b"}`
    expect([redact(text, [token]), redact(text, ['']), redact(text, [])]).toEqual([text, text, text])
  })
})

describe('a secret in whose midst an answer breaks off', () => {
  const fronts = Array.from({ length: token.length - 1 }, (_, index) => token.slice(0, index + 1))

  it('is masked wherever that is, but for a few characters', () => {
    const masked = fronts.map((front) => redactBroken(`{"echo":"Bearer ${front}`, [token]))
    expect(masked.slice(7)).toEqual(fronts.slice(7).map(() => '{"echo":"Bearer ***'))
    expect(masked.slice(0, 7)).toEqual(fronts.slice(0, 7).map((front) => `{"echo":"Bearer ${front}`))
  })

  it.each([
    ['in an escape', `{"echo":"${escaped(token.slice(0, 9))}\\u00`],
    ['after the backslash of one', `{"echo":"${escaped(token.slice(0, 9))}\\`],
    ['after an escaped slash', `{"echo":"${token.slice(0, 12).replace('/', '\\/')}`],
    ['that is nothing else', token.slice(0, 20)],
  ])('is masked %s', (_title, text) => {
    expect(redactBroken(text, [token, 'another-secret'])).toBe(text.startsWith('{') ? '{"echo":"***' : '***')
  })

  it('is masked from where the longest of several begins', () => {
    expect(redactBroken('x secret-secret-', ['secret-secret-one', 'secret-one'])).toBe('x ***')
    const secrets = ['long-front-two', 'long-front-long-front-one']
    expect(redactBroken('x long-front-long-front-', secrets)).toBe('x ***')
    expect(redactBroken('x long-front-long-front-', secrets.toReversed())).toBe('x ***')
  })

  it('is masked, too, where it stands whole before', () => {
    expect(redactBroken(`${token} and ${token.slice(0, 10)}`, [token])).toBe('*** and ***')
  })

  it('leaves a text alone that ends with something else', () => {
    expect(redactBroken('{"a":"eyJh/bGciOx', [token])).toBe('{"a":"eyJh/bGciOx')
    expect(redactBroken('', [token])).toBe('')
    expect(redactBroken('{"a":1', [])).toBe('{"a":1')
  })
})
