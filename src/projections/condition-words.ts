import type { JsonSchema } from '../manifest/manifest.js'

/**
 * A condition over other inputs in words, such as `bodyMode is "json"`. One that is built in a way that has no short
 * words is given as its JSON.
 */
export function conditionWords(condition: JsonSchema): string {
  const parts = Object.entries(condition).map(([keyword, value]) => clause(keyword, value, condition))
  if (parts.some((part) => part === undefined)) return JSON.stringify(condition)
  return parts.filter((part) => part !== '').join(' and ')
}

function clause(keyword: string, value: unknown, condition: JsonSchema): string | undefined {
  const conditions = value as readonly JsonSchema[]
  switch (keyword) {
    case 'type':
      return ''
    case 'required':
      return (value as readonly string[])
        .filter((id) => !Object.hasOwn((condition.properties ?? {}) as JsonSchema, id))
        .map((id) => `${id} is filled in`)
        .join(' and ')
    case 'properties':
      return joined(
        Object.entries(value as Readonly<Record<string, JsonSchema>>).map(([id, schema]) => comparison(id, schema)),
        ' and ',
      )
    case 'anyOf':
      return `(${conditions.map(conditionWords).join(' or ')})`
    case 'allOf':
      return conditions.map(conditionWords).join(' and ')
    case 'not':
      return `not (${conditionWords(value as JsonSchema)})`
    default:
      return undefined
  }
}

function comparison(id: string, { type: _type, ...schema }: JsonSchema): string | undefined {
  const [keyword, ...more] = Object.keys(schema)
  if (more.length > 0) return undefined
  switch (keyword) {
    case undefined:
      return `${id} is filled in`
    case 'const':
      return `${id} is ${JSON.stringify(schema.const)}`
    case 'enum':
      return `${id} is ${(schema.enum as unknown[]).map((value) => JSON.stringify(value)).join(' or ')}`
    case 'contains':
      return comparison(id, schema.contains as JsonSchema)?.replace(`${id} is `, `${id} has `)
    default:
      return undefined
  }
}

function joined(parts: readonly (string | undefined)[], separator: string): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join(separator)
}
