import { findNodeAtLocation, parse, parseTree } from 'jsonc-parser'
import type { ManifestProblem } from '../../../manifest/problem.js'
import type { ManifestFiles } from '../../api.js'
import type { Place, StudioState } from '../state/studio-state.js'

type Texts = ManifestFiles['files']

/** A file that was opened, and what was chosen in the page at that time. */
interface Opened {
  readonly file: string
  readonly method: string
  readonly place: Place | undefined
}

/** The documents of the manifest as they are being edited. */
export interface Draft {
  /** By path, as they stand in the editor. */
  readonly files: Texts
  /** Counts the changes that the editor did not make, and must follow. */
  readonly revision: number
  /** As loaded or saved last; a file that had changed before it was looked at is missing. */
  readonly saved: Texts
  /** The files of methods begun here. */
  readonly begun: readonly string[]
  /** The texts that the server checked last. */
  readonly checked: Texts
  /** What was wrong with them; empty when they were taken. */
  readonly problems: readonly ManifestProblem[]
  /** What was opened last, until another method or place is chosen. */
  readonly opened: Opened | undefined
  /** What can be undone in each file, as the editor writes it down. */
  readonly histories: Readonly<Record<string, unknown>>
}

export function openDraft({ files, changed }: ManifestFiles): Draft {
  const saved = Object.fromEntries(Object.entries(files).filter(([file]) => !changed.includes(file)))
  return { files, revision: 0, saved, begun: [], checked: files, problems: [], opened: undefined, histories: {} }
}

export function changedFiles({ files, saved }: Draft): readonly string[] {
  return Object.keys(files).filter((file) => files[file] !== saved[file])
}

/** Whether the server has seen every text as it stands. */
export function isChecked({ files, checked }: Draft): boolean {
  return files === checked || sameTexts(files, checked)
}

/** The file to show: where a place was asked for, else what was opened, else the chosen method's. */
export function openFile({ files, opened }: Draft, { method, place }: Pick<StudioState, 'method' | 'place'>): string {
  if (place !== undefined && place !== opened?.place && files[place.file] !== undefined) return place.file
  if (opened?.method === method && files[opened.file] !== undefined) return opened.file
  return fileOfMethod(files, method) ?? 'node.json'
}

/** The file whose method has the id. */
export function fileOfMethod(files: Texts, method: string): string | undefined {
  return methodFiles(files).find((file) => idIn(files[file]) === method)
}

/** The id of the method that a file describes; the text need not be whole. */
export function methodOfFile(files: Texts, file: string): string | undefined {
  return methodFiles(files).includes(file) ? idIn(files[file]) : undefined
}

/** The documents without a method and its name in `node.json`. */
export function withoutMethod(files: Texts, file: string): Texts {
  const id = idIn(files[file])
  const rest = Object.fromEntries(Object.entries(files).filter(([path]) => path !== file))
  const node = files['node.json']
  return id === undefined || node === undefined ? rest : { ...rest, 'node.json': withoutName(node, id) }
}

/** The text of `node.json` without one name in its list of methods, and without the comma beside it. */
function withoutName(text: string, id: string): string {
  const tree = parseTree(text)
  const names = tree === undefined ? [] : (findNodeAtLocation(tree, ['methods'])?.children ?? [])
  const at = names.findIndex(({ value }) => value === id)
  const [before, name, after] = [names[at - 1], names[at], names[at + 1]]
  if (name === undefined) return text
  const from = before === undefined ? name.offset : before.offset + before.length
  const to = before === undefined && after !== undefined ? after.offset : name.offset + name.length
  return `${text.slice(0, from)}${text.slice(to)}`
}

function methodFiles(files: Texts): string[] {
  return Object.keys(files).filter((file) => file.startsWith('methods/'))
}

function idIn(text: string | undefined): string | undefined {
  const id = (parse(text ?? '') as { readonly id?: unknown } | undefined)?.id
  return typeof id === 'string' ? id : undefined
}

function sameTexts(one: Texts, other: Texts): boolean {
  const files = Object.keys(one)
  return files.length === Object.keys(other).length && files.every((file) => one[file] === other[file])
}
