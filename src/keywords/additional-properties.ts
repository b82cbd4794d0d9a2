import type { SchemaKeyword } from './keyword.js'

export const additionalProperties: SchemaKeyword = {
  keyword: 'additionalProperties',
  code: 'ADDITIONAL_PROPERTY',
  fault: 'invalidData',
  words: (_schema, { additionalProperty }) => {
    // A misspelt name is safe to repeat, an arbitrary text need not be.
    const name = String(additionalProperty)
    const member = /^[A-Za-z]\w{0,63}$/.test(name) ? `the member "${name}", which` : 'a member that'
    return `has ${member} is not known here; remove it or correct its name`
  },
}
