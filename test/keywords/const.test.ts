import { refuseChoice, same, tableOf } from './field.js'

tableOf({ type: 'string', const: 'yes' }, [...same('yes'), ...refuseChoice('must be yes', 'no', 'YES', 1)])
tableOf({ type: 'integer', const: 5 }, [...same(5), ['5', { becomes: 5 }], ...refuseChoice('must be 5', 6)])
tableOf({ type: 'boolean', const: true }, [...same(true), ...refuseChoice('must be true', false)])
