import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import type { JsonSchema } from '../manifest/manifest.js'
import { problemWords } from '../manifest/problem.js'
import { schemaProblems } from '../manifest/schema-problems.js'
import { packageRoot } from '../package-root.js'

const SCHEMAS = [
  'error',
  'event',
  'merge-person-request',
  'merge-persons-request',
  'person',
  'person-patch',
  'remove-identities-request',
  'template',
  'template-request',
  'view',
  'workspace',
] as const

/** The names of the API's bodies, as in `schemas/cjds/NAME.schema.json`. */
export type SchemaName = (typeof SCHEMAS)[number]

/** One text per problem, each with its place; none for a good body. */
export type BodyCheck = (name: SchemaName, body: unknown) => string[]

export function loadBodyCheck(): BodyCheck {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
  })
  formats.default(ajv)
  for (const name of SCHEMAS) {
    ajv.addSchema(readSchema(name), name)
  }
  return (name, body) => {
    ajv.validate(name, body)
    return schemaProblems(ajv.errors ?? [], 'The body').map(problemWords)
  }
}

export function readSchema(name: SchemaName): JsonSchema {
  const url = new URL(`schemas/cjds/${name}.schema.json`, packageRoot)
  return JSON.parse(readFileSync(url, 'utf8')) as JsonSchema
}
