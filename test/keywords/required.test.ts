import { expect, test } from '@jest/globals'
import { methodOf, prepared, refuse, same, tableOf } from './field.js'

tableOf({ type: 'object', properties: { a: { type: 'object', required: ['b'] } }, required: ['a', 'toString'] }, [
  ...same({ a: { b: 1 }, toString: 'own' }),
  ...refuse('REQUIRED', 'needs the member "a"', { toString: 1 }),
  // What every object inherits satisfies nothing.
  ...refuse('REQUIRED', 'needs the member "toString"', { a: { b: null } }),
  [
    { a: {}, toString: 1 },
    { code: 'REQUIRED', text: 'Field (a) needs the member "b".' },
  ],
])

test.each([undefined, null, '', ' ', '\n'])('an input that is %p is missing', (field) => {
  const method = methodOf({ field: { title: 'Field', type: 'string' } }, ['field'])
  expect(prepared(method, { field }).problems).toEqual([
    { code: 'REQUIRED', fault: 'invalidData', text: 'Field is required.' },
  ])
})

test('false and 0 are there', () => {
  const method = methodOf({ a: { title: 'A', type: 'boolean' }, b: { title: 'B', type: 'integer' } }, ['a', 'b'])
  expect(prepared(method, { a: false, b: 0 })).toEqual({ values: { a: false, b: 0 }, hidden: [], problems: [] })
})
