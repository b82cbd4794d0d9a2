import { refuse, same, tableOf } from './field.js'

tableOf({ type: 'string', maxLength: 3 }, [
  ...same('abc', '👋👋👋'),
  ['  abc ', { becomes: 'abc' }],
  ...refuse('TOO_LARGE', 'may have at most 3 characters', 'abcd', 'a b c', 1234),
])
tableOf({ type: 'string', maxLength: 1 }, refuse('TOO_LARGE', 'may have at most 1 character', 'ab'))
