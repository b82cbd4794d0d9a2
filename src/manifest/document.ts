import { findNodeAtLocation, parseTree, printParseErrorCode, visit, type Node, type ParseError } from 'jsonc-parser'
import { pointerKeys } from '../outcome/pointer.js'
import type { ManifestProblem } from './problem.js'

/** A JSON file that knows where each of its values stands. */
export interface Document {
  readonly file: string
  readonly value: unknown
  /** A problem at a place of this document, with its line and column. */
  problem(pointer: string, message: string, suggestion?: string): ManifestProblem
}

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false }

/** Reads the text of a file. Syntax errors and keys that stand twice are problems. */
export function parseDocument(file: string, text: string): { document: Document } | { problems: ManifestProblem[] } {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, strict)
  if (tree === undefined || errors.length > 0) {
    const [first] = errors
    const words = first === undefined ? 'The file is empty' : readable(printParseErrorCode(first.error))
    return {
      problems: [
        { file, pointer: '', ...position(text, first?.offset ?? 0), message: `${words}; the file must be JSON.` },
      ],
    }
  }
  const document: Document = {
    file,
    value: JSON.parse(text) as unknown,
    problem: (pointer, message, suggestion) => ({
      file,
      pointer,
      ...position(text, nearest(tree, pointer).offset),
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
    }),
  }
  const twice = repeatedKeys(text).map(({ pointer, offset }) => ({
    file,
    pointer,
    ...position(text, offset),
    message: 'This key stands twice; keep one of them.',
  }))
  return twice.length > 0 ? { problems: twice } : { document }
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
  const path = pointerKeys(pointer).map((key) => (/^\d+$/.test(key) ? Number(key) : key))
  for (; path.length > 0; path.pop()) {
    const node = findNodeAtLocation(tree, path)
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent : node
  }
  return tree
}

function repeatedKeys(text: string): { pointer: string; offset: number }[] {
  const repeated: { pointer: string; offset: number }[] = []
  const seen: Set<string>[] = []
  visit(text, {
    onObjectBegin: () => {
      seen.push(new Set())
    },
    onObjectEnd: () => {
      seen.pop()
    },
    onObjectProperty: (name, offset, _length, _line, _character, path) => {
      if (seen.at(-1)?.has(name) === true) repeated.push({ pointer: pointerOf(...path(), name), offset })
      seen.at(-1)?.add(name)
    },
  })
  return repeated
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

/** `PropertyNameExpected` as `Property name expected`. */
function readable(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
