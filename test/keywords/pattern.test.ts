import { refuse, same, tableOf } from './field.js'

const patternMessage = 'letters, a hyphen and digits, such as INC-42'
tableOf({ type: 'string', pattern: '^[A-Z]+-[0-9]+$', maxLength: 10, patternMessage }, [
  ...same('INC-42'),
  [' INC-42 ', { becomes: 'INC-42' }],
  // Too long as well: what the pattern means is told, once.
  ...refuse('FORMAT', `must be ${patternMessage}`, 'inc-42', 'INC-42\n', 42, 'x'.repeat(11)),
  ...refuse('TOO_LARGE', 'may have at most 10 characters', 'INC-1234567'),
])
