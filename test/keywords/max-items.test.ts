import { refuse, same, tableOf } from './field.js'

tableOf({ type: 'array', items: { type: 'string' }, split: ',', maxItems: 2 }, [
  ...same(['a'], ['a', 'b']),
  ['a,b,a', { becomes: ['a', 'b'] }],
  ...refuse('TOO_LARGE', 'may have at most 2 entries', 'a,b,c', ['a', 'b', 'c']),
])
tableOf(
  { type: 'array', items: { type: 'string' }, split: ',', maxItems: 1 },
  refuse('TOO_LARGE', 'may have at most 1 entry', 'a,b'),
)
