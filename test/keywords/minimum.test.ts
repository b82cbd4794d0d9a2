import { refuse, same, tableOf } from './field.js'

tableOf({ type: 'integer', minimum: 0 }, [
  ...same(0, 7),
  ['-0', { becomes: -0 }],
  ...refuse('OUT_OF_RANGE', 'must be at least 0', -1, '-1'),
])
