import { parse } from 'jsonc-parser'
import type { ManifestFiles } from '../../api.js'
import { isRecord } from './schema.js'

/** A name that documents declare, with what they say of it. */
export interface Word {
  readonly name: string
  readonly detail?: string
}

/** An input, with the values it may be given where it has choices. */
export interface InputWord extends Word {
  readonly choices: readonly unknown[]
}

/** The names that a document can refer to. */
export interface Vocabulary {
  readonly inputs: readonly InputWord[]
  readonly outcomes: readonly Word[]
  readonly outputs: readonly Word[]
  readonly feeds: readonly Word[]
  readonly methods: readonly Word[]
  /** Where the answers of the document's examples hold something, such as `$response.body#/data/id`. */
  readonly references: readonly Word[]
}

export type DocumentKind = 'node' | 'method' | 'options' | 'overlay'

/** The kind that a path within a manifest's directory gives a document. */
export function kindOf(file: string): DocumentKind {
  if (file.startsWith('methods/')) return 'method'
  if (file.startsWith('options/')) return 'options'
  return file.startsWith('overlays/') ? 'overlay' : 'node'
}

/** What the documents declare, as far as they can be read. @param file the document that refers */
export function vocabularyOf(files: ManifestFiles['files'], file: string): Vocabulary {
  const documents = Object.entries(files).map(([path, text]) => ({
    kind: kindOf(path),
    path,
    value: parse(text) as unknown,
  }))
  const all = (kind: DocumentKind): unknown[] =>
    documents.filter((document) => document.kind === kind).map(({ value }) => value)
  const own = documents.find(({ path }) => path === file)
  const defaults = member(all('node')[0], 'defaults')
  // A method sees itself and the defaults; what all methods share may name an input of any of them.
  const seen = own?.kind === 'method' ? [own.value, defaults] : [defaults, ...all('method')]
  return {
    inputs: declared(seen, 'inputs').map(([name, input]) => ({ ...word(name, input), choices: choicesOf(input) })),
    outcomes: outcomes(seen),
    outputs: declared(seen, 'outputs').map(([name, output]) => word(name, output)),
    feeds: all('options').flatMap(identified),
    methods: all('method').flatMap(identified),
    references: references(own?.value),
  }
}

function outcomes(parts: readonly unknown[]): Word[] {
  const texts = new Map(declared(parts, 'outcomes'))
  const used = parts
    .flatMap((part) => [...Object.values(record(part, 'responses')), ...Object.values(record(part, 'faults'))])
    .filter((name) => typeof name === 'string')
  return [...new Set([...texts.keys(), ...used])].map((name) => word(name, texts.get(name)))
}

function identified(document: unknown): Word[] {
  const id = member(document, 'id')
  return typeof id === 'string' ? [word(id, document)] : []
}

/** Entries by name; the first part that has a name counts. */
function declared(parts: readonly unknown[], key: string): (readonly [string, unknown])[] {
  return [...new Map(parts.toReversed().flatMap((part) => Object.entries(record(part, key))))]
}

function word(name: string, value: unknown): Word {
  const title = member(value, 'title')
  return typeof title === 'string' ? { name, detail: title } : { name }
}

function choicesOf(input: unknown): readonly unknown[] {
  const choices = member(input, 'enum') ?? member(member(input, 'items'), 'enum')
  if (Array.isArray(choices)) return choices
  return member(input, 'type') === 'boolean' ? [true, false] : []
}

/** Deeper pointers are rarely taken, and would crowd the list. */
const deepest = 3

function references(document: unknown): Word[] {
  const examples = member(document, 'examples')
  if (!Array.isArray(examples)) return []
  const found = new Map<string, Word>()
  const visit = (value: unknown, pointer: string, depth: number): void => {
    if (!found.has(pointer) && pointer !== '')
      found.set(pointer, { name: `$response.body#${pointer}`, detail: typeName(value) })
    if (depth === deepest) return
    const members = Array.isArray(value)
      ? Object.entries(value.slice(0, 1))
      : isRecord(value)
        ? Object.entries(value)
        : []
    for (const [key, inner] of members) visit(inner, `${pointer}/${escaped(key)}`, depth + 1)
  }
  for (const example of examples as unknown[]) visit(member(member(example, 'response'), 'body'), '', 0)
  return [...found.values()]
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

const typeName = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)

function record(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const inner = member(value, key)
  return isRecord(inner) ? inner : {}
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
