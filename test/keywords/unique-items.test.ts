import { refuse, same, tableOf } from './field.js'

tableOf({ type: 'array', items: { type: 'integer' }, uniqueItems: true }, [
  ...same([1, 2]),
  ...refuse('DUPLICATE', 'has the same entry twice; leave one out', [1, 1], [1, 2, '1']),
])
tableOf({ type: 'object', properties: { a: { type: 'array', items: { type: 'string' }, uniqueItems: true } } }, [
  ...same({ a: ['x', 'X'] }),
  [{ a: ['x', 'x'] }, { code: 'DUPLICATE', text: 'Field (a) has the same entry twice; leave one out.' }],
])
