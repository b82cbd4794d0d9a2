import { Ajv, type ValidateFunction } from 'ajv'
import { readFileSync } from 'node:fs'
import type { Document } from './document.js'
import { mostLevels } from './document.js'
import type { ManifestProblem } from './problem.js'
import type { DocumentKind } from './read-directory.js'
import { schemaProblems } from './schema-problems.js'
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
    const errors = validate.errors ?? []
    return {
      problems: schemaProblems(errors, 'The file').map(({ pointer, message, suggestion }) =>
        document.problem(pointer, message, suggestion),
      ),
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

/** What another version of the language allows is not for this one to judge. */
function versionProblem({ value, problem }: Document): ManifestProblem | undefined {
  const version = (value as { readonly manifest?: unknown } | null)?.manifest
  if (version === undefined || version === 1) return undefined
  const text = `Version ${JSON.stringify(version)} of the manifest language is not one that this package reads; it reads 1.`
  return problem('/manifest', text)
}
