import type { ErrorObject } from 'ajv'
import { pointerKeys } from '../outcome/pointer.js'
import { pointerOf } from './document.js'
import { meant } from './meant.js'
import type { ManifestProblem } from './problem.js'

/** What a schema says against a value, in words that say what to do. */
export type SchemaProblem = Pick<ManifestProblem, 'pointer' | 'message' | 'suggestion'>

/**
 * Ajv's errors in words. They must come from an Ajv with `verbose` and, to miss none, `allErrors`.
 * @param whole what the value as a whole is called, such as `The file`.
 */
export function schemaProblems(errors: readonly ErrorObject[], whole: string): SchemaProblem[] {
  return distinct(errors.filter(isTelling).map((error) => describe(error, whole)))
}

/** `if` and `propertyNames` only sum up what another error says precisely. */
function isTelling({ keyword }: ErrorObject): boolean {
  return keyword !== 'if' && keyword !== 'propertyNames'
}

function describe(error: ErrorObject, whole: string): SchemaProblem {
  const { instancePath, keyword, params, propertyName } = error
  if (propertyName !== undefined) {
    const pointer = `${instancePath}${pointerOf(propertyName)}`
    const words = `"${propertyName}" cannot be a name here: ${explained(error)}`
    return problem(pointer, words, inOtherCase(propertyName, error))
  }
  const place = placeIn(whole, instancePath)
  const at = (words: string, suggestion?: string): SchemaProblem =>
    problem(instancePath, `${place} ${words}`, suggestion)
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {})
      const words = `"${key}" is not a key of ${place.replace(/^The/, 'the')}; remove it or correct its name.`
      return problem(`${instancePath}${pointerOf(key)}`, words, meant(key, known))
    }
    case 'dependencies':
      return at(`needs the key "${String(params.missingProperty)}" beside "${String(params.property)}"; add it.`)
    case 'required':
      return at(`needs the key "${String(params.missingProperty)}"; add it.`)
    case 'enum': {
      const choices = params.allowedValues as unknown[]
      const near = typeof error.data === 'string' ? meant(error.data, choices.map(String)) : undefined
      return at(`must be one of ${choices.map((value) => JSON.stringify(value)).join(', ')}.`, near)
    }
    case 'const':
      return at(`must be ${JSON.stringify(params.allowedValue)}.`)
    case 'type':
      return at(`must be ${article(String(params.type))}.`)
    case 'minimum':
      return at(`must be at least ${String(params.limit)}.`)
    case 'exclusiveMinimum':
      return at(`must be more than ${String(params.limit)}.`)
    case 'maximum':
      return at(`must be at most ${String(params.limit)}.`)
    case 'maxLength':
      return at(`may have at most ${String(params.limit)} characters.`)
    case 'maxItems':
      return at(`may have at most ${String(params.limit)} entries.`)
    case 'minItems':
      return at(Number(params.limit) === 1 ? 'must not be empty.' : `needs at least ${String(params.limit)} entries.`)
    case 'minProperties':
    case 'minLength':
      return at('must not be empty.')
    case 'uniqueItems':
      return at('has the same entry twice; leave one out.')
    default:
      return at(`is not as it must be: ${explained(error)}`)
  }
}

/** The name as its pattern would have it, such as 2XX for 2xx. */
function inOtherCase(name: string, { keyword, params }: ErrorObject): string | undefined {
  if (keyword !== 'pattern') return undefined
  const pattern = new RegExp(String(params.pattern), 'u')
  return [name.toUpperCase(), name.toLowerCase()].find((other) => pattern.test(other))
}

/** What the meta-schema says in words about the place, with an example where it has one. */
function explained({ parentSchema }: ErrorObject): string {
  const { description, title, examples } = (parentSchema ?? {}) as {
    description?: string
    title?: string
    examples?: unknown[]
  }
  const words = description ?? title ?? 'see the schema of this file'
  return `${words.replace(/\.$/, '')}${examples?.[0] === undefined ? '' : `, such as ${JSON.stringify(examples[0])}`}.`
}

function placeIn(whole: string, pointer: string): string {
  const keys = pointerKeys(pointer)
  return keys.length === 0 ? whole : `"${keys.join('.')}"`
}

function problem(pointer: string, message: string, suggestion: string | undefined): SchemaProblem {
  return { pointer, message, ...(suggestion === undefined ? {} : { suggestion }) }
}

function article(types: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'a text',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    null: 'null',
  }
  return types
    .split(',')
    .map((type) => names[type] ?? type)
    .join(' or ')
}

function distinct(problems: readonly SchemaProblem[]): SchemaProblem[] {
  const seen = new Set<string>()
  return problems.filter(({ pointer, message }) => {
    const key = `${pointer} ${message}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
