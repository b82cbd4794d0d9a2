import { reader } from './reader.js'
import { readSchema, type SchemaName } from './schemas.js'
import type { Seed } from './seed.js'

/** A list of the API's bodies that may each say which workspace they go into. */
function bodies(name: SchemaName, { without = [] }: { readonly without?: readonly string[] } = {}): object {
  const schema = readSchema(name)
  const properties = { ...(schema.properties as object), workspaceId: { type: 'string' } }
  const kept = Object.entries(properties).filter(([key]) => !without.includes(key))
  return { type: 'array', items: { ...schema, properties: Object.fromEntries(kept) } }
}

function seedSchema(): object {
  const properties: Record<keyof Seed, object> = {
    workspaces: { type: 'array', minItems: 1, items: { ...readSchema('workspace'), required: ['name'] } },
    templates: bodies('template-request'),
    persons: bodies('merge-person-request', { without: ['override'] }),
    events: bodies('event'),
  }
  return { type: 'object', additionalProperties: false, properties }
}

/** @throws {EmulatorError} `SEED` that names the entry and its member. */
export const readSeed = reader('SEED', 'The seed', seedSchema)
