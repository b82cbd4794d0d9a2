/** Makes the JSON of a request from the values of the inputs; undefined when nothing is left of it. */
export type BodyBuilder = (values: Values) => unknown

type Values = Readonly<Record<string, unknown>>

const reference = /^\$inputs\.([A-Za-z][A-Za-z0-9_]*)$/

/** The input that a whole text refers to, if it is a reference. */
export function referredInput(text: string): string | undefined {
  return reference.exec(text)?.[1]
}

/** A fixed text or key of a template: `$$` stands for one `$` at the start. */
export function literal(text: string): string {
  return text.startsWith('$$') ? text.slice(1) : text
}

interface Select {
  readonly $select: string
  readonly cases: Readonly<Record<string, unknown>>
}

interface Optional {
  readonly $optional: unknown
}

/** Says inside `$optional` that one of its inputs is absent. */
const incomplete = Symbol('incomplete')

/** Compiles a body template: references become values, absent ones drop their key or entry. */
export function compileBody(template: unknown): BodyBuilder {
  return compile(template, undefined)
}

/** @param absent what an absent input gives: nothing, or the mark that makes the whole of an `$optional` go */
function compile(template: unknown, absent: typeof incomplete | undefined): BodyBuilder {
  if (typeof template === 'string') {
    const input = referredInput(template)
    if (input !== undefined) return (values) => values[input] ?? absent
    const text = literal(template)
    return () => text
  }
  if (typeof template !== 'object' || template === null) return () => template
  if (Array.isArray(template)) return compileList(template, absent)
  if (isSelect(template)) return compileSelect(template, absent)
  if (isOptional(template)) return compileOptional(template)
  return compileObject(template, absent)
}

function compileList(template: readonly unknown[], absent: typeof incomplete | undefined): BodyBuilder {
  const entries = template.map((entry) => compile(entry, absent))
  return (values) => {
    const result = entries.map((entry) => entry(values)).filter((value) => value !== undefined)
    return result.includes(incomplete) ? incomplete : result
  }
}

function compileObject(template: object, absent: typeof incomplete | undefined): BodyBuilder {
  const members = Object.entries(template).map(([key, value]) => [literal(key), compile(value, absent)] as const)
  return (values) => {
    const result: Record<string, unknown> = {}
    for (const [key, build] of members) {
      const value = build(values)
      if (value === incomplete) return incomplete
      if (value !== undefined) result[key] = value
    }
    return result
  }
}

/** `{ "$select": "$inputs.x", "cases": {...} }`: the case whose name is the input's value. */
function compileSelect({ $select, cases }: Select, absent: typeof incomplete | undefined): BodyBuilder {
  const input = referredInput($select) ?? ''
  const builders = new Map(Object.entries(cases).map(([name, member]) => [name, compile(member, absent)]))
  return (values) => {
    const choice = values[input] as string | number | boolean | undefined
    return choice === undefined ? absent : builders.get(String(choice))?.(values)
  }
}

/** `{ "$optional": ... }`: nothing at all when an input that it needs is absent. */
function compileOptional({ $optional }: Optional): BodyBuilder {
  const build = compile($optional, incomplete)
  return (values) => {
    const value = build(values)
    return value === incomplete ? undefined : value
  }
}

function isSelect(template: object): template is Select {
  return '$select' in template
}

function isOptional(template: object): template is Optional {
  return '$optional' in template
}

interface BodyReference {
  readonly input: string
  /** JSON Pointer (RFC 6901) of its place in the template. */
  readonly pointer: string
}

/** Every reference in a body template. */
export function* bodyReferences(template: unknown, pointer = ''): Generator<BodyReference> {
  if (typeof template === 'string') {
    const input = referredInput(template)
    if (input !== undefined) yield { input, pointer }
  } else if (typeof template === 'object' && template !== null) {
    for (const [key, member] of Object.entries(template)) yield* bodyReferences(member, below(pointer, key))
  }
}

/** A reference whose value is in the body. */
interface SentReference extends BodyReference {
  /** JSON Pointer (RFC 6901) of its place in the body that was made. */
  readonly at: string
}

/** The references whose values are in the body that these values make. */
export function* sentReferences(template: unknown, values: Values, pointer = '', at = ''): Generator<SentReference> {
  if (typeof template === 'string') {
    const input = referredInput(template)
    if (input !== undefined && values[input] !== undefined) yield { input, pointer, at }
  } else if (typeof template === 'object' && template !== null) {
    if (Array.isArray(template)) yield* sentEntries(template, values, pointer, at)
    else if (isOptional(template)) {
      if (compileBody(template)(values) === undefined) return
      yield* sentReferences(template.$optional, values, below(pointer, '$optional'), at)
    } else if (isSelect(template)) {
      const taken = String(values[referredInput(template.$select) ?? ''])
      yield* sentReferences(template.cases[taken], values, `${pointer}/cases${below('', taken)}`, at)
    } else {
      for (const [key, member] of Object.entries(template))
        yield* sentReferences(member, values, below(pointer, key), below(at, literal(key)))
    }
  }
}

/** Absent entries are left out, so that those after them move up. */
function* sentEntries(
  template: readonly unknown[],
  values: Values,
  pointer: string,
  at: string,
): Generator<SentReference> {
  let index = 0
  for (const [place, entry] of template.entries()) {
    if (compileBody(entry)(values) === undefined) continue
    yield* sentReferences(entry, values, below(pointer, String(place)), below(at, String(index++)))
  }
}

function below(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}
