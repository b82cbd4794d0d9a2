import { generate, type Generators } from '../keywords/generate.js'
import { typeName } from '../keywords/type.js'
import type { CompiledInput, CompiledMethod, InputChecks } from '../manifest/compiled.js'
import type { InputManifest, Limits } from '../manifest/manifest.js'
import { meant } from '../manifest/meant.js'
import { plainJsonProblem, plainJsonWords } from './normalise.js'
import { forbiddenKeys, plainJson, type PlainJsonFault } from './plain-json.js'
import { invalidData, type Problem } from './problem.js'
import { brokenConstraints, mostProblems, validate } from './validate.js'
import { collectVariableNames, fillIn, hasBrokenReference, UnusableVariable } from './variables.js'

/** What was saved, copied once, with the problems found on the way. */
export interface SavedInputs {
  readonly values: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
  /** The flow variables that the values refer to. */
  readonly variableNames: ReadonlySet<string>
  readonly limits: Limits
}

/** The values of the inputs that are shown; only these are validated and sent. */
export interface PreparedInputs {
  readonly values: Readonly<Record<string, unknown>>
  readonly hidden: readonly string[]
  readonly problems: readonly Problem[]
}

/**
 * Reads the caller's inputs once, refusing names that the method does not have. Never throws, never writes to them.
 * @param resolved whether their variables are in them already, so that `$(name)` is plain text
 */
export function readSaved(method: CompiledMethod, saved: unknown, limits: Limits, resolved = false): SavedInputs {
  const values: Record<string, unknown> = {}
  const problems: Problem[] = []
  const variableNames = new Set<string>()
  const result = { values, problems, variableNames, limits }
  try {
    if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) {
      problems.push(invalidData('TYPE', undefined, 'The inputs must be an object.'))
      return result
    }
    for (const id of Object.keys(saved)) {
      if (problems.length >= mostProblems) break
      const value = (saved as Record<string, unknown>)[id]
      if (value === undefined || value === null) continue
      const input = Object.hasOwn(method.manifest.inputs, id) ? method.manifest.inputs[id] : undefined
      if (input !== undefined && typeof value === 'string' && !value.includes('$(')) {
        values[id] = value
        continue
      }
      const read = input === undefined ? { problem: unknownInput(id, method) } : readOne(id, input, value, limits)
      if ('problem' in read) problems.push(read.problem)
      else if (resolved) values[id] = read.value
      else if (input?.parse !== 'json' && hasBrokenReference(read.value)) problems.push(brokenReference(id, input))
      else {
        values[id] = read.value
        collectVariableNames(read.value, variableNames)
      }
    }
  } catch {
    problems.push(invalidData('NOT_JSON', undefined, 'The inputs could not be read; pass a plain object.'))
  }
  return result
}

function readOne(
  id: string,
  input: InputManifest,
  value: unknown,
  limits: Limits,
): { value: unknown } | { problem: Problem } {
  if (typeof value === 'string') return { value }
  if (input.type !== 'object' && input.type !== 'array') {
    if (typeof value === 'number' || typeof value === 'boolean') return { value }
    return { problem: invalidData('TYPE', id, `${input.title} must be ${typeName(input.type)}.`) }
  }
  const plain = plainJson(value, limits)
  return 'fault' in plain ? { problem: plainJsonProblem(plain.fault, id, input.title, limits) } : plain
}

/** JSON may hold any text, a customer's included; every other field is the flow author's own. */
function brokenReference(id: string, input: InputManifest | undefined): Problem {
  const text = `${input?.title ?? id} has a $( without a variable's name; write $(name), or leave the dollar sign out.`
  return invalidData('UNRESOLVED_VARIABLE', id, text)
}

