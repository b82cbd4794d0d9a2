/** Makes the JSON of a request from the values of the inputs; undefined when nothing is left of it. */
export type BodyBuilder = (values: Readonly<Record<string, unknown>>) => unknown

const reference = /^\$inputs\.([A-Za-z][A-Za-z0-9_]*)$/

/** The input that a whole text refers to, if it is a reference. */
export function referredInput(text: string): string | undefined {
  return reference.exec(text)?.[1]
}

/** A fixed text of a template: `$$` stands for one `$` at the start. */
export function literal(text: string): string {
  return text.startsWith('$$') ? text.slice(1) : text
}

/** Compiles a body template: references become values, absent ones drop their key or entry. */
export function compileBody(template: unknown): BodyBuilder {
  if (typeof template === 'string') {
    const input = referredInput(template)
    if (input !== undefined) return (values) => values[input]
    const text = literal(template)
    return () => text
  }
  if (Array.isArray(template)) return compileList(template)
  if (typeof template === 'object' && template !== null) return compileObject(template as Record<string, unknown>)
  return () => template
}

function compileList(template: readonly unknown[]): BodyBuilder {
  const entries = template.map(compileBody)
  return (values) => entries.map((entry) => entry(values)).filter((value) => value !== undefined)
}

function compileObject(template: Readonly<Record<string, unknown>>): BodyBuilder {
  if (typeof template.$select === 'string') return compileSelect(template.$select, template.cases as object)
  if ('$optional' in template) return compileOptional(template.$optional)
  const members = Object.entries(template).map(([key, value]) => [key, compileBody(value)] as const)
  return (values) => {
    const result: Record<string, unknown> = {}
    for (const [key, build] of members) {
      const value = build(values)
      if (value !== undefined) result[key] = value
    }
    return result
  }
}

/** `{ "$select": "$inputs.x", "cases": {...} }`: the case whose name is the input's value. */
function compileSelect(selector: string, cases: object): BodyBuilder {
  const input = referredInput(selector) ?? ''
  const builders = new Map(Object.entries(cases).map(([name, template]) => [name, compileBody(template)]))
  return (values) => builders.get(String(values[input]))?.(values)
}

/** `{ "$optional": ... }`: nothing at all when an input that it refers to is absent. */
function compileOptional(template: unknown): BodyBuilder {
  const build = compileBody(template)
  const inputs = [...bodyReferences(template)].map(({ input }) => input)
  return (values) => (inputs.every((input) => values[input] !== undefined) ? build(values) : undefined)
}

/** Every reference in a body template with the JSON Pointer of its place in the template. */
export function* bodyReferences(template: unknown, pointer = ''): Generator<{ input: string; pointer: string }> {
  if (typeof template === 'string') {
    const input = referredInput(template)
    if (input !== undefined) yield { input, pointer }
  } else if (typeof template === 'object' && template !== null) {
    for (const [key, member] of Object.entries(template))
      yield* bodyReferences(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
}
