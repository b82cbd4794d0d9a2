import type { DamageKind } from './scenario.js'

const integer = { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 }
const count = { ...integer, minimum: 1 }
const status = { type: 'integer', minimum: 200, maximum: 999 }
const text = { type: 'string' }

/** The options of each kind of damage. */
const DAMAGES: Readonly<Record<DamageKind, Readonly<Record<string, object>>>> = {
  'drip-headers': { everyMs: integer, bytes: count },
  'drip-body': { everyMs: integer, bytes: count },
  'broken-json': {},
  truncated: {},
  reset: { when: { enum: ['before-headers', 'mid-body'] } },
  'hang-up': {},
  silence: {},
  html: {},
  empty: {},
  'gzip-bomb': { bytes: count },
  'wrong-encoding': { encoding: text, body: { enum: ['plain', 'cut-gzip'] } },
  redirect: { to: text, status },
  oversize: { bytes: count, chunked: { type: 'boolean' } },
  raw: { text },
}
const REQUIRED: Partial<Record<DamageKind, readonly string[]>> = { redirect: ['to'], raw: ['text'] }

const kinds = Object.keys(DAMAGES) as DamageKind[]

const damage = {
  if: { type: 'string' },
  then: { enum: kinds.filter((kind) => REQUIRED[kind] === undefined) },
  else: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: kinds } },
    allOf: kinds.map((kind) => ({
      if: { properties: { kind: { const: kind } } },
      then: {
        properties: { kind: {}, ...DAMAGES[kind] },
        required: REQUIRED[kind] ?? [],
        additionalProperties: false,
      },
    })),
  },
}

/** A scenario as it arrives from outside the type system. */
export const SCENARIO_SCHEMA = {
  type: 'object',
  required: ['on'],
  dependencies: { seed: ['share'] },
  additionalProperties: false,
  properties: {
    on: { type: 'string', minLength: 1 },
    headers: { type: 'object', additionalProperties: text },
    times: count,
    share: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    seed: integer,
    delayMs: integer,
    answer: {
      type: 'object',
      additionalProperties: false,
      properties: {
        status,
        headers: {
          type: 'object',
          additionalProperties: { type: ['string', 'array'], items: text },
        },
        body: {},
      },
    },
    damage,
    process: { type: 'boolean' },
  },
}
