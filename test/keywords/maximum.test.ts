import { refuse, same, tableOf } from './field.js'

tableOf({ type: 'number', maximum: 2.5 }, [
  ...same(2.5, -7),
  ['2.5', { becomes: 2.5 }],
  ...refuse('OUT_OF_RANGE', 'may be at most 2.5', 2.6, '3', '1e3'),
])
