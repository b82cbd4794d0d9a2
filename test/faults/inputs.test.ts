import { describe, expect, test } from '@jest/globals'
import { deepFreeze } from '../support/deep-freeze.js'
import { expectRefused, good, goodEvent, methodIds, useBench, type MethodId, type Refusal } from '../inputs/bench.js'

const bench = useBench()
const { run } = bench

interface Case extends Refusal {
  readonly fault: string
  readonly what: string
  readonly method: MethodId
  readonly inputs: Readonly<Record<string, unknown>>
  readonly variables?: Readonly<Record<string, unknown>>
}

const data = (code: string, label?: string): Refusal => ({ outcome: 'onInvalidData', code, ...(label && { label }) })
const choice = (code: string, label?: string): Refusal => ({
  outcome: 'onInvalidChoice',
  code,
  ...(label && { label }),
})

const json = (body: unknown): object => ({ bodyMode: 'json', jsonBody: body })
const event = (changes: object): object => json({ ...goodEvent, ...changes })
const without = (...keys: string[]): object =>
  json(Object.fromEntries(Object.entries(goodEvent).filter(([key]) => !keys.includes(key))))
const nested = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner) => ({ inner }), 'end')
const cycle: Record<string, unknown> = {}
cycle.self = cycle

const refused: readonly Case[] = [
  ...methodIds.flatMap((method) =>
    [undefined, null, '', ' ', '\t\n', '\u00a0'].map((workspaceId) =>
      row(
        'F001',
        `workspaceId is ${JSON.stringify(workspaceId)}`,
        method,
        { workspaceId },
        data('REQUIRED', 'Workspace/Project'),
      ),
    ),
  ),
  row('F001', 'aliases is missing', 'getIdentityByAliases', { aliases: undefined }, data('REQUIRED', 'Aliases')),
  row('F001', 'identity is blank', 'writeToCjds', { identity: '  ' }, data('REQUIRED', 'Identity')),
  row('F001', 'identityType is missing', 'writeToCjds', { identityType: null }, data('REQUIRED', 'Identity Type')),
  row('F001', 'the JSON object is missing', 'writeToCjds', { bodyMode: 'json' }, data('REQUIRED', 'JSON Object')),
  row(
    'F001',
    'a blank text in the JSON object',
    'writeToCjds',
    event({ identity: ' ' }),
    data('FORMAT', 'JSON Object (identity)'),
  ),
  row(
    'F001',
    'a member of the JSON object is missing',
    'writeToCjds',
    without('type'),
    data('REQUIRED', 'JSON Object needs the member "type"'),
  ),
  row(
    'F001',
    'a member of the JSON object is only inherited',
    'writeToCjds',
    event({ toString: 1 }),
    data('ADDITIONAL_PROPERTY'),
  ),
  row(
    'F001',
    'no identifier at all',
    'manageIdentity',
    { phone: null, firstName: 'Ada' },
    data('CONSTRAINT', 'identifier'),
  ),
  row('F001', 'no identifier, overwriting', 'manageIdentity', { phone: '', overwrite: true }, data('CONSTRAINT')),
  row(
    'F001',
    'no identifier in the JSON object',
    'manageIdentity',
    json({ firstName: 'Ada', phone: [] }),
    data('CONSTRAINT', 'JSON object'),
  ),

  ...[
    ['a'],
    { a: 1 },
    new Date(0),
    true,
    1.5,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Symbol('x'),
    5n,
    () => 'x',
  ].map((value) =>
    row(
      'F002',
      `${typeName(value)} where text is due`,
      'writeToCjds',
      { eventType: value },
      data('TYPE', 'Event Type must be text'),
    ),
  ),
  row(
    'F002',
    'an object where a list is due',
    'manageIdentity',
    { phone: { a: 1 } },
    data('TYPE', 'Phone Number must be a list'),
  ),
  row('F002', 'a boolean where a list is due', 'getIdentityByAliases', { aliases: true }, data('TYPE', 'Aliases')),
  row('F002', 'an object within a list', 'manageIdentity', { phone: ['+1', {}] }, data('TYPE', 'Phone Number')),
  row(
    'F002',
    'a list where a boolean is due',
    'manageIdentity',
    { overwrite: [true] },
    data('TYPE', 'Overwrite existing person data'),
  ),
  row(
    'F002',
    'a text where a boolean is due in the JSON object',
    'manageIdentity',
    json({ phone: ['+1'], override: 'true' }),
    data('TYPE', 'JSON Object (override)'),
  ),
  row(
    'F002',
    'a number in the JSON object',
    'writeToCjds',
    event({ identity: 5 }),
    data('TYPE', 'JSON Object (identity) must be text'),
  ),

  ...['yes', '1', 1, 0, 'on', 'truee', '0'].map((overwrite) =>
    row(
      'F003',
      `overwrite is ${JSON.stringify(overwrite)}`,
      'manageIdentity',
      { overwrite },
      choice('NOT_A_CHOICE', 'Overwrite existing person data'),
    ),
  ),

  ...['Email', 'tel', 'email ,phone', 'toString', '__proto__', 7].map((identityType) =>
    row(
      'F004',
      `identityType is ${JSON.stringify(identityType)}`,
      'writeToCjds',
      { identityType },
      choice('NOT_A_CHOICE', 'Identity Type'),
    ),
  ),
  row(
    'F004',
    'in the JSON object',
    'writeToCjds',
    event({ identitytype: 'tel' }),
    choice('NOT_A_CHOICE', 'JSON Object (identitytype)'),
  ),
  row(
    'F004',
    'a way of giving the body that is unknown',
    'writeToCjds',
    { bodyMode: 'xml' },
    choice('NOT_A_CHOICE', 'Request Body Object'),
  ),
  row(
    'F004',
    'a detail that is unknown',
    'writeToCjds',
    { dataObject: 'agentId,mood', agentId: 'a' },
    choice('NOT_A_CHOICE', 'Data Object (entry 2)'),
  ),
  row(
    'F004',
    'beside invalid data, which wins',
    'writeToCjds',
    { identityType: 'tel', eventTime: 'now' },
    data('FORMAT', 'Event Time'),
  ),

  row(
    'F005',
    'an unknown authorization',
    'getIdentityByAliases',
    { authorization: 'other' },
    choice('UNKNOWN_AUTHORIZATION'),
  ),
  row(
    'F005',
    'an authorization named like a built-in',
    'getIdentityByAliases',
    { authorization: 'constructor' },
    choice('UNKNOWN_AUTHORIZATION'),
  ),

  ...[
    '{',
    '{"a":1',
    '{"a":1}}',
    '{"a":1} x',
    '\ufeff{"a":1}',
    '{"a":NaN}',
    '{"a":1} // note',
    "{'a':1}",
    '{a:1}',
    '{"a":1,}',
    '{"a":01}',
    '{"a":"\t"}',
    '\u00a0{}',
    'undefined',
    '[object Object]',
  ].map((text) =>
    row(
      'F006',
      JSON.stringify(text),
      'writeToCjds',
      json(text),
      data('JSON_SYNTAX', 'JSON Object is not valid JSON at line 1, column'),
    ),
  ),
  row(
    'F006',
    'a whole number that cannot be kept',
    'writeToCjds',
    json('{"id":12345678901234567890}'),
    data('NUMBER_PRECISION'),
  ),

  ...['[]', '"text"', '5', 'null', 'true', []].map((value) =>
    row(
      'F007',
      JSON.stringify(value),
      'writeToCjds',
      json(value),
      data('JSON_NOT_OBJECT', 'JSON Object must be a JSON object'),
    ),
  ),
  row('F007', 'a number', 'writeToCjds', json(5), data('JSON_NOT_OBJECT')),
  row('F007', 'a boolean', 'writeToCjds', json(true), data('JSON_NOT_OBJECT')),

  ...['__proto__', 'constructor', 'prototype'].flatMap((key) => [
    row(
      'F008',
      `${key} in the JSON text`,
      'writeToCjds',
      json(JSON.stringify(goodEvent).replace('"amount"', `"${key}"`)),
      data('FORBIDDEN_KEY', 'JSON Object'),
    ),
    row(
      'F008',
      `${key} deep in an object`,
      'writeToCjds',
      event({ data: JSON.parse(`{"a":[{"b":{"${key}":1}}]}`) as unknown }),
      data('FORBIDDEN_KEY'),
    ),
    row('F008', `${key} at the top`, 'writeToCjds', json(`{"${key}":{"isAdmin":true}}`), data('FORBIDDEN_KEY')),
    row(
      'F008',
      `${key} as an input`,
      'writeToCjds',
      JSON.parse(`{"${key}":{"isAdmin":true}}`) as object,
      data('FORBIDDEN_KEY'),
    ),
  ]),
  row(
    'F008',
    'in the value of a variable',
    'writeToCjds',
    event({ data: { a: '$(v)' } }),
    data('FORBIDDEN_KEY', '$(v)'),
    {
      v: JSON.parse('{"__proto__":{"isAdmin":true}}') as unknown,
    },
  ),
  row(
    'F008',
    'in a key that a variable makes',
    'writeToCjds',
    json('{"$(k)":{"isAdmin":true}}'),
    data('FORBIDDEN_KEY'),
    { k: '__proto__' },
  ),

  row(
    'F010',
    'an extra member of the event',
    'writeToCjds',
    event({ colour: 'red' }),
    data('ADDITIONAL_PROPERTY', 'JSON Object has the member "colour"'),
  ),
  row(
    'F010',
    'an extra member that may be personal',
    'writeToCjds',
    event({ '+1 202 555': 1 }),
    data('ADDITIONAL_PROPERTY', 'a member that is none of id, specversion'),
  ),
  row(
    'F010',
    'an extra member of the person',
    'manageIdentity',
    json({ phone: ['+1'], overwrite: true }),
    data('ADDITIONAL_PROPERTY', '"overwrite"'),
  ),
  row(
    'F010',
    'an input that the method does not have',
    'writeToCjds',
    { eventTyp: 'x' },
    data('UNKNOWN_INPUT', 'did you mean "eventType"'),
  ),
  row(
    'F010',
    'many inputs that the method does not have',
    'writeToCjds',
    Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`x${i}`, 1])),
    data('UNKNOWN_INPUT'),
  ),

  row(
    'F011',
    'an object, 33 levels',
    'writeToCjds',
    event({ data: nested(32) }),
    data('TOO_DEEP', 'more than 32 levels'),
  ),
  row(
    'F011',
    'a text, 50,000 levels',
    'writeToCjds',
    json('{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)),
    data('TOO_DEEP'),
  ),
  row(
    'F011',
    'a text, 100,000 lists',
    'writeToCjds',
    json('['.repeat(100_000) + ']'.repeat(100_000)),
    data('TOO_DEEP'),
  ),
  row('F011', 'levels that a variable adds', 'writeToCjds', event({ data: { a: '$(v)' } }), data('TOO_DEEP'), {
    v: nested(31),
  }),
  row('F011', 'levels of a variable alone', 'writeToCjds', event({ data: { a: '$(v)' } }), data('TOO_DEEP', '$(v)'), {
    v: nested(40),
  }),

  row(
    'F012',
    'a text of 10,001 characters',
    'writeToCjds',
    { identity: 'x'.repeat(10_001) },
    data('TOO_LARGE', 'Identity may have at most 10000 characters'),
  ),
  row(
    'F012',
    'an entry of 10,001 characters',
    'manageIdentity',
    { phone: ['x'.repeat(10_001)] },
    data('TOO_LARGE', 'Phone Number'),
  ),
  row(
    'F012',
    'a list text of 10,001 characters',
    'manageIdentity',
    { phone: 'x,'.repeat(5_001) },
    data('TOO_LARGE', 'Phone Number'),
  ),
  row(
    'F012',
    '101 entries',
    'manageIdentity',
    { phone: Array.from({ length: 101 }, (_, i) => `+${i}`) },
    data('TOO_LARGE', 'at most 100 entries'),
  ),
  row(
    'F012',
    '101 entries as text',
    'getIdentityByAliases',
    { aliases: Array.from({ length: 101 }, (_, i) => i).join() },
    data('TOO_LARGE', 'at most 100 entries'),
  ),
  row(
    'F012',
    '101 entries in the JSON object',
    'manageIdentity',
    json({ phone: Array.from({ length: 101 }, (_, i) => `+${i}`) }),
    data('TOO_LARGE', 'JSON Object (phone)'),
  ),
  row(
    'F012',
    'a body of more than 256 KiB',
    'writeToCjds',
    event({ data: { transcript: 'x'.repeat(256 * 1024) } }),
    data('TOO_LARGE'),
  ),
  row(
    'F012',
    'a body of more than 256 KiB in bytes',
    'writeToCjds',
    event({ data: { transcript: 'é'.repeat(131_000) } }),
    data('TOO_LARGE', 'request'),
  ),
  row(
    'F012',
    'a body of more than 256 KiB when escaped',
    'writeToCjds',
    event({ data: { transcript: '\n'.repeat(200_000) } }),
    data('TOO_LARGE'),
  ),
  row(
    'F012',
    'a body of more than 256 KiB as text',
    'writeToCjds',
    json(JSON.stringify({ ...goodEvent, data: { t: 'x'.repeat(300_000) } })),
    data('TOO_LARGE'),
  ),
  row(
    'F012',
    '60,000 entries, all the same',
    'manageIdentity',
    json({ phone: Array.from({ length: 60_000 }, () => 'x') }),
    data('TOO_LARGE'),
  ),
  row(
    'F012',
    '60,000 entries, none a text',
    'manageIdentity',
    json({ phone: Array.from({ length: 60_000 }, () => ({})) }),
    data('TOO_LARGE'),
  ),
  row(
    'F012',
    'a list without an end',
    'manageIdentity',
    {
      phone: new Proxy([], {
        get: (list, key, self) => (key === 'length' ? 2 ** 32 : ((Reflect.get(list, key, self) as unknown) ?? 'x')),
      }),
    },
    data('TOO_LARGE'),
  ),
  row(
    'F012',
    'a variable of more than 256 KiB',
    'writeToCjds',
    event({ data: { t: '$(v)' } }),
    data('TOO_LARGE', '$(v)'),
    { v: 'x'.repeat(300_000) },
  ),
  row(
    'F012',
    'thousands of references to a long variable',
    'writeToCjds',
    { eventType: '$(v),'.repeat(50_000) },
    data('TOO_LARGE', 'Event Type'),
    { v: 'x'.repeat(200_000) },
  ),
  row(
    'F012',
    'thousands of them in the JSON text',
    'writeToCjds',
    json(`{"data":"${'$(v)"$(v)'.repeat(50_000)}"}`),
    data('TOO_LARGE'),
    { v: 'x'.repeat(200_000) },
  ),
  row(
    'F012',
    'thousands of them in the leaves of an object',
    'writeToCjds',
    event({ data: { list: Array.from({ length: 30_000 }, () => '$(v)') } }),
    data('TOO_LARGE'),
    { v: 'x'.repeat(200_000) },
  ),

  ...[' , ,', ',', '  ', [], [''], [' ', null], ',,,,'].flatMap((list) => [
    row(
      'F014',
      `aliases ${JSON.stringify(list)}`,
      'getIdentityByAliases',
      { aliases: list },
      data('REQUIRED', 'Aliases'),
    ),
    row(
      'F014',
      `phone ${JSON.stringify(list)}, the only identifier`,
      'manageIdentity',
      { phone: list },
      data('CONSTRAINT'),
    ),
  ]),

  ...['\u0000', '\r', '\n', '\t', '\r\n', '\u007f', '\u001b'].flatMap((control) => [
    row(
      'F016',
      `${JSON.stringify(control)} in an alias`,
      'getIdentityByAliases',
      { aliases: `a${control}b` },
      data('FORMAT', 'Aliases'),
    ),
    row(
      'F016',
      `${JSON.stringify(control)} after an alias`,
      'readFromCjds',
      { aliasId: `a${control}` },
      data('FORMAT', 'Alias ID'),
    ),
    row(
      'F016',
      `${JSON.stringify(control)} in the template's name`,
      'readFromCjds',
      { templateName: `a${control}b` },
      data('CONTROL_CHARACTER', 'Template Name'),
    ),
    row(
      'F016',
      `${JSON.stringify(control)} in the workspace`,
      'writeToCjds',
      { workspaceId: `${control}a` },
      data('CONTROL_CHARACTER', 'Workspace/Project'),
    ),
    row(
      'F016',
      `${JSON.stringify(control)} in an identity`,
      'writeToCjds',
      { identity: `a${control}` },
      data('FORMAT', 'Identity'),
    ),
  ]),
  row('F016', 'half a character', 'readFromCjds', { templateName: 'a\ud83d' }, data('FORMAT', 'Template Name')),

  ...['$(phone1)', 'x $(phone1) y', '$(node.phone1)', ' $(phone1) ', '$(phone-1)'].flatMap((text) => [
    row(
      'F017',
      text,
      'writeToCjds',
      { identity: text },
      data('UNRESOLVED_VARIABLE', 'Identity refers to a variable that does not exist: $('),
    ),
    row(
      'F017',
      `${text} in a list`,
      'manageIdentity',
      { phone: ['+1', text] },
      data('UNRESOLVED_VARIABLE', 'Phone Number'),
    ),
    row(
      'F017',
      `${text} in the JSON text`,
      'writeToCjds',
      json(`{"a":"${text}"}`),
      data('UNRESOLVED_VARIABLE', 'JSON Object'),
    ),
    row(
      'F017',
      `${text} deep in the JSON object`,
      'writeToCjds',
      event({ data: { a: [{ b: text }] } }),
      data('UNRESOLVED_VARIABLE', 'JSON Object'),
    ),
    row(
      'F017',
      `${text} for the workspace`,
      'getIdentityByAliases',
      { workspaceId: text },
      data('UNRESOLVED_VARIABLE', 'Workspace/Project'),
    ),
    row('F017', `${text} for a boolean`, 'manageIdentity', { overwrite: text }, data('UNRESOLVED_VARIABLE')),
  ]),
  row(
    'F017',
    'named like a built-in',
    'writeToCjds',
    { identity: '$(toString)' },
    data('UNRESOLVED_VARIABLE', '$(toString)'),
    {},
  ),
  row(
    'F017',
    'two of them',
    'writeToCjds',
    { identity: '$(a)$(b)' },
    data('UNRESOLVED_VARIABLE', 'variables that do not exist: $(a), $(b)'),
  ),

  ...['[email protected]', '[email\u00a0protected]', ' [Email Protected] '].flatMap((placeholder) => [
    row('F018', placeholder, 'writeToCjds', { identity: placeholder }, data('FORMAT', 'Identity')),
    row(
      'F018',
      `${placeholder} in a list`,
      'manageIdentity',
      { email: `ada@example.com,${placeholder}` },
      data('FORMAT', 'Email (entry 2)'),
    ),
    row(
      'F018',
      `${placeholder} in the JSON object`,
      'manageIdentity',
      json({ email: [placeholder] }),
      data('FORMAT', 'JSON Object (email, entry 1)'),
    ),
    row('F018', `${placeholder} as an alias`, 'readFromCjds', { aliasId: placeholder }, data('FORMAT', 'Alias ID')),
  ]),

  ...[
    '2026-02-30T09:30:00Z',
    '2025-02-29T09:30:00Z',
    '2026-13-01T09:30:00Z',
    '2026-00-10T09:30:00Z',
    '2026-01-00T09:30:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T09:60:00Z',
    '2026-01-31T09:30:60Z',
    '2026-01-31T09:30:00',
    '2026-01-31 09:30:00Z',
    '2026-01-31T09:30:00+05:30',
    '2026-01-31T09:30:00-00:00',
    '2026-01-31T09:30:00z',
    '2026-01-31t09:30:00Z',
    '2026-01-31T09:30Z',
    '2026-01-31',
    '1767225600000',
    1767225600000,
    '2026-01-31T09:30:00.Z',
    '2026-01-31T09:30:00Z\n',
    '+002026-01-31T09:30:00Z',
    'yesterday',
  ].flatMap((time) => [
    row(
      'F019',
      JSON.stringify(time),
      'writeToCjds',
      { eventTime: time },
      data('FORMAT', 'Event Time must be a date and time in UTC'),
    ),
    row(
      'F019',
      `${JSON.stringify(time)} in the JSON object`,
      'writeToCjds',
      event({ time: String(time) }),
      data('FORMAT', 'JSON Object (time)'),
    ),
  ]),

  ...['-1', '1.5', '1e3', '12345678901234567', 'now', '１２３', '0x10', '1 2', '12\n', -1].map((createdTime) =>
    row(
      'F020',
      JSON.stringify(createdTime),
      'writeToCjds',
      { dataObject: ['createdTime'], createdTime },
      data('FORMAT', 'Created Time must be the milliseconds'),
    ),
  ),
  row(
    'F020',
    '1.5, a number',
    'writeToCjds',
    { dataObject: ['createdTime'], createdTime: 1.5 },
    data('TYPE', 'Created Time'),
  ),

  ...[
    '..',
    '.',
    '%2e%2e',
    '%2E%2E',
    '%2e',
    '.%2e',
    '../../admin',
    'a/b',
    'a\\b',
    'a%2fb',
    'a%5Cb',
    '/',
    '//evil.example/x',
    '\\\\evil.example',
    'https://evil.example/x',
  ].flatMap((segment) => [
    ...methodIds.map((method) =>
      row(
        'F021',
        `workspace ${segment} of ${method}`,
        method,
        { workspaceId: segment },
        data('PATH_SEGMENT', 'Workspace/Project'),
      ),
    ),
  ]),
  row(
    'F022',
    'a template of dots alone',
    'readFromCjds',
    { templateName: '..' },
    data('PATH_SEGMENT', 'Template Name'),
  ),
  ...['$()', '$( x)', '$(my var)', '$(a[0])', '$((x))', 'x $('].map((text) =>
    row(
      'F017',
      `${text}, which names no variable`,
      'writeToCjds',
      { eventType: text },
      data('UNRESOLVED_VARIABLE', 'Event Type'),
    ),
  ),
  ...['$(1x)', '$(ä)', '$(phone-1)'].map((text) =>
    row(
      'F017',
      `${text}, which does not exist`,
      'writeToCjds',
      { identity: text },
      data('UNRESOLVED_VARIABLE', 'Identity'),
    ),
  ),
  row('F021', 'an alias of dots alone', 'readFromCjds', { aliasId: '..' }, data('PATH_SEGMENT', 'Alias ID')),
  row('F021', 'aliases of dots alone', 'getIdentityByAliases', { aliases: '.' }, data('PATH_SEGMENT', 'Aliases')),
  row(
    'F024',
    'a comma in what must be one alias',
    'readFromCjds',
    { aliasId: 'a,b' },
    data('FORMAT', 'Alias ID must be one identifier'),
  ),

  ...Object.entries({
    'a cycle': cycle,
    'a BigInt': { n: 5n },
    'a Symbol': { s: Symbol('s') },
    'a function': { f: () => 1 },
    NaN: { n: Number.NaN },
    'a Date': { d: new Date(0) },
    'a Map': new Map([['a', 1]]),
    'an instance of a class': new URL('https://example.com'),
    'a list with a hole': { list: [1, , 3] }, // eslint-disable-line no-sparse-arrays
    'a getter that throws': Object.defineProperty({}, 'id', {
      enumerable: true,
      get: () => {
        throw new Error('secret')
      },
    }),
    'a proxy that throws': new Proxy(
      {},
      {
        ownKeys: () => {
          throw new TypeError('secret')
        },
      },
    ),
    'a revoked proxy': revoked(),
    toJSON: { toJSON: () => goodEvent },
    'an inherited toJSON': Object.create({ toJSON: () => goodEvent }, { a: { value: 1, enumerable: true } }) as unknown,
  }).flatMap(([what, value]) => [
    row('F025', `${what} as the JSON object`, 'writeToCjds', json(value), data('NOT_JSON', 'JSON Object')),
    row(
      'F025',
      `${what} in the JSON object`,
      'writeToCjds',
      event({ data: { deep: [value] } }),
      data('NOT_JSON', 'JSON Object'),
    ),
    row('F025', `${what} as a list`, 'manageIdentity', { phone: value }, data('NOT_JSON', 'Phone Number')),
    row(
      'F025',
      `${what} as a text, beside a variable`,
      'writeToCjds',
      { eventType: value, eventSource: '$(s)' },
      data('TYPE', 'Event Type'),
      { s: 'ivr' },
    ),
    row('F025', `${what} in a variable`, 'writeToCjds', { eventType: '$(v)' }, data('NOT_JSON', '$(v), which'), {
      v: value,
    }),
  ]),
  row('F025', 'a BigInt as the JSON object', 'writeToCjds', json(5n), data('NOT_JSON')),
  row(
    'F025',
    'a function as the JSON object',
    'writeToCjds',
    json(() => goodEvent),
    data('NOT_JSON'),
  ),
  row('F025', 'a BigInt as a boolean', 'manageIdentity', { overwrite: 1n }, data('TYPE')),
]

