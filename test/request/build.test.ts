import { describe, expect, test } from '@jest/globals'
import type { InputManifest, Limits, Request } from '../../src/manifest/manifest.js'
import { requestBuilder } from '../../src/request/build.js'
import { templateVariables } from '../../src/request/template.js'

const limits: Limits = { textLength: 10_000, listItems: 100, jsonDepth: 32, requestBytes: 1000, responseBytes: 1 }
const text: InputManifest = { title: 'Text', type: 'string' }
const inputs: Readonly<Record<string, InputManifest>> = {
  a: { ...text, title: 'First' },
  b: { ...text, title: 'Second' },
  list: { title: 'List', type: 'array' },
}

function build(request: Partial<Request>, values: Readonly<Record<string, unknown>>) {
  return requestBuilder({ inputs, request: { method: 'GET', url: '/', ...request } }, limits)(values)
}

describe('URLs', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['/x/{a}', { a: 'b c' }, '/x/b%20c'],
    ['/x/{a}', { a: "!'()*~-._" }, '/x/%21%27%28%29%2A~-._'],
    ['/x/{a}/{b}', { a: '1/2', b: 'é👋' }, '/x/1%2F2/%C3%A9%F0%9F%91%8B'],
    ['/x/{list}', { list: ['a,b', 'c'] }, '/x/a%2Cb,c'],
    ['/x{?a,b}', {}, '/x'],
    ['/x{?a,b}', { b: '1&2' }, '/x?b=1%262'],
    ['/x{?list}', { list: ['a', 'b'] }, '/x?list=a,b'],
    ['/x{?list*}', { list: ['a', 'b'] }, '/x?list=a&list=b'],
    ['/x?all=true{&a}', { a: '+' }, '/x?all=true&a=%2B'],
    ['/x?all=true{&a}', {}, '/x?all=true'],
    ['/x?q={a}', { a: '..' }, '/x?q=..'],
    ['/x/{a}', { a: 5 }, '/x/5'],
    ['/x/{a}', { a: false }, '/x/false'],
    ['/x/{a}.json', { a: '.' }, '/x/..json'],
    ['/x/{a}?q={b}', { a: 'y', b: '/../z' }, '/x/y?q=%2F..%2Fz'],
    ['/x/{a}?q=/../{b}', { a: 'y', b: 'z' }, '/x/y?q=/../z'],
    ['/x/{a}', { a: '...' }, '/x/...'],
    ['/x/{list}', { list: ['a', 1, null] }, '/x/a,1,null'],
  ])('%s with %j', (url, values, expected) => {
    expect(build({ url }, values)).toMatchObject({ request: { url: expected } })
  })

  test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['/x/{a}', { a: '..' }, 'PATH_SEGMENT', 'First must not be made of dots.'],
    ['/x/{a}/y', { a: '.' }, 'PATH_SEGMENT', 'First must not be made of dots.'],
    ['/x/.{a}', { a: '.' }, 'PATH_SEGMENT', 'First must not be made of dots.'],
    ['/x/{a}{b}', { a: '.', b: '.' }, 'PATH_SEGMENT', 'First must not be made of dots.'],
    ['/x/{list}', { list: ['..'] }, 'PATH_SEGMENT', 'List must not be made of dots.'],
    ['/x/{b}/{a}', { b: 'y.', a: '..' }, 'PATH_SEGMENT', 'First must not be made of dots.'],
    ['/x/{b}/{a}', { b: '.y', a: '..' }, 'PATH_SEGMENT', 'First must not be made of dots.'],
    ['/x/{a}?q=1', { a: '..' }, 'PATH_SEGMENT', 'First must not be made of dots.'],
    ['/x/{other}', { other: '..' }, 'PATH_SEGMENT', 'other must not be made of dots.'],
    ['/x/{b}', { b: '' }, 'REQUIRED', 'Second is required.'],
    ['/x/{b}', {}, 'REQUIRED', 'Second is required.'],
    ['/x/{list}', { list: [] }, 'REQUIRED', 'List is required.'],
    ['/x/{list}', { list: [''] }, 'REQUIRED', 'List is required.'],
    ['/x/{a}', { a: 'b\nc' }, 'CONTROL_CHARACTER', 'First holds a line break, tab or other control character.'],
    ['/x{?a}', { a: 'b\u0000' }, 'CONTROL_CHARACTER', 'First holds a line break, tab or other control character.'],
    [
      '/x{?list*}',
      { list: ['a', '\t'] },
      'CONTROL_CHARACTER',
      'List holds a line break, tab or other control character.',
    ],
    ['/x/{a}', { a: '\ud800' }, 'FORMAT', 'First holds half a character.'],
  ])('%s with %j is refused', (url, values, code, words) => {
    expect(build({ url }, values)).toEqual({
      problems: [{ code, fault: 'invalidData', input: expect.any(String) as unknown, text: words }],
    })
  })

  test.each([
    ['/x/{a}{?b,list*}{&c}', 'a path, b query, list query, c query'],
    ['/x?q={a}/{b}', 'a query, b query'],
    ['/x', ''],
  ])('the variables of %s', (url, variables) => {
    expect(
      templateVariables(url)
        .map(({ name, part }) => `${name} ${part}`)
        .join(', '),
    ).toBe(variables)
  })

  test.each([
    '/{',
    '/}',
    '/{a',
    '/{+a}',
    '/{#a}',
    '/{/a}',
    '/{.a}',
    '/{;a}',
    '/{a:3}',
    '/{}',
    '/{a b}',
    '/{a,}',
    '/{{a}}',
    '/{?}',
  ])('%s is no template', (url) => {
    expect(() => templateVariables(url)).toThrow(SyntaxError)
  })
})

