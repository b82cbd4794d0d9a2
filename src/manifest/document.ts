import { findNodeAtLocation, parseTree, printParseErrorCode, visit, type Node, type ParseError } from 'jsonc-parser'
import { jsonErrorPosition } from '../inputs/json-text.js'
import { pointerKeys } from '../outcome/pointer.js'
import type { ManifestProblem } from './problem.js'

/** A JSON file that knows where each of its values stands. */
export interface Document {
  readonly file: string
  readonly value: unknown
  /** A problem at a place of this document, with its line and column. */
  readonly problem: (pointer: string, message: string, suggestion?: string) => ManifestProblem
}

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false }

/** The deepest nesting that a manifest may have; far more than one needs. */
export const mostLevels = 40

/** Reads the text of a file. Syntax errors and keys that stand twice are problems. */
export function parseDocument(file: string, source: string): { document: Document } | { problems: ManifestProblem[] } {
  const text = source.replace(/^\ufeff/, '')
  const refuse = (offset: number, message: string): { problems: ManifestProblem[] } => ({
    problems: [{ file, pointer: '', ...position(text, offset), message }],
  })
  const deep = tooDeepAt(text)
  if (deep !== undefined)
    return refuse(deep, `The file is nested more than ${mostLevels} levels deep; a manifest needs far fewer.`)

  const errors: ParseError[] = []
  const tree = parseTree(text, errors, strict)
  const value = parseJson(text)
  if (tree === undefined || value === undefined || errors.length > 0) {
    if (text.trim() === '') return refuse(0, 'The file is empty; the file must be JSON.')
    const [first] = errors
    const { line, column } = jsonErrorPosition(text)
    const words = first === undefined ? 'Something is not as JSON has it' : readable(printParseErrorCode(first.error))
    return { problems: [{ file, pointer: '', line, column, message: `${words}; the file must be JSON.` }] }
  }
  const problem: Document['problem'] = (pointer, message, suggestion) => ({
    file,
    pointer,
    ...position(text, nearest(tree, pointer).offset),
    message,
    ...(suggestion === undefined ? {} : { suggestion }),
  })
  const keys = wrongKeys(text).map(({ pointer, offset, message }) => ({
    file,
    pointer,
    ...position(text, offset),
    message,
  }))
  return keys.length > 0 ? { problems: keys } : { document: { file, value: value.value, problem } }
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Where the nesting becomes too deep for what reads it by calling itself. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '"') quoted = !quoted
    else if (quoted && character === '\\') index++
    else if (!quoted && (character === '{' || character === '[') && ++depth > mostLevels) return index
    else if (!quoted && (character === '}' || character === ']')) depth--
  }
  return undefined
}

/** A document without a file, such as an overlay that a program passes. */
export function documentOf(file: string, value: unknown): Document {
  return {
    file,
    value,
    problem: (pointer, message, suggestion) => ({
      file,
      pointer,
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
    }),
  }
}

/** A JSON Pointer (RFC 6901) from its keys. */
export function pointerOf(...keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The value at a pointer, or the closest one around it that exists. */
function nearest(tree: Node, pointer: string): Node {
  let node = tree
  for (const key of pointerKeys(pointer)) {
    const child = findNodeAtLocation(node, [node.type === 'array' ? Number(key) : key])
    if (child === undefined) break
    node = child
  }
  return node.parent?.type === 'property' ? node.parent : node
}

function wrongKeys(text: string): { pointer: string; offset: number; message: string }[] {
  const wrong: { pointer: string; offset: number; message: string }[] = []
  const seen: Set<string>[] = []
  visit(text, {
    onObjectBegin: () => {
      seen.push(new Set())
    },
    onObjectEnd: () => {
      seen.pop()
    },
    onObjectProperty: (name, offset, _length, _line, _character, path) => {
      const report = (message: string): unknown => wrong.push({ pointer: pointerOf(...path(), name), offset, message })
      if (seen.at(-1)?.has(name) === true) report(`The key "${name}" stands twice; keep one of them.`)
      if (name === '__proto__') report('No key may be named __proto__; choose another name.')
      seen.at(-1)?.add(name)
    },
  })
  return wrong
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

/** `PropertyNameExpected` as `Property name expected`. */
function readable(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
