import type { JsonSchema } from '../../manifest/manifest.js'

/** Conditions as JSON Schemas, put together without parts that are always or never true. */

export const always: JsonSchema = {}
export const never: JsonSchema = { not: {} }

export function all(parts: readonly JsonSchema[]): JsonSchema {
  return together('allOf', parts, always, never)
}

export function any(parts: readonly JsonSchema[]): JsonSchema {
  return together('anyOf', parts, never, always)
}

export function not(part: JsonSchema): JsonSchema {
  if (isSame(part, always)) return never
  return Object.keys(part).length === 1 && part.not !== undefined ? (part.not as JsonSchema) : { not: part }
}

export function isSame(one: JsonSchema, other: JsonSchema): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function together(
  keyword: 'allOf' | 'anyOf',
  parts: readonly JsonSchema[],
  neutral: JsonSchema,
  deciding: JsonSchema,
): JsonSchema {
  const inner = parts.flatMap((part) =>
    Object.keys(part).length === 1 && part[keyword] !== undefined ? (part[keyword] as readonly JsonSchema[]) : [part],
  )
  if (inner.some((part) => isSame(part, deciding))) return deciding
  const telling = [...new Map(inner.map((part) => [JSON.stringify(part), part])).values()].filter(
    (part) => !isSame(part, neutral),
  )
  const [first, ...more] = telling
  if (first === undefined) return neutral
  return more.length === 0 ? first : { [keyword]: telling }
}