describe('Headers', () => {
  test('of their inputs, fixed, and left out when empty', () => {
    const headers = { 'X-A': '$inputs.a', 'X-B': '$inputs.b', 'X-List': '$inputs.list', 'X-Fixed': '$$x' }
    expect(build({ headers }, { a: 'café', list: [1, 'b'] })).toEqual({
      request: {
        method: 'GET',
        url: '/',
        headers: { accept: 'application/json', 'x-a': 'café', 'x-list': '1,b', 'x-fixed': '$x' },
        body: undefined,
      },
    })
  })

  test('other letters are refused in words', () => {
    expect(build({ headers: { 'x-a': '$inputs.a' } }, { a: '☃' })).toEqual({
      problems: [
        {
          code: 'FORMAT',
          fault: 'invalidData',
          input: 'a',
          text: 'First may hold Western European letters only.',
        },
      ],
    })
  })

  test.each(['a\r\nb', '\u0000', '\t', '☃', '👋'])('%j is refused', (a) => {
    expect(build({ headers: { 'x-a': '$inputs.a' } }, { a })).toMatchObject({
      problems: [{ input: 'a', fault: 'invalidData' }],
    })
  })
})

describe('Bodies', () => {
  test('JSON under its content type', () => {
    const request = { method: 'POST', body: { a: '$inputs.a' } } as const
    expect(build(request, { a: 'é' })).toMatchObject({
      request: { body: '{"a":"é"}', headers: { 'content-type': 'application/json' } },
    })
    expect(build({ ...request, contentType: 'application/merge-patch+json' }, {})).toMatchObject({
      request: { body: '{}', headers: { 'content-type': 'application/merge-patch+json' } },
    })
  })

  test('none when nothing is left', () => {
    const built = build({ method: 'DELETE', body: '$inputs.a' }, {})
    expect(built).toMatchObject({ request: { body: undefined, headers: { accept: 'application/json' } } })
  })

  test.each([
    ['x', 1000 - 2, true],
    ['x', 1000 - 1, false],
    ['é', 499, true],
    ['é', 500, false],
    ['"', 499, true],
    ['"', 500, false],
  ])('%s, %i times: within the limit %p', (character, times, within) => {
    const built = build({ method: 'POST', body: '$inputs.a' }, { a: character.repeat(times) })
    expect('request' in built).toBe(within)
    if (!within)
      expect(built).toMatchObject({
        problems: [{ code: 'TOO_LARGE', text: 'The request may have at most 1000 bytes.' }],
      })
  })
})
