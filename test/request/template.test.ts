import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseTemplate } from 'url-template'
import { compileTemplate, isUnreserved, templateVariables } from '../../src/request/template.js'

const name = fc.constantFrom('a', 'b', 'list', 'c_1')
const literal = fc.stringMatching(/^[ -z|~é]{0,12}$/).filter((text) => !/[{}%]/.test(text))
const expression = fc
  .tuple(
    fc.constantFrom('', '?', '&'),
    fc.array(fc.tuple(name, fc.constantFrom('', '*')), { minLength: 1, maxLength: 3 }),
  )
  .map(([operator, names]) => `{${operator}${names.map(([id, star]) => id + star).join(',')}}`)
const template = fc.array(fc.tuple(literal, expression), { maxLength: 4 }).map((parts) => `/${parts.flat().join('')}`)

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const entry = fc.oneof(text, fc.integer(), fc.boolean())
const values = fc.record(
  {
    a: fc.oneof(entry, fc.constant(undefined)),
    b: entry,
    list: fc.array(entry, { minLength: 1, maxLength: 4 }),
    c_1: text,
  },
  { requiredKeys: [] },
)

describe('a URL template', () => {
  it('expands as the reference library does', () => {
    fc.assert(
      fc.property(template, values, (url, given) => {
        expect(compileTemplate(url)(given)).toBe(parseTemplate(url).expand(given as Record<string, string>))
      }),
      { numRuns: 5000 },
    )
  })

  it.each([
    ['/a{?list}', { list: [] }, '/a'],
    ['/a{?list*,b}', { list: [], b: '' }, '/a?b='],
    ['/{list}/x', {}, '//x'],
    ['/100%/%20/é', {}, '/100%25/%20/%C3%A9'],
    ['/%5/%f0/👋[1]', {}, '/%255/%f0/%F0%9F%91%8B[1]'],
    ['/{a}{?b}', { a: null, b: null }, '/'],
  ])('%s with %j becomes %s', (url, given, expected) => {
    expect(compileTemplate(url)(given)).toBe(expected)
  })

  it('refuses half a character rather than sending another text', () => {
    expect(() => compileTemplate('/{a}')({ a: '\ud800' })).toThrow(URIError)
  })

  it.each([
    ['/{a', 'has a brace without its partner'],
    ['/{a}{', 'has a brace without its partner'],
    ['/{+a}', 'has {+a}; write {name}, {?name,name} or {&name}'],
  ])('%s is refused: %s', (url, message) => {
    expect(() => templateVariables(url)).toThrow(new SyntaxError(message))
  })

  it.each([
    ['', true],
    ['aZ09-._~', true],
    ['a/b', false],
    ['é', false],
    ['a b', false],
    ['%', false],
  ])('whether %j needs no escape: %p', (text, unreserved) => {
    expect(isUnreserved(text)).toBe(unreserved)
  })
})
