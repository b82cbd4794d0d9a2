import { Ajv, type Options } from 'ajv'
import ajvFormats from 'ajv-formats'
import { formats } from '../keywords/format.js'
import { formatTests } from '../keywords/formats.js'
import type { Validate, Validators } from './compiled.js'
import type { JsonSchema } from './manifest.js'
import type { ResolvedMethod } from './resolve.js'
import { validationSchemas } from './validation-schemas.js'

/**
 * How values are validated, at load and ahead of time alike: every problem at once, own members only (an inherited
 * `toString` satisfies nothing), no coercion, and a schema that Ajv does not fully understand is an error.
 */
export const validationOptions: Options = {
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
  ownProperties: true,
  messages: false,
}

/** An Ajv that knows the formats of the manifest language and no others. */
export function createAjv(options: Options): Ajv {
  const ajv = new Ajv(options)
  const standard = Object.keys(formats).filter((name) => !Object.hasOwn(formatTests, name))
  // The package's types describe a default export, the module itself is one function.
  ;(ajvFormats as unknown as (ajv: Ajv, formats: string[]) => void)(ajv, standard)
  for (const [name, test] of Object.entries(formatTests)) ajv.addFormat(name, test)
  return ajv
}

/** Compiles the validators of a method while the program runs; for manifests that are read from a directory. */
export function compileValidators(ajv: Ajv, method: ResolvedMethod): Validators {
  const compiled = new Map<string, Validate>()
  // Many inputs are shown under the same condition; each condition is compiled once.
  const compile = (schema: JsonSchema): Validate => {
    const text = JSON.stringify(schema)
    const validate = compiled.get(text) ?? ajv.compile(schema)
    compiled.set(text, validate)
    return validate
  }
  return Object.fromEntries(Object.entries(validationSchemas(method)).map(([name, schema]) => [name, compile(schema)]))
}
