import type { JsonSchema } from '../../manifest/manifest.js'

/**
 * Whether a value meets a condition: the part of JSON Schema that conditions use, interpreted. A form that is drawn by
 * hand needs no validator, and no code is evaluated.
 */
export function holds(schema: JsonSchema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, rule]) => rules[keyword]?.(rule as never, value) ?? true)
}

type Rule = (rule: never, value: unknown) => boolean

const rules: Readonly<Record<string, Rule | undefined>> = {
  type: (types: string | readonly string[], value) => [types].flat().some((type) => isOfType(value, type)),
  const: (constant: unknown, value) => value === constant,
  enum: (values: readonly unknown[], value) => values.includes(value),
  pattern: (pattern: string, value) => typeof value !== 'string' || regExp(pattern).test(value),
  minLength: (least: number, value) => typeof value !== 'string' || Array.from(value).length >= least,
  maxLength: (most: number, value) => typeof value !== 'string' || Array.from(value).length <= most,
  minimum: (least: number, value) => typeof value !== 'number' || value >= least,
  maximum: (most: number, value) => typeof value !== 'number' || value <= most,
  minItems: (least: number, value) => !Array.isArray(value) || value.length >= least,
  maxItems: (most: number, value) => !Array.isArray(value) || value.length <= most,
  items: (entry: JsonSchema, value) => !Array.isArray(value) || value.every((each) => holds(entry, each)),
  contains: (entry: JsonSchema, value) => !Array.isArray(value) || value.some((each) => holds(entry, each)),
  required: (names: readonly string[], value) => !isObject(value) || names.every((name) => has(value, name)),
  properties: (properties: Readonly<Record<string, JsonSchema>>, value) =>
    !isObject(value) || Object.entries(properties).every(([id, of]) => !has(value, id) || holds(of, value[id])),
  allOf: (schemas: readonly JsonSchema[], value) => schemas.every((each) => holds(each, value)),
  anyOf: (schemas: readonly JsonSchema[], value) => schemas.some((each) => holds(each, value)),
  not: (refused: JsonSchema, value) => !holds(refused, value),
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function has(value: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.hasOwn(value, name) && value[name] !== undefined
}

function regExp(pattern: string): RegExp {
  return new RegExp(pattern, 'u')
}