function row(
  fault: string,
  what: string,
  method: MethodId,
  inputs: object,
  refusal: Refusal,
  variables?: Readonly<Record<string, unknown>>,
): Case {
  return { fault, what, method, inputs: inputs as Case['inputs'], ...refusal, ...(variables && { variables }) }
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return value instanceof Date ? 'a Date' : `${typeof value} ${typeof value === 'number' ? value : ''}`
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

describe('Inputs that are refused: the fault, its words, and no request', () => {
  test.each(refused)('[$fault] $method: $what', async ({ method, inputs, variables, ...refusal }) => {
    const given = { ...good[method], ...(Object.hasOwn(inputs, '__proto__') ? {} : inputs) }
    if (Object.hasOwn(inputs, '__proto__')) Object.defineProperty(given, '__proto__', { value: {}, enumerable: true })
    expectRefused(await run(method, given, { variables }), refusal, bench.service)
  })

  test.each(refused.filter(({ fault }) => fault !== 'F005' && fault !== 'F012'))(
    '[$fault] explained alike: $method: $what',
    async ({ method, inputs, variables, outcome, code }) => {
      const given = { ...good[method], ...inputs }
      const { fault, request } = await bench.explain(method, given, variables === undefined ? {} : { variables })
      // The explanation of an input whose name is forbidden is of the same inputs without it.
      if (Object.hasOwn(inputs, '__proto__')) return
      expect({ outcome: fault?.outcome, code: fault?.code, request }).toEqual({ outcome, code, request: undefined })
    },
  )

  test('[F001] one text for each field that is missing', async () => {
    const { outputs } = await run('writeToCjds', { authorization: 'main', workspaceId: 'w' })
    expect(outputs.errors).toEqual([
      'Event Type is required.',
      'Event Source is required.',
      'Identity Type is required.',
      'Identity is required.',
    ])
    expect(outputs.message).toBe('Event Type is required. 3 more things need attention.')
  })

  test('[F002] a broken list is not also complained of as a missing one', async () => {
    const { outputs } = await run('manageIdentity', { ...good.manageIdentity, phone: {} })
    expect(outputs.errors).toEqual(['Phone Number must be a list.'])
  })

  test.each([undefined, null, 'text', 5, [], () => ({})])('[F002] the inputs as a whole are %p', async (inputs) => {
    expectRefused(await run('writeToCjds', inputs), data('TYPE'), bench.service)
  })

  test.each(['manageidentity', '', 'toString', '__proto__', 'constructor', undefined, null, 5, Symbol('x'), {}])(
    '[F005] the method is %p',
    async (method) => {
      const { outcome, meta, outputs } = await run(method as string, good.manageIdentity)
      expect([outcome, meta.code]).toEqual(['onInvalidChoice', 'UNKNOWN_METHOD'])
      expect(JSON.stringify(outputs)).not.toMatch(/manageIdentity|writeToCjds/)
      expect(bench.service.requests).toHaveLength(0)
    },
  )

  test('[F005] the names of other authorizations are not told', async () => {
    const { outputs } = await run('getIdentityByAliases', { ...good.getIdentityByAliases, authorization: 'mian' })
    expect(JSON.stringify(outputs)).not.toMatch(/main|mian/)
  })

  test('[F006] the place is told and the text is not', async () => {
    const text = '{\n  "identity": "ada@example.com",\n  "phone": secret-4711\n}'
    const { outputs } = await run('writeToCjds', { ...good.writeToCjds, bodyMode: 'json', jsonBody: text })
    expect(outputs.errors).toEqual(['JSON Object is not valid JSON at line 3, column 12.'])
  })

  test.each(refused)('[$fault] no text repeats a value: $method: $what', async ({ method, inputs, variables }) => {
    const marker = 'Zq7Marker'
    const marked = {
      ...good[method],
      authorization: 'main',
      ...(method === 'writeToCjds' && { identity: marker }),
      ...inputs,
    }
    const { outputs } = await run(method, marked, { variables: { ...variables, secret: marker } })
    expect(JSON.stringify([outputs.message, outputs.errors])).not.toContain(marker)
  })

  test('[F025] getters are called once', async () => {
    let calls = 0
    const body = Object.defineProperty({ ...goodEvent }, 'data', {
      enumerable: true,
      get: () => {
        calls++
        return { amount: '12.50' }
      },
    })
    const inputs = Object.defineProperty({ ...good.writeToCjds, bodyMode: 'json' }, 'jsonBody', {
      enumerable: true,
      get: () => {
        calls++
        return body
      },
    })
    const { outcome } = await run('writeToCjds', inputs)
    expect([outcome, calls]).toEqual(['onEventPostSuccess', 2])
  })

  test('[F025] a getter of the inputs that throws', async () => {
    const inputs = Object.defineProperty({}, 'phone', {
      enumerable: true,
      get: () => {
        throw new Error('secret')
      },
    })
    const result = await run('manageIdentity', inputs)
    expectRefused(result, data('NOT_JSON'), bench.service)
    expect(JSON.stringify(result)).not.toContain('secret')
  })
})

describe('Inputs that are accepted, as the service sees them', () => {
  const sent = async (
    method: MethodId,
    inputs: object,
    variables?: object,
  ): Promise<{ path: string; body: unknown }> => {
    bench.service.answer({ status: 202, body: { data: [] } })
    await run(method, { ...good[method], ...inputs }, { variables })
    expect(bench.service.requests).toHaveLength(1)
    const { target, body } = bench.service.requests[0] ?? { target: '', body: undefined }
    return { path: target, body }
  }

  test.each([
    ['a number from a CRM', 4711, '4711'],
    ['a negative one', -5, '-5'],
    ['the largest', Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['a text with spaces around', '  a b  ', 'a b'],
  ])('[F002] %s as text', async (_what, identity, text) => {
    expect((await sent('writeToCjds', { identity })).body).toMatchObject({ identity: text })
  })

  test('[F002] null counts as absent', async () => {
    const { body } = await sent('manageIdentity', { firstName: null, email: null, overwrite: null, bodyMode: null })
    expect(body).toEqual({ phone: ['+12025550100'], override: false })
  })

  test.each([
    ['true', true],
    ['TRUE', true],
    [' True ', true],
    [true, true],
    ['false', false],
    ['FALSE', false],
    [false, false],
    ['', false],
    [null, false],
  ])('[F003] overwrite %p', async (overwrite, override) => {
    expect((await sent('manageIdentity', { overwrite })).body).toEqual({ phone: ['+12025550100'], override })
  })

  test('[F009] a key that stands twice: the last counts, and what is sent is written anew', async () => {
    const text = JSON.stringify(goodEvent).replace('{', '{ "type": "first", "data": {"__proto__": 1}, ')
    await sent('writeToCjds', { bodyMode: 'json', jsonBody: text })
    expect(bench.service.requests[0]?.text).toBe(JSON.stringify(Object.assign({ type: '', data: {} }, goodEvent)))
  })

  test('[F010] data of an event is free', async () => {
    const free = { 'a key with spaces': [null, { deep: '€' }], '$(x': '{{y}}', '': 0 }
    const { body } = await sent('writeToCjds', { bodyMode: 'json', jsonBody: { ...goodEvent, data: free } })
    expect(body).toEqual({ ...goodEvent, data: free })
  })

  test('[F011] 32 levels', async () => {
    const { body } = await sent('writeToCjds', { bodyMode: 'json', jsonBody: { ...goodEvent, data: nested(31) } })
    expect(body).toEqual({ ...goodEvent, data: nested(31) })
  })

  test('[F012] a transcript in a JSON body may be long', async () => {
    const transcript = 'x'.repeat(200_000)
    const { body } = await sent('writeToCjds', { bodyMode: 'json', jsonBody: { ...goodEvent, data: { transcript } } })
    expect(body).toEqual({ ...goodEvent, data: { transcript } })
  })

  test('[F012] the largest text and the longest list', async () => {
    const phone = Array.from({ length: 100 }, (_, index) => `+${index}`)
    expect((await sent('manageIdentity', { phone, firstName: 'x'.repeat(10_000) })).body).toMatchObject({ phone })
  })

  test.each([
    [' a@b.co , ,b@b.co,, ', ['a@b.co', 'b@b.co']],
    ['b,a', ['b', 'a']],
    [
      ['b ', ' ', 'a', null],
      ['b', 'a'],
    ],
    [
      [1, '2'],
      ['1', '2'],
    ],
    [15551234, ['15551234']],
    ['one two', ['one two']],
  ])('[F013] the list %j', async (email, list) => {
    expect((await sent('manageIdentity', { email })).body).toMatchObject({ email: list })
  })

  test('[F014] a list of only commas is absent', async () => {
    expect((await sent('manageIdentity', { email: ' , ,' })).body).toEqual({ phone: ['+12025550100'], override: false })
  })

  test.each([
    ['a,a,A', ['a', 'A']],
    [
      ['a', 'A', 'a '],
      ['a', 'A'],
    ],
    [[5, '5'], ['5']],
  ])('[F015] %j', async (customerId, list) => {
    expect((await sent('manageIdentity', { customerId })).body).toMatchObject({ customerId: list })
  })

  test.each(['$544.73', '${x}', '{{x}}', '$x', 'a $ b', '(1) $'])('[F017] %s is plain text', async (text) => {
    expect((await sent('writeToCjds', { eventType: text })).body).toMatchObject({ type: text })
  })

  test.each([
    '2026-01-31T09:30:00Z',
    '2024-02-29T23:59:59.999Z',
    '0001-01-01T00:00:00Z',
    '2026-01-31T09:30:00.123456789Z',
  ])('[F019] %s', async (eventTime) => {
    expect((await sent('writeToCjds', { eventTime })).body).toMatchObject({ time: eventTime })
  })

  test.each([['0'], ['1767225600000'], ['1234567890123456'], [1767225600000]])('[F020] %p', async (createdTime) => {
    const { body } = await sent('writeToCjds', { dataObject: 'createdTime', createdTime })
    expect(body).toMatchObject({ data: { createdTime: String(createdTime) } })
  })

  test.each([
    ...['...', '..a', 'user:pw@host', 'ein Raum', 'a;b', 'ä', '%', 'a%20b', '?a=b', '#x', 'a&b'],
    ...['a/b', '../../admin', '//evil.example/x', '\\\\evil.example', 'https://evil.example/x', '%2e%2e', 'a%2fb'],
  ])('[F022] %s stays one segment of the path', async (templateName) => {
    const { path } = await sent('readFromCjds', { templateName })
    const segments = new URL(path, bench.service.baseUrl).pathname.split('/')
    expect(segments).toHaveLength(10)
    expect(decodeURIComponent(segments.at(-1) ?? '')).toBe(templateName)
  })

  test.each([
    'a/b',
    'a?b',
    'a#b',
    '100%',
    'a&b=c',
    '+12025550100',
    'ada@example.com',
    '👩‍💻',
    '%2e%2e',
    'a\\b',
    "it's!*()",
    'é',
    'a b',
    '//evil.example/x',
  ])('[F023] the alias %s arrives as it is', async (alias) => {
    for (const [method, input] of [
      ['getIdentityByAliases', 'aliases'],
      ['readFromCjds', 'aliasId'],
    ] as const) {
      const { path } = await sent(method, { [input]: alias })
      const segment = path.split('/')[method === 'readFromCjds' ? 7 : 8] ?? ''
      expect(decodeURIComponent(segment)).toBe(alias)
      expect(segment).toMatch(/^[A-Za-z0-9\-._~%]+$/)
    }
  })

  test('[F024] a comma splits', async () => {
    const { path } = await sent('getIdentityByAliases', { aliases: 'a,b@x.co, +1' })
    expect(path).toMatch(/\/aliases\/a,b%40x\.co,%2B1$/)
  })
})

test('[F026] 5,000 invocations at once with one shared input', async () => {
  const inputs = deepFreeze({
    ...good.writeToCjds,
    bodyMode: 'json',
    jsonBody: { ...goodEvent, id: '$(id)', data: { note: 'for $(name)', list: [1, { deep: true }] } },
  })
  const before = JSON.stringify(inputs)
  bench.service.answer(({ body }) => ({ status: 202, body: { data: (body as { id: string }).id } }))
  const results = await Promise.all(
    Array.from({ length: 5_000 }, async (_, index) =>
      run('writeToCjds', inputs, { variables: { id: `event-${index}`, name: `caller ${index}` } }),
    ),
  )
  expect(new Set(results.map(({ outcome, meta }) => `${outcome} ${meta.code}`))).toEqual(
    new Set(['onEventPostSuccess null']),
  )
  expect(results.map(({ outputs }) => outputs.data)).toEqual(results.map((_, index) => `event-${index}`))
  expect(new Set(bench.service.requests.map(({ body }) => JSON.stringify(body))).size).toBe(5_000)
  expect(bench.service.requests).toHaveLength(5_000)
  expect(JSON.stringify(inputs)).toBe(before)
}, 120_000)
