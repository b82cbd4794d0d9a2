import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { readFileSync } from 'node:fs'
import type { Document } from './document.js'
import { meant } from './meant.js'
import { pointerKeys } from '../outcome/pointer.js'
import { mostLevels, pointerOf } from './document.js'
import type { ManifestProblem } from './problem.js'
import type { DocumentKind } from './read-directory.js'
import { packageRoot } from '../package-root.js'

/** What a meta-schema says of a document, and whether it is in such a shape that more can be said about it. */
export interface Checkup {
  readonly problems: readonly ManifestProblem[]
  readonly readable: boolean
}

export type DocumentChecker = (kind: DocumentKind, document: Document) => Checkup

/** The most values that a manifest may have; far more than one needs. */
const mostValues = 20_000

let checker: DocumentChecker | undefined

/** The checker of documents against the meta-schemas in `schemas/`, made at the first need: compiling them takes time. */
export function documentChecker(): DocumentChecker {
  checker ??= createChecker()
  return checker
}

function createChecker(): DocumentChecker {
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true, verbose: true })
  ajv.addVocabulary(['antiExamples'])
  for (const name of ['definitions', 'node', 'method', 'options', 'overlay'])
    ajv.addSchema(readSchema(name), fileOf(name))
  return (kind, document) => {
    const size = sizeProblem(document)
    if (size !== undefined) return { problems: [size], readable: false }
    const validate = ajv.getSchema(fileOf(kind)) as ValidateFunction
    if (validate(document.value)) return { problems: [], readable: true }
    const version = versionProblem(document)
    if (version !== undefined) return { problems: [version], readable: false }
    const errors = (validate.errors ?? []).filter(isTelling)
    return {
      problems: distinct(errors.map((error) => describe(error, document))),
      readable: errors.every(({ keyword }) => keyword !== 'type' && keyword !== 'required'),
    }
  }
}

function fileOf(name: string): string {
  return `${name}.schema.json`
}

function readSchema(name: string): object {
  return JSON.parse(readFileSync(new URL(`schemas/${fileOf(name)}`, packageRoot), 'utf8')) as object
}

/** Counts before anything recursive looks at the document. */
function sizeProblem(document: Document): ManifestProblem | undefined {
  let values = 0
  const open: [value: unknown, depth: number][] = [[document.value, 1]]
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const [value, depth] = entry
    values++
    if (depth > mostLevels || values > mostValues)
      return document.problem(
        '',
        `The manifest is too large: at most ${mostLevels} levels and ${mostValues} values are read.`,
      )
    if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) open.push([member, depth + 1])
  }
  return undefined
}

/** `if` and `propertyNames` only sum up what another error says precisely. */
function isTelling({ keyword }: ErrorObject): boolean {
  return keyword !== 'if' && keyword !== 'propertyNames'
}

/** What another version of the language allows is not for this one to judge. */
function versionProblem({ value, problem }: Document): ManifestProblem | undefined {
  const version = (value as { readonly manifest?: unknown } | null)?.manifest
  if (version === undefined || version === 1) return undefined
  const text = `Version ${JSON.stringify(version)} of the manifest language is not one that this package reads; it reads 1.`
  return problem('/manifest', text)
}

function describe(error: ErrorObject, document: Document): ManifestProblem {
  const { instancePath, keyword, params, propertyName } = error
  if (propertyName !== undefined) {
    const pointer = `${instancePath}${pointerOf(propertyName)}`
    const words = `"${propertyName}" cannot be a name here: ${explained(error)}`
    return document.problem(pointer, words, inOtherCase(propertyName, error))
  }
  const at = (words: string, suggestion?: string): ManifestProblem =>
    document.problem(instancePath, `${place(instancePath)} ${words}`, suggestion)
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {})
      const where = place(instancePath).replace(/^The/, 'the')
      const words = `"${key}" is not a key of ${where}; remove it or correct its name.`
      return document.problem(`${instancePath}${pointerOf(key)}`, words, meant(key, known))
    }
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

function place(pointer: string): string {
  const keys = pointerKeys(pointer)
  return keys.length === 0 ? 'The file' : `"${keys.join('.')}"`
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

function distinct(problems: readonly ManifestProblem[]): ManifestProblem[] {
  const seen = new Set<string>()
  return problems.filter(({ pointer, message }) => {
    const key = `${pointer} ${message}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
