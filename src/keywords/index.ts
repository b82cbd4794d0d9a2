import { additionalProperties } from './additional-properties.js'
import { constant } from './const.js'
import { enumeration } from './enum.js'
import { format } from './format.js'
import type { SchemaKeyword } from './keyword.js'
import { maxItems } from './max-items.js'
import { maxLength } from './max-length.js'
import { maximum } from './maximum.js'
import { minItems } from './min-items.js'
import { minLength } from './min-length.js'
import { minimum } from './minimum.js'
import { pattern } from './pattern.js'
import { required } from './required.js'
import { type } from './type.js'
import { uniqueItems } from './unique-items.js'

/** The JSON Schema keywords that an input's value may be described with, by name. */
export const schemaKeywords: ReadonlyMap<string, SchemaKeyword> = new Map(
  [
    additionalProperties,
    constant,
    enumeration,
    format,
    maxItems,
    maxLength,
    maximum,
    minItems,
    minLength,
    minimum,
    pattern,
    required,
    type,
    uniqueItems,
  ].map((keyword) => [keyword.keyword, keyword]),
)
