import { refuse, same, tableOf } from './field.js'

tableOf({ type: 'array', items: { type: 'string' }, split: ',', minItems: 2 }, [
  ...same(['a', 'b']),
  ['', { becomes: undefined }],
  [[], { becomes: undefined }],
  ...refuse('TOO_FEW', 'needs at least 2 entries', 'a', ['a', 'a']),
])
tableOf({ type: 'array', parse: 'json', minItems: 1 }, refuse('TOO_FEW', 'needs at least 1 entry', '[]', []))
