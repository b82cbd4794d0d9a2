import { hashForSchema, type RJSFSchema } from '@rjsf/utils'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standaloneCode from 'ajv/dist/standalone/index.js'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

type Functions = Readonly<Record<string, (data: unknown) => boolean>>

/**
 * The functions of a precompiled validator: of the schema, of each condition and each choice in it, by their hashes. The library's
 * own `compileSchemaValidatorsCode` tries every combination of conditions, which takes for ever from about ten on.
 */
export function precompile(schema: RJSFSchema, folder: string): Functions {
  const schemas = Object.fromEntries([schema, ...partsOf(schema)].map((each) => [hashForSchema(each), each]))
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    verbose: true,
    code: { source: true },
    schemas: schemas as Record<string, object>,
  })
  const generate = standaloneCode as unknown as (ajv: unknown) => string
  const file = join(folder, `${hashForSchema(schema)}.cjs`)
  const require = createRequire(import.meta.url)
  writeFileSync(
    file,
    generate(ajv).replace(
      /require\("(ajv[^"]*)"\)/g,
      (_all, name: string) => `require(${JSON.stringify(require.resolve(name))})`,
    ),
  )
  return require(file) as Functions
}

/** The schemas that the library asks about by themselves: conditions and choices, at any depth. */
function partsOf(value: unknown): RJSFSchema[] {
  if (typeof value !== 'object' || value === null) return []
  const { if: condition, oneOf = [] } = value as RJSFSchema
  const own = [condition, ...oneOf].filter((part) => typeof part === 'object')
  return [...own, ...Object.values(value).flatMap(partsOf)]
}
