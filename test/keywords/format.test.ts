import { describe, expect, test } from '@jest/globals'
import { formats } from '../../src/keywords/format.js'
import { formatTests } from '../../src/keywords/formats.js'
import { refuse, same, tableOf } from './field.js'

const of = (format: string) => ({ type: 'string', format }) as const
const words = (format: string): string => formats[format]?.words ?? ''

test('each rule of our own has words', () => {
  expect(Object.keys(formats)).toEqual(expect.arrayContaining(Object.keys(formatTests)))
})

describe('identifier', () => {
  tableOf(of('identifier'), [
    ...same('+12025550100', 'ada@example.com', 'a b', '++', '+ 1', '\u00e9', '👋', '[email]', 'protected'),
    ...refuse(
      'FORMAT',
      words('identifier'),
      '+',
      ' + ',
      '[email protected]',
      '[email\u00a0protected]',
      '[EMAIL PROTECTED]',
      '[emailprotected]',
      'a\tb',
      'a\n',
      'a\u0000',
      'a\u007f',
    ),
  ])
})
describe('path-segment', () => {
  tableOf(of('path-segment'), [
    ...same('a', '...', '.a', 'a.', 'a b', '%41', '%', 'user:pw@host', '?', '#', 'é'),
    ...refuse(
      'PATH_SEGMENT',
      words('path-segment'),
      '.',
      '..',
      '%2e',
      '%2E%2e',
      '.%2e',
      'a/b',
      '/',
      'a\\b',
      '%2f',
      '%5C',
      'a%2Fb',
    ),
  ])
})
describe('utc-date-time', () => {
  tableOf(of('utc-date-time'), [
    ...same(
      '2026-01-31T09:30:00Z',
      '2024-02-29T00:00:00.000Z',
      '2000-02-29T23:59:59.1Z',
      '0000-02-29T00:00:00Z',
      '9999-12-31T23:59:59.999999999Z',
    ),
    ...refuse(
      'FORMAT',
      words('utc-date-time'),
      '1900-02-29T00:00:00Z',
      '2026-04-31T00:00:00Z',
      '2026-1-31T09:30:00Z',
      '2026-01-31T09:30:00.1234567890Z',
      '2026-01-31T09:30:00+00:00',
      '20260131T093000Z',
      '2026-01-31T09:30:00 Z',
    ),
  ])
})
describe('non-blank', () => {
  tableOf({ type: 'object', properties: { a: { type: 'string', format: 'non-blank' } } }, [
    ...same({ a: 'x' }, { a: ' x' }),
    ...[' ', '', '\t', '\u00a0'].map(
      (a) => [{ a }, { code: 'REQUIRED', text: 'Field (a) must not be blank.' }] as const,
    ),
  ])
})
describe.each<[string, string[], string[]]>([
  ['date-time', ['2026-01-31T09:30:00+05:30', '2026-01-31T09:30:00Z'], ['2026-01-31', 'now']],
  ['date', ['2026-01-31'], ['2026-02-30', '31.1.2026']],
  ['time', ['09:30:00Z'], ['9:30', '25:00:00Z']],
  ['email', ['ada@example.com'], ['ada', 'ada@', '@example.com']],
  ['uri', ['https://example.com/a?b#c', 'urn:a:b'], ['/a', 'example.com']],
  ['uri-reference', ['/a', 'ivr/main'], ['\\a', 'a b']],
  ['uuid', ['0d9f3c52-6a1e-4b7e-9a55-2f64c1e8b7d3'], ['0d9f', 'x']],
  ['hostname', ['api.example.com'], ['-a', 'a_b']],
  ['ipv4', ['127.0.0.1'], ['127.0.0.256', 'a']],
  ['ipv6', ['::1'], ['1', ':::']],
])('%s', (format, right, wrong) => {
  tableOf(of(format), [...same(...right), ...refuse('FORMAT', words(format), ...wrong)])
})
