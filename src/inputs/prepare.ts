import { closest } from 'fastest-levenshtein'
import { generate, type Generators } from '../keywords/generate.js'
import type { CompiledInput, CompiledMethod } from '../manifest/compiled.js'
import type { Limits } from '../manifest/manifest.js'
import { plainJsonProblem } from './normalise.js'
import { forbiddenKeys, plainJson } from './plain-json.js'
import { invalidData, type Problem } from './problem.js'
import { validate } from './validate.js'
import { collectVariableNames, substitute, substituteInJsonText } from './variables.js'

/** What was saved, copied once, with the problems found on the way. */
export interface SavedInputs {
  readonly values: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
  /** The flow variables that the values refer to. */
  readonly variableNames: ReadonlySet<string>
}

/** The values of the inputs that are shown; only these are validated and sent. */
export interface PreparedInputs {
  readonly values: Readonly<Record<string, unknown>>
  readonly hidden: readonly string[]
  readonly problems: readonly Problem[]
}

/** Reads the caller's inputs once, refusing names that the method does not have. Never throws, never writes to them. */
export function readSaved(method: CompiledMethod, saved: unknown, limits: Limits): SavedInputs {
  const values: Record<string, unknown> = {}
  const problems: Problem[] = []
  const variableNames = new Set<string>()
  try {
    if (typeof saved !== 'object' || saved === null || Array.isArray(saved))
      return { values, problems: [invalidData('TYPE', undefined, 'The inputs must be an object.')], variableNames }
    for (const id of Object.keys(saved)) {
      const value = (saved as Record<string, unknown>)[id]
      const input = Object.hasOwn(method.manifest.inputs, id) ? method.manifest.inputs[id] : undefined
      if (input === undefined) {
        if (value !== undefined) problems.push(unknownInput(id, method))
      } else if (typeof value === 'string') {
        values[id] = value
        collectVariableNames(value, variableNames)
      } else if (typeof value === 'object' && value !== null && (input.type === 'object' || input.type === 'array')) {
        const plain = plainJson(value, limits)
        if ('fault' in plain) problems.push(plainJsonProblem(plain.fault, id, input.title, limits))
        else {
          values[id] = plain.value
          collectVariableNames(plain.value, variableNames)
        }
      } else values[id] = value
    }
  } catch {
    problems.push(invalidData('NOT_JSON', undefined, 'The inputs could not be read; pass a plain object.'))
  }
  return { values, problems, variableNames }
}

function unknownInput(id: string, method: CompiledMethod): Problem {
  if (forbiddenKeys.has(id))
    return invalidData('FORBIDDEN_KEY', undefined, 'No input may be named __proto__, constructor or prototype.')
  // A misspelt name is safe to repeat, an arbitrary text need not be.
  const named = /^\w{1,64}$/.test(id) ? `"${id}" is not an input` : 'There is an input that is not one'
  const meant = closest(id.slice(0, 64), Object.keys(method.manifest.inputs))
  return invalidData('UNKNOWN_INPUT', undefined, `${named} of ${method.manifest.title}; did you mean "${meant}"?`)
}

/**
 * The pure middle of the pipeline: variables, normalising, visibility, validation. An input that is hidden is neither
 * complained of nor sent.
 * @param fallbacks the host's values for inputs that are left empty, before the manifest's own defaults
 */
export function prepareInputs(
  method: CompiledMethod,
  saved: SavedInputs,
  variables: ReadonlyMap<string, unknown>,
  fallbacks: Readonly<Record<string, unknown>>,
  generators: Generators,
): PreparedInputs {
  const values: Record<string, unknown> = {}
  const problems: Problem[] = [...saved.problems]
  const hidden: string[] = []
  const broken = new Set(problems.map((problem) => problem.input))

  for (const input of method.inputs) {
    if (input.visible !== undefined && !input.visible(values)) {
      hidden.push(input.id)
      continue
    }
    const text = saved.values[input.id]
    const unresolved = saved.variableNames.size === 0 ? [] : unresolvedNames(text, variables)
    if (unresolved.length > 0) {
      problems.push(unresolvedVariable(unresolved, input))
      continue
    }
    const read = input.normalise(saved.variableNames.size === 0 ? text : withVariables(text, input, variables))
    if (read !== undefined && 'problem' in read) problems.push(read.problem)
    else {
      const value = read === undefined ? (fallbacks[input.id] ?? absent(input, generators)) : read.value
      if (value !== undefined) values[input.id] = value
      else if (input.required && !broken.has(input.id))
        problems.push(invalidData('REQUIRED', input.id, `${input.manifest.title} is required.`))
    }
  }

  problems.push(...validate(method, values))
  return { values, hidden, problems: problems.filter(({ input }) => input === undefined || !hidden.includes(input)) }
}

function absent(input: CompiledInput, generators: Generators): unknown {
  const { default: fixed, generate: kind } = input.manifest
  return kind === undefined ? fixed : generate(kind, generators)
}

function withVariables(value: unknown, input: CompiledInput, variables: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string' && input.manifest.parse === 'json') return substituteInJsonText(value, variables)
  return substitute(value, variables)
}

function unresolvedNames(value: unknown, variables: ReadonlyMap<string, unknown>): string[] {
  const names = new Set<string>()
  collectVariableNames(value, names)
  return [...names].filter((name) => variables.get(name) === undefined)
}

function unresolvedVariable(names: readonly string[], input: CompiledInput): Problem {
  const list = names.slice(0, 5).map((name) => `$(${name})`)
  const words = list.length === 1 ? 'a variable that does not exist' : 'variables that do not exist'
  return invalidData('UNRESOLVED_VARIABLE', input.id, `${input.manifest.title} refers to ${words}: ${list.join(', ')}.`)
}
