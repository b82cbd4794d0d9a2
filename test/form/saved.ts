import fc from 'fast-check'
import type { InputManifest } from '../../src/manifest/manifest.js'
import type { ResolvedMethod } from '../../src/manifest/resolve.js'

/** Anything that somebody may have saved in the fields of a method: missing, right, nearly right, of another type. */
export function savedInputs(method: ResolvedMethod): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(mapValues(method.inputs, savedValue), { requiredKeys: [] })
}

/** The same, with references to `$(one)`, `$(two)` and `$(größe)` among the values. */
export function savedWithVariables(method: ResolvedMethod): fc.Arbitrary<Record<string, unknown>> {
  const reference = fc.constantFrom('$(one)', ' $(two) ', '$(größe)', 'a $(one)', 'a,$(two)', ['$(one)', 'a'], {
    a: '$(two)',
  })
  return fc.record(
    mapValues(method.inputs, (input) => fc.oneof({ weight: 3, arbitrary: savedValue(input) }, reference)),
    { requiredKeys: [] },
  )
}

/** What flow variables may hold. */
export const variables: fc.Arbitrary<Record<string, unknown>> = fc.record({
  one: fc.constantFrom<unknown>('json', 'long', 'agentId', 'keyValue', 'call,mail', 'yes', null, true),
  two: fc.constantFrom<unknown>(7, '7', ['agentId', 'call'], { name: 'x' }, '', 'a', 'none', '{"name":"x"}'),
  größe: fc.constantFrom<unknown>(2.5, 'short', '40', 'high', [1, 6], false, undefined),
})

function savedValue(input: InputManifest): fc.Arbitrary<unknown> {
  const good = goodValues(input)
  const entries = fc.uniqueArray(
    fc.constantFrom<unknown>(...goodValues({ title: '', type: 'string', ...input.items })),
    {
      maxLength: 4,
    },
  )
  const listed = input.type === 'array' ? [entries, entries.map((list) => list.join(input.split ?? ','))] : []
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<unknown>(...good, ...good.map(String), ...(input.examples ?? [])) },
    ...listed.map((arbitrary) => ({ weight: 4, arbitrary: arbitrary as fc.Arbitrary<unknown> })),
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, '', '  ', '\t', ' , ;', [], [' ', null]) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(...odd) },
  )
}

const odd = [
  'a',
  'aa',
  ' b$ ',
  'b^',
  'ccc',
  'x a',
  'a\n',
  'fax',
  ' long ',
  'TRUE',
  'false ',
  true,
  false,
  0,
  -3,
  1.5,
  41,
  '1e2',
  '-2',
  ' 6',
  '12345678901234567890',
  2 ** 70,
  '1;2;7',
  '1|1',
  [1, 1],
  [6, '7'],
  ['1', 'x'],
  ['a', 'b ', 'b'],
  ['toolong', 'b'],
  [{ a: 1 }],
  ['a', 'b', 'c', 'd'],
  { name: 'x' },
  { name: 2 ** 70 },
  '{"name":1}',
  '{',
  '[]',
  '[{}]',
  '$(not one',
  '$ (',
  'a $() b',
  ['$( x)'],
  '2024-02-29',
  '2023-02-29',
  '2026-01-31T09:30:00Z',
  '2026-04-31T09:30:00Z',
  '2026-01-31t09:30:00Z',
  '0d9f3c52-6a1e-4b7e-9a55-2f64c1e8b7d3',
  '10.0.0.1 ',
  '10.0.0.256',
  'ada@example.com',
  '+',
  ' [Email  protected] ',
  '..',
  'a/b',
  'a%2Fb',
  'zwölf',
  '😀😀😀😀',
  '\u00a0x',
]

function goodValues(input: InputManifest): unknown[] {
  const { enum: choices, const: only, default: fixed } = input
  const listed = [...((choices ?? []) as unknown[]), ...(only === undefined ? [] : [only])]
  const values = listed.length > 0 ? listed : plainValues[input.type]
  return fixed === undefined ? [...values] : [...values, fixed]
}

const plainValues: Readonly<Record<InputManifest['type'], readonly unknown[]>> = {
  string: ['some', 'yes', 'ab', 'words of some length'],
  boolean: [true, false],
  integer: [0, 1, 2, 3, 6],
  number: [0.5, 1, 2.5, 40],
  array: ['a', 'b', '7'],
  object: [{ name: 'x' }, { a: [1] }],
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
