import { expect, test } from '@jest/globals'
import { generate } from '../../src/keywords/generate.js'
import { generators, methodOf, prepared, same, tableOf } from './field.js'

tableOf({ type: 'string', generate: 'uuid' }, [
  [undefined, { becomes: 'uuid-1' }],
  ['', { becomes: 'uuid-1' }],
  [null, { becomes: 'uuid-1' }],
  ...same('mine'),
])
tableOf({ type: 'string', generate: 'now', format: 'utc-date-time' }, [
  [' ', { becomes: '2026-01-31T09:30:00.000Z' }],
  ...same('2020-01-01T00:00:00Z'),
])

test('anew at each invocation', () => {
  let count = 0
  expect([1, 2].map(() => generate('uuid', { ...generators, uuid: () => `id-${++count}` }))).toEqual(['id-1', 'id-2'])
})

test('satisfies required, and is not made for a field that is hidden', () => {
  const method = methodOf(
    {
      on: { title: 'On', type: 'boolean' },
      id: {
        title: 'Id',
        type: 'string',
        generate: 'uuid',
        visibleWhen: { required: ['on'], properties: { on: { const: true } } },
      },
    },
    ['id'],
  )
  expect(prepared(method, { on: true })).toEqual({ values: { on: true, id: 'uuid-1' }, hidden: [], problems: [] })
  expect(prepared(method, { on: false })).toEqual({ values: { on: false }, hidden: ['id'], problems: [] })
})
