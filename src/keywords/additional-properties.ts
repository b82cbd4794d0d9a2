import type { SchemaKeyword } from './keyword.js'

/** Letters of any language, digits, - and _. With more than four digits it may be a telephone number. */
const repeatable = /^(?!(?:\P{Nd}*\p{Nd}){5})\p{L}[\p{L}\p{M}\p{Nd}_-]{0,63}$/u

export const additionalProperties: SchemaKeyword = {
  keyword: 'additionalProperties',
  code: 'ADDITIONAL_PROPERTY',
  fault: 'invalidData',
  words: ({ properties = {} }, { additionalProperty }) => {
    // A misspelt name is safe to repeat, an arbitrary text need not be.
    const name = String(additionalProperty)
    const known = Object.keys(properties as object).join(', ')
    const unnamed = known === '' ? 'a member that is not known here' : `a member that is none of ${known}`
    const member = repeatable.test(name) ? `the member "${name}", which is not known here` : unnamed
    return `has ${member}; remove it or correct its name`
  },
}
