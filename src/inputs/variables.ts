import type { InputManifest, Limits } from '../manifest/manifest.js'
import { insideString } from './json-text.js'
import { plainJson, type PlainJsonFault } from './plain-json.js'
import { variableName } from './variable-reference.js'

/**
 * Where a flow's variables come from: a record, or the host's own look-up, which may return a promise. Undefined means
 * there is no such variable.
 */
export type Variables = Readonly<Record<string, unknown>> | ((name: string) => unknown)

const reference = new RegExp(`\\$\\((${variableName})\\)`, 'gu')
const wholeReference = new RegExp(`^${reference.source}$`, 'u')

/** Stands for the value of a variable that exists and cannot be used. */
export class UnusableVariable {
  constructor(readonly fault: PlainJsonFault) {}
}

/** Adds the names of the variables that a saved value refers to, at any depth. */
export function collectVariableNames(value: unknown, names: Set<string>): void {
  if (typeof value === 'string') {
    if (!value.includes('$(')) return
    for (const [, name = ''] of value.matchAll(reference)) names.add(name)
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) collectVariableNames(member, names)
  }
}

/** Whether a text begins a reference that cannot be one, such as `$(my var)`; it would be sent as it stands. */
export function hasBrokenReference(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('$(') && value.replace(reference, '').includes('$(')
  return Array.isArray(value) && value.some(hasBrokenReference)
}

/**
 * The values of the named variables, as plain JSON; one that does not exist is left out.
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
    if (value === undefined) continue
    const plain = plainJson(value, limits)
    values.set(name, 'fault' in plain ? new UnusableVariable(plain.fault) : plain.value)
  }
  return values
}

function lookUp(variables: Variables, name: string): unknown {
  if (typeof variables === 'function') return variables(name)
  // A program without types may pass null or a text, which have no variables.
  return typeof variables === 'object' && Object.hasOwn(Object(variables) as object, name) ? variables[name] : undefined
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
  } catch {
    // A proxy may refuse to be looked at; the copy will say so.
    return false
  }
}

class TooLong extends Error {}

/**
 * Puts variables' values into what is saved in a field. What comes out is as bounded as what an author may fill in by
 * hand: many references to a long value do not add up to more.
 */
export function fillIn(
  saved: unknown,
  input: InputManifest,
  variables: ReadonlyMap<string, unknown>,
  limits: Limits,
): { value: unknown } | { fault: PlainJsonFault } {
  let left = 4 * limits.requestBytes
  const spend = (text: string): string => {
    left -= text.length
    if (left < 0) throw new TooLong()
    return text
  }
  try {
    if (typeof saved === 'string')
      return {
        value: input.parse === 'json' ? intoJsonText(saved, variables, spend) : intoText(saved, variables, spend),
      }
    return plainJson(intoLeaves(saved, variables, spend), limits)
  } catch (error) {
    if (error instanceof TooLong) return { fault: 'TOO_LARGE' }
    throw error
  }
}

type Values = ReadonlyMap<string, unknown>
type Spend = (text: string) => string

function intoLeaves(value: unknown, values: Values, spend: Spend): unknown {
  if (typeof value === 'string') return intoText(value, values, spend)
  if (Array.isArray(value)) return value.map((member) => intoLeaves(member, values, spend))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, intoLeaves(member, values, spend)]))
  return value
}

/**
 * Puts values in, once: a value that itself looks like `$(name)` is data and stays. A text that is one reference and
 * nothing else becomes the variable's value with its type; within a longer text it becomes text.
 */
function intoText(text: string, values: Values, spend: Spend): unknown {
  const whole = wholeReference.exec(text.trim())?.[1]
  if (whole !== undefined) return values.get(whole)
  return text.replace(reference, (_match, name: string) => spend(asText(values.get(name))))
}

/**
 * Puts values into a JSON text so that none can break out of its place: within quotes they are escaped; elsewhere a
 * value that is JSON stands as it is and any other becomes a quoted text.
 */
function intoJsonText(text: string, values: Values, spend: Spend): unknown {
  const whole = wholeReference.exec(text.trim())?.[1]
  if (whole !== undefined) return values.get(whole)
  const quoted = insideString(text)
  return text.replace(reference, (_match, name: string, offset: number) => {
    const value = values.get(name)
    if (quoted(offset)) return spend(JSON.stringify(asText(value)).slice(1, -1))
    return spend(typeof value === 'string' && isJson(value) ? value : JSON.stringify(value))
  })
}

/** A list of plain values becomes a comma list, so that it can stand beside others in a field that takes one. */
function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object')) return value.join(',')
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
