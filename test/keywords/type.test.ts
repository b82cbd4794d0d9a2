import { expect, test } from '@jest/globals'
import { typeName } from '../../src/keywords/type.js'
import { refuse, refuseChoice, same, tableOf } from './field.js'

tableOf({ type: 'string' }, [
  ...same('a', 'a  b', '0', undefined),
  ['  a ', { becomes: 'a' }],
  ['\ta', { becomes: '\ta' }],
  [7, { becomes: '7' }],
  [-0, { becomes: '0' }],
  [null, { becomes: undefined }],
  ['', { becomes: undefined }],
  ...refuse(
    'TYPE',
    'must be text',
    true,
    false,
    1.5,
    2 ** 53,
    Number.NaN,
    {},
    [],
    new Date(0),
    5n,
    Symbol('s'),
    () => 1,
  ),
])
tableOf({ type: 'boolean' }, [
  ...same(true, false, undefined),
  ['true', { becomes: true }],
  [' FALSE ', { becomes: false }],
  ['', { becomes: undefined }],
  ...refuseChoice('must be true or false', 'yes', '1', 1, 0, 'on', 'truthy', 'null'),
  ...refuse('TYPE', 'must be true or false', {}, [], 5n, Symbol('s'), () => true),
])
tableOf({ type: 'integer' }, [
  ...same(5, -5, 0),
  [' 5 ', { becomes: 5 }],
  ['007', { becomes: 7 }],
  ['1e2', { becomes: 100 }],
  ['5.0', { becomes: 5 }],
  ['', { becomes: undefined }],
  ...refuse('TYPE', 'must be a whole number', 'five', '5.5', 5.5, '0x5', '1_000', '١', true, {}, [5], Number.NaN, 5n),
  ...refuse('NUMBER_PRECISION', 'has too many digits to be kept exactly', '12345678901234567890', 2 ** 53, '1e300'),
])
tableOf({ type: 'number' }, [
  ...same(5.5, 1e300),
  ['-5.5', { becomes: -5.5 }],
  ['1e-3', { becomes: 0.001 }],
  ...refuse('TYPE', 'must be a number', '5,5', '.5', '5.', '1e999', 'Infinity', Number.POSITIVE_INFINITY, true),
  ...refuse('NUMBER_PRECISION', 'has too many digits to be kept exactly', '12345678901234567890'),
])
tableOf({ type: 'object', properties: { a: { type: ['string', 'null'] }, b: { type: 'array' } } }, [
  ...same({ a: null }, { a: 'x', b: [] }),
  [{ a: 5 }, { code: 'TYPE', text: 'Field (a) must be text or null.' }],
  [{ b: {} }, { code: 'TYPE', text: 'Field (b) must be a list.' }],
])

test.each([
  ['string', 'text'],
  [['integer', 'null'], 'a whole number or null'],
  ['object', 'a JSON object'],
])('%j is called %s', (type, name) => {
  expect(typeName(type)).toBe(name)
})
