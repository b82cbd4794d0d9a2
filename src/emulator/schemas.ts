import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
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
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
  })
  formats.default(ajv)
  for (const name of SCHEMAS) {
    const url = new URL(`schemas/cjds/${name}.schema.json`, packageRoot)
    ajv.addSchema(JSON.parse(readFileSync(url, 'utf8')) as object, name)
  }
  return (name, body) => {
    ajv.validate(name, body)
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'body'} ${message ?? 'is invalid'}`)
  }
}
