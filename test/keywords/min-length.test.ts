import { refuse, same, tableOf } from './field.js'

tableOf({ type: 'string', minLength: 2 }, [
  ...same('ab'),
  ['', { becomes: undefined }],
  ...refuse('FORMAT', 'must have at least 2 characters', 'a', ' a ', '👋', 1),
])
tableOf({ type: 'object', properties: { a: { type: 'string', minLength: 1 } } }, [
  [{ a: '' }, { code: 'FORMAT', text: 'Field (a) must have at least 1 character.' }],
])
