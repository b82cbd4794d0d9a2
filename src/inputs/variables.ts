import type { Limits } from '../manifest/manifest.js'
import { insideString } from './json-text.js'
import { plainJson } from './plain-json.js'

/**
 * Where a flow's variables come from: a record, or the host's own look-up, which may return a promise. Undefined means
 * there is no such variable.
 */
export type Variables = Readonly<Record<string, unknown>> | ((name: string) => unknown)

/** `$(name)` or `$(node.name)`; other uses of a dollar sign are plain text. */
const reference = /\$\(([A-Za-z_][\w.]*)\)/g
const wholeReference = new RegExp(`^${reference.source}$`)

/** Adds the names of the variables that a saved value refers to, at any depth. */
export function collectVariableNames(value: unknown, names: Set<string>): void {
  if (typeof value === 'string') {
    if (!value.includes('$(')) return
    for (const [, name = ''] of value.matchAll(reference)) names.add(name)
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) collectVariableNames(member, names)
  }
}

/**
 * The values of the named variables, as plain JSON; one that does not exist, or that JSON cannot express, is left out.
 * @param wait bounds a look-up that takes its time
 */
export async function resolveVariables(
  names: ReadonlySet<string>,
  source: Variables,
  limits: Limits,
  wait: (answer: PromiseLike<unknown>) => Promise<unknown>,
): Promise<ReadonlyMap<string, unknown>> {
  const values = new Map<string, unknown>()
  for (const name of names) {
    const answer = lookUp(source, name)
    const value = isPromise(answer) ? await wait(answer) : answer
    const plain = value === undefined ? undefined : plainJson(value, limits)
    if (plain !== undefined && 'value' in plain) values.set(name, plain.value)
  }
  return values
}

function lookUp(variables: Variables, name: string): unknown {
  if (typeof variables === 'function') return variables(name)
  return Object.hasOwn(variables, name) ? variables[name] : undefined
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

/**
 * Puts variables' values in, once: a value that itself looks like `$(name)` is data and stays. A text that is one
 * reference and nothing else becomes the variable's value with its type; within a longer text it becomes text.
 */
export function substitute(value: unknown, values: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return substituteInText(value, values)
  if (Array.isArray(value)) return value.map((member) => substitute(member, values))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, substitute(member, values)]))
  return value
}

function substituteInText(text: string, values: ReadonlyMap<string, unknown>): unknown {
  if (!text.includes('$(')) return text
  const trimmed = text.trim()
  const whole = wholeReference.exec(trimmed)?.[1]
  if (whole !== undefined) return values.get(whole)
  return text.replace(reference, (_match, name: string) => asText(values.get(name)))
}

/**
 * Puts variables' values into a JSON text so that none can break out of its place: within quotes they are escaped;
 * elsewhere a value that is JSON stands as it is and any other becomes a quoted text.
 */
export function substituteInJsonText(text: string, values: ReadonlyMap<string, unknown>): unknown {
  if (!text.includes('$(')) return text
  const trimmed = text.trim()
  if (wholeReference.test(trimmed)) return substituteInText(trimmed, values)
  const quoted = insideString(text)
  return text.replace(reference, (_match, name: string, offset: number) => {
    const value = values.get(name)
    if (quoted(offset)) return JSON.stringify(asText(value)).slice(1, -1)
    return typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)
  })
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