function unknownInput(id: string, method: CompiledMethod): Problem {
  if (forbiddenKeys.has(id))
    return invalidData('FORBIDDEN_KEY', undefined, 'No input may be named __proto__, constructor or prototype.')
  // A misspelt name is safe to repeat, an arbitrary text need not be.
  const named = /^[A-Za-z]\w{0,63}$/.test(id) ? `"${id}" is not an input` : 'There is an input that is not one'
  const near = meant(id.slice(0, 64), Object.keys(method.manifest.inputs))
  const ending = near === undefined ? '.' : `; did you mean "${near}"?`
  return invalidData('UNKNOWN_INPUT', undefined, `${named} of ${method.manifest.title}${ending}`)
}

/**
 * The pure middle of the pipeline: variables, normalising, visibility, validation. An input that is hidden is neither
 * complained of nor sent.
 * @param fallbacks the host's values for inputs that are left empty, before the manifest's own defaults
 */
export function prepareInputs(
  { manifest }: CompiledMethod,
  checks: InputChecks,
  saved: SavedInputs,
  variables: ReadonlyMap<string, unknown>,
  fallbacks: Readonly<Record<string, unknown>>,
  generators: Generators,
): PreparedInputs {
  const values: Record<string, unknown> = {}
  const found: Problem[] = []
  const hidden: string[] = []

  for (const input of checks.inputs) {
    if (input.visible !== undefined && !input.visible(values)) {
      hidden.push(input.id)
      continue
    }
    if (saved.problems.length > 0 && saved.problems.some((problem) => problem.input === input.id)) continue
    const read = readInput(input, saved, variables)
    if (read !== undefined && 'problem' in read) {
      found.push(read.problem)
      continue
    }
    const value = read === undefined ? (fallbacks[input.id] ?? absent(input, generators)) : read.value
    if (value !== undefined) values[input.id] = value
    else if (input.required) found.push(invalidData('REQUIRED', input.id, `${input.manifest.title} is required.`))
  }

  const invalid = validate(checks, manifest.inputs, values)
  const shown = saved.problems.filter(({ input }) => input === undefined || !hidden.includes(input))
  const problems = shown.length + found.length === 0 ? invalid : [...shown, ...found, ...invalid]
  // A rule over several inputs says nothing as long as one of them is not there for another reason.
  return { values, hidden, problems: problems.length > 0 ? problems : brokenConstraints(checks, values) }
}

function readInput(
  input: CompiledInput,
  { values, variableNames, limits }: SavedInputs,
  variables: ReadonlyMap<string, unknown>,
): ReturnType<CompiledInput['normalise']> {
  const saved = values[input.id]
  if (variableNames.size === 0 || saved === undefined) return input.normalise(saved)
  const names = new Set<string>()
  collectVariableNames(saved, names)
  if (names.size === 0) return input.normalise(saved)
  const problem = variableProblem([...names], input, variables, limits)
  if (problem !== undefined) return { problem }
  const filled = fillIn(saved, input.manifest, variables, limits)
  if ('fault' in filled) return { problem: plainJsonProblem(filled.fault, input.id, input.manifest.title, limits) }
  return input.normalise(filled.value)
}

function absent(input: CompiledInput, generators: Generators): unknown {
  const { default: fixed, generate: kind } = input.manifest
  return kind === undefined ? fixed : generate(kind, generators)
}

function variableProblem(
  names: readonly string[],
  { id, manifest }: CompiledInput,
  variables: ReadonlyMap<string, unknown>,
  limits: Limits,
): Problem | undefined {
  const missing = names.filter((name) => variables.get(name) === undefined)
  if (missing.length > 0) {
    const list = missing.slice(0, 5).map((name) => `$(${name})`)
    const words = list.length === 1 ? 'a variable that does not exist' : 'variables that do not exist'
    return invalidData('UNRESOLVED_VARIABLE', id, `${manifest.title} refers to ${words}: ${list.join(', ')}.`)
  }
  for (const name of names) {
    const value = variables.get(name)
    if (value instanceof UnusableVariable)
      return unusable(id, `${manifest.title} refers to $(${name}), which`, value.fault, limits)
  }
  return undefined
}

function unusable(id: string, subject: string, fault: PlainJsonFault, limits: Limits): Problem {
  return invalidData(fault, id, `${subject} ${plainJsonWords[fault](limits)}.`)
}
