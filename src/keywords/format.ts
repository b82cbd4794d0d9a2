import type { SchemaKeyword } from './keyword.js'

interface Format {
  readonly code: string
  readonly words: string
}

/** Every format of the manifest language; the rules of our own are in `formats.ts`, the others are those of ajv-formats. */
export const formats: Readonly<Record<string, Format>> = {
  identifier: {
    code: 'FORMAT',
    words: 'must be an identifier: no line breaks or tabs, not a lone + and not a placeholder copied from a web page',
  },
  'non-blank': { code: 'REQUIRED', words: 'must not be blank' },
  'path-segment': {
    code: 'PATH_SEGMENT',
    words: 'must be a plain id or name, without slashes and not made of dots',
  },
  'utc-date-time': {
    code: 'FORMAT',
    words: 'must be a date and time in UTC such as 2026-01-31T09:30:00.000Z',
  },
  'date-time': { code: 'FORMAT', words: 'must be a date and time such as 2026-01-31T09:30:00Z' },
  date: { code: 'FORMAT', words: 'must be a date such as 2026-01-31' },
  time: { code: 'FORMAT', words: 'must be a time such as 09:30:00Z' },
  email: { code: 'FORMAT', words: 'must be an email address' },
  uri: { code: 'FORMAT', words: 'must be a complete web address' },
  'uri-reference': { code: 'FORMAT', words: 'must be a web address or a part of one' },
  uuid: { code: 'FORMAT', words: 'must be a UUID' },
  hostname: { code: 'FORMAT', words: 'must be the name of a host' },
  ipv4: { code: 'FORMAT', words: 'must be an IPv4 address' },
  ipv6: { code: 'FORMAT', words: 'must be an IPv6 address' },
}

export const format: SchemaKeyword = {
  keyword: 'format',
  code: (schema) => formats[String(schema.format)]?.code ?? 'FORMAT',
  fault: 'invalidData',
  words: (schema) => formats[String(schema.format)]?.words ?? 'has the wrong form',
}
