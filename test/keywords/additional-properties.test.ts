import { refuse, same, tableOf } from './field.js'

const closed = {
  type: 'object',
  properties: { a: { type: 'object', properties: {}, additionalProperties: false } },
  additionalProperties: false,
} as const
const known = (name: string): string =>
  `has the member "${name}", which is not known here; remove it or correct its name`

tableOf(closed, [
  ...same({}, { a: {} }),
  ...refuse('ADDITIONAL_PROPERTY', known('b'), { b: 1 }),
  ...refuse('ADDITIONAL_PROPERTY', known('toString'), { toString: 1 }),
  ...['my-key', 'Überschrift', 'первое_имя', '名前', 'line-2026'].flatMap((name) =>
    refuse('ADDITIONAL_PROPERTY', known(name), { [name]: 1 }),
  ),
  ...refuse(
    'ADDITIONAL_PROPERTY',
    'has a member that is none of a; remove it or correct its name',
    { '+12025550100': 1 },
    { '12025550100': 1 },
    { 'a b': 1 },
    { '': 1 },
    { 'ann@example.com': 1 },
    { 'tel-1202-5550100': 1 },
    { tel٠١٢٣٤: 1 },
    { ['x'.repeat(65)]: 1 },
  ),
  [{ a: { c: 1 } }, { code: 'ADDITIONAL_PROPERTY', text: `Field (a) ${known('c')}.` }],
])
tableOf(
  { type: 'object', additionalProperties: false },
  refuse('ADDITIONAL_PROPERTY', 'has a member that is not known here; remove it or correct its name', { 'a b': 1 }),
)
tableOf({ type: 'object' }, same({ anything: [{ goes: null }] }))
