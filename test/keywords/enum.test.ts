import { refuse, refuseChoice, same, tableOf } from './field.js'

tableOf({ type: 'string', enum: ['a', 'b c'] }, [
  ...same('a', 'b c', undefined),
  [' a ', { becomes: 'a' }],
  ...refuseChoice('must be one of a, b c', 'A', 'c', 'a,b', 5),
  ...refuse('TYPE', 'must be text', {}, true),
])
tableOf({ type: 'integer', enum: [1, 2] }, [
  ...same(1),
  ['2', { becomes: 2 }],
  ...refuseChoice('must be one of 1, 2', 3),
])
tableOf({ type: 'array', items: { type: 'string', enum: ['a', 'b'] }, split: ',' }, [
  ['b, a', { becomes: ['b', 'a'] }],
  ['a,c', { code: 'NOT_A_CHOICE', text: 'Field (entry 2) must be one of a, b.', choice: true }],
])
