export interface Place {
  readonly path: readonly string[]
  readonly value: unknown
}

/** All places of a JSON document, the whole first. */
export function places(value: unknown, path: readonly string[] = []): Place[] {
  const here = { path, value }
  if (typeof value !== 'object' || value === null) return [here]
  return [here, ...Object.entries(value).flatMap(([key, member]) => places(member, [...path, key]))]
}

/** A copy with another value at a place; undefined removes it. */
export function withValueAt(document: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const inner = withValueAt((document as Record<string, unknown>)[key], rest, value)
  return Array.isArray(document)
    ? Object.assign([...(document as unknown[])], { [key]: inner })
    : { ...(document as object), [key]: inner }
}
