import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import type { ManifestProblem } from '../../../manifest/problem.js'

/** A stretch of a text by offsets. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** What a problem marks: the word that stands at its line and column. */
export function problemPlace(
  text: string,
  { line = 1, column = 1 }: Pick<ManifestProblem, 'line' | 'column'>,
): Stretch {
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).reduce((length, one) => length + one.length + 1, 0)
  const from = Math.min(before + column - 1, text.length)
  const rest = (lines[line - 1] ?? '').slice(column - 1)
  const word = /^(?:"(?:[^"\\]|\\.)*"?|[\w$.-]+|.)/.exec(rest)?.[0] ?? ''
  return { from, to: Math.min(from + word.length, text.length) }
}

/** The word to replace by what was probably meant: the one that the message quotes, where the problem points. */
export function problemFix(
  text: string,
  problem: ManifestProblem,
): (Stretch & { readonly insert: string }) | undefined {
  const { suggestion, message } = problem
  const stretch = valueAt(text, problem.pointer)
  if (suggestion === undefined || stretch === undefined) return undefined
  const part = text.slice(stretch.from, stretch.to)
  for (const [, word = ''] of message.matchAll(/"([^"]+)"/g)) {
    const at = wordIn(part, word)
    if (at === undefined || word === suggestion) continue
    const from = stretch.from + at
    return { from, to: from + word.length, insert: suggestion }
  }
  return undefined
}

function wordIn(text: string, word: string): number | undefined {
  const escaped = word.replaceAll(/[$.*+?^(){}|[\]\\/-]/g, '\\$&')
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w])`).exec(text)?.index
}

/** The member or entry at a JSON Pointer, with its key. */
function valueAt(text: string, pointer: string): Stretch | undefined {
  const tree = parseTree(text)
  if (tree === undefined) return undefined
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  let node = tree
  for (const key of keys) {
    const child = findNodeAtLocation(node, [node.type === 'array' ? Number(key) : key])
    if (child === undefined) return undefined
    node = child
  }
  const whole = node.parent?.type === 'property' ? node.parent : node
  return { from: whole.offset, to: whole.offset + whole.length }
}
