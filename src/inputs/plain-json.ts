import type { Limits } from '../manifest/manifest.js'

export type PlainJsonFault = 'NOT_JSON' | 'TOO_DEEP' | 'TOO_LARGE' | 'FORBIDDEN_KEY'

/** Names that change an object's prototype when somebody copies them carelessly. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

class Refused extends Error {
  constructor(readonly fault: PlainJsonFault) {
    super(fault)
  }
}

/**
 * A copy of a caller's value as plain JSON, read once: getters run once, members that are undefined are left out, and
 * the caller's object is never touched again. Whatever JSON cannot say (cycles, functions, dates, class instances, NaN)
 * is refused rather than bent.
 */
export function plainJson(
  value: unknown,
  limits: Pick<Limits, 'requestBytes' | 'jsonDepth'>,
): { value: unknown } | { fault: PlainJsonFault } {
  let left = limits.requestBytes
  const above: object[] = []

  function copy(source: unknown): unknown {
    switch (typeof source) {
      case 'string':
        spend(source.length)
        return source
      case 'boolean':
        return source
      case 'number':
        if (!Number.isFinite(source)) throw new Refused('NOT_JSON')
        return source
      case 'object':
        return source === null ? null : copyObject(source)
      default:
        throw new Refused('NOT_JSON')
    }
  }

  function copyObject(source: object): unknown {
    if (above.includes(source)) throw new Refused('NOT_JSON')
    if (above.length >= limits.jsonDepth) throw new Refused('TOO_DEEP')
    above.push(source)
    const result = Array.isArray(source) ? copyList(source) : copyMembers(source)
    above.pop()
    return result
  }

  function copyList(source: readonly unknown[]): unknown[] {
    const result: unknown[] = []
    for (const entry of source) {
      spend(1)
      result.push(copy(entry))
    }
    return result
  }

  function copyMembers(source: object): Record<string, unknown> {
    if (!isPlainObject(source)) throw new Refused('NOT_JSON')
    const result: Record<string, unknown> = {}
    for (const key of Object.keys(source)) {
      if (forbiddenKeys.has(key)) throw new Refused('FORBIDDEN_KEY')
      const member = (source as Record<string, unknown>)[key]
      if (member === undefined) continue
      spend(key.length + 1)
      result[key] = copy(member)
    }
    return result
  }

  /** Stops early on what cannot fit; the exact size is taken from the serialised body later. */
  function spend(characters: number): void {
    left -= characters
    if (left < 0) throw new Refused('TOO_LARGE')
  }

  try {
    return { value: copy(value) }
  } catch (error) {
    // A getter or a proxy of the caller may throw anything at all.
    return { fault: error instanceof Refused ? error.fault : 'NOT_JSON' }
  }
}

/** True for `{}` of any realm (flow builders run functions in a VM of their own) and for objects without a prototype. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
