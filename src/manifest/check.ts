import { closest, distance } from 'fastest-levenshtein'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { readFileSync } from 'node:fs'
import type { Document } from './document.js'
import { pointerKeys } from '../outcome/pointer.js'
import { pointerOf } from './document.js'
import type { ManifestProblem } from './problem.js'
import type { DocumentKind } from './read-directory.js'

export type DocumentChecker = (kind: DocumentKind, document: Document) => ManifestProblem[]

/** The deepest nesting and the most values that a manifest may have; both are far above what one needs. */
const mostLevels = 40
const mostValues = 20_000

/** Makes a checker of documents against the meta-schemas in `schemas/`. */
export function createChecker(): DocumentChecker {
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true, verbose: true })
  ajv.addVocabulary(['antiExamples'])
  for (const name of ['definitions', 'node', 'method', 'options', 'overlay'])
    ajv.addSchema(readSchema(name), fileOf(name))
  return (kind, document) => {
    const size = sizeProblem(document)
    if (size !== undefined) return [size]
    const validate = ajv.getSchema(fileOf(kind)) as ValidateFunction
    if (validate(document.value)) return []
    return distinct((validate.errors ?? []).filter(isTelling).map((error) => describe(error, document)))
  }
}

function fileOf(name: string): string {
  return `${name}.schema.json`
}

function readSchema(name: string): object {
  return JSON.parse(readFileSync(new URL(`../../schemas/${fileOf(name)}`, import.meta.url), 'utf8')) as object
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

function describe(error: ErrorObject, document: Document): ManifestProblem {
  const { instancePath, keyword, params, propertyName } = error
  if (propertyName !== undefined) {
    const pointer = `${instancePath}${pointerOf(propertyName)}`
    return document.problem(pointer, `"${propertyName}" cannot be a name here: ${explained(error)}`)
  }
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {})
      const pointer = `${instancePath}${pointerOf(key)}`
      return document.problem(
        pointer,
        `"${key}" is not a key of ${place(instancePath)}; remove it or correct its name.`,
        meant(key, known),
      )
    }
    case 'required':
      return document.problem(
        instancePath,
        `The key "${String(params.missingProperty)}" is missing in ${place(instancePath)}; add it.`,
      )
    case 'enum':
      return document.problem(
        instancePath,
        `must be one of ${listed(params.allowedValues)}.`,
        meant(String(error.data), (params.allowedValues as unknown[]).map(String)),
      )
    case 'const':
      if (instancePath === '/manifest')
        return document.problem(
          instancePath,
          'is a version of the manifest language that this package does not read; it reads 1.',
        )
      return document.problem(instancePath, `must be ${JSON.stringify(params.allowedValue)} here.`)
    case 'type':
      return document.problem(instancePath, `must be ${article(String(params.type))}.`)
    case 'pattern':
    case 'format':
      return document.problem(instancePath, `does not have the form that is needed: ${explained(error)}`)
    case 'minItems':
    case 'minProperties':
    case 'minLength':
      return document.problem(instancePath, 'must not be empty.')
    case 'uniqueItems':
      return document.problem(instancePath, 'has the same entry twice; leave one out.')
    default:
      return document.problem(instancePath, `${error.message ?? 'is not allowed'}: ${explained(error)}`)
  }
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
  return keys.length === 0 ? 'the file' : `"${keys.join('.')}"`
}

function listed(values: unknown): string {
  return (values as unknown[]).map((value) => JSON.stringify(value)).join(', ')
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

/** The known name that was probably meant, if one is near. */
export function meant(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const candidate = closest(name, known)
  return distance(name.toLowerCase(), candidate.toLowerCase()) <= Math.max(2, Math.floor(name.length / 3))
    ? candidate
    : undefined
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
