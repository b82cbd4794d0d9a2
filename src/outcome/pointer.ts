/** The keys of a JSON Pointer (RFC 6901). */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A JSON Pointer (RFC 6901) taken apart once. Reads own members only, so an answer cannot reach into a prototype. */
export function compilePointer(pointer: string): (value: unknown) => unknown {
  const keys = pointerKeys(pointer)
  return (value) => {
    let current = value
    for (const key of keys) {
      if (typeof current !== 'object' || current === null) return undefined
      const member = (current as Readonly<Record<string, unknown>>)[key]
      // Asked last, and so only of what is there: it takes longer than reading.
      if (member === undefined || !Object.hasOwn(current, key)) return undefined
      current = member
    }
    return current
  }
}
