import { createScanner, findNodeAtLocation, getLocation, getNodeValue, parseTree, type Node } from 'jsonc-parser'
import { isUrlTemplate, namedKeys, namedValues, type NamedValue, type Whereabouts } from './names.js'
import {
  childPlace,
  choicesOf,
  furtherPlace,
  isRecord,
  memberPlaces,
  namesPlace,
  requiredNames,
  rootPlace,
  says,
  typesOf,
  type Place,
  type Schemas,
} from './schema.js'
import type { DocumentKind, Vocabulary } from './vocabulary.js'

/** What suggestions are made from. */
export interface CompletionContext {
  readonly schemas: Schemas
  readonly kind: DocumentKind
  readonly vocabulary: Vocabulary
}

export interface Suggestion {
  /** What is shown, and compared with what was typed. */
  readonly label: string
  readonly kind: 'key' | 'value' | 'name' | 'entry'
  readonly detail?: string
  readonly info?: string
  /** The text to insert; `#{...}` are its fields to fill in, `\t` one level of indentation. */
  readonly insert: string
}

export interface Completion {
  /** Where what was typed of the word begins; it ends at the offset asked about. */
  readonly from: number
  /** What a suggestion takes the place of. */
  readonly replace: { readonly from: number; readonly to: number }
  /** Where a comma is missing before the place. */
  readonly commaAt?: number
  readonly suggestions: readonly Suggestion[]
}

/** What the manifest language says of a place. */
export interface Description {
  readonly from: number
  readonly to: number
  readonly title: string
  readonly description?: string
  /** Such as `one of GET, POST`. */
  readonly allowed?: string
}

/** What may stand at an offset of a document that need not be whole; undefined when there is nothing to say. */
export function complete(text: string, offset: number, context: CompletionContext): Completion | undefined {
  const missing = missingComma(text, offset)
  if (missing === undefined) return completeAt(text, offset, context)
  const completion = completeAt(`${text.slice(0, missing)},${text.slice(missing)}`, offset + 1, context)
  if (completion === undefined) return undefined
  const { from, replace, suggestions } = completion
  return {
    from: from - 1,
    replace: { from: replace.from - 1, to: replace.to - 1 },
    commaAt: missing,
    suggestions,
  }
}

/** What is said of the key, or of the value, at an offset. */
export function describeAt(text: string, offset: number, context: CompletionContext): Description | undefined {
  const { previousNode, path } = getLocation(text, offset)
  if (previousNode === undefined || offset < previousNode.offset || offset > end(previousNode)) return undefined
  const place = placeAt(parseTree(text), path, context)
  const title = says(place, 'title')
  if (title === undefined) return undefined
  const description = says(place, 'description')
  const choices = choicesOf(place)
  const allowed = choices.length > 0 ? `One of ${choices.map(literal).join(', ')}` : typesOf(place).join(' or ')
  return {
    from: previousNode.offset,
    to: end(previousNode),
    title,
    ...(description === undefined ? {} : { description }),
    ...(allowed === '' ? {} : { allowed }),
  }
}

function completeAt(text: string, offset: number, context: CompletionContext): Completion | undefined {
  const location = getLocation(text, offset)
  const tree = parseTree(text)
  const document: unknown = tree === undefined ? undefined : getNodeValue(tree)
  const where = { kind: context.kind, path: location.path, document, vocabulary: context.vocabulary }
  const word = wordAt(text, offset, location.previousNode)
  if (word === undefined) return undefined
  const completion = location.isAtPropertyKey
    ? { ...word, suggestions: keySuggestions(text, word.replace.to, tree, where, context) }
    : valueCompletion(text, offset, word, tree, where, context)
  return completion.suggestions.length === 0 ? undefined : completion
}

type Word = Omit<Completion, 'suggestions'>

/** What is being typed: a quoted text, a bare word, or nothing yet. Undefined inside of something that is neither. */
function wordAt(text: string, offset: number, node: Pick<Node, 'offset' | 'length'> | undefined): Word | undefined {
  if (node !== undefined && offset > node.offset && offset <= end(node)) {
    const quoted = text[node.offset] === '"'
    // Behind the closing quote the text is finished.
    if (quoted && offset === end(node) && node.length > 1 && text[offset - 1] === '"') return undefined
    return { from: quoted ? node.offset + 1 : node.offset, replace: { from: node.offset, to: end(node) } }
  }
  const before = /[\w$.-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0
  const after = /^[\w$.-]*/.exec(text.slice(offset))?.[0].length ?? 0
  return { from: offset - before, replace: { from: offset - before, to: offset + after } }
}

function keySuggestions(
  text: string,
  to: number,
  tree: Node | undefined,
  where: Whereabouts,
  { schemas, ...context }: CompletionContext,
): Suggestion[] {
  const parentPath = where.path.slice(0, -1)
  const place = placeAt(tree, parentPath, { schemas, ...context })
  const rest = text.slice(to).trimStart()
  const hasValue = rest.startsWith(':')
  const comma = rest.startsWith('"') ? ',' : ''
  const current = where.path.at(-1)
  const taken = new Set(memberNames(tree, parentPath).filter((name) => name !== current))
  const entry = (key: string, value: Place | undefined): string =>
    hasValue ? key : `${key}: ${value === undefined ? '#{}' : skeleton(schemas, value)}${comma}`

  const known = [...memberPlaces(schemas, place)].map(([name, member]) => ({
    label: name,
    kind: 'key' as const,
    ...optional('detail', says(member, 'title')),
    ...optional('info', says(member, 'description')),
    insert: entry(literal(name), member),
  }))
  const further = furtherPlace(schemas, place)
  const referred = namedKeys(where).map(({ value, detail }) => ({
    label: String(value),
    kind: 'name' as const,
    ...optional('detail', detail),
    insert: entry(literal(value), further),
  }))
  const required = new Set(requiredNames(place))
  const suggestions = [...known, ...referred]
    .filter(({ label }) => !taken.has(label))
    .sort((one, other) => Number(required.has(other.label)) - Number(required.has(one.label)))
  return further === undefined || hasValue || referred.length > 0
    ? suggestions
    : [...newEntries(schemas, place, further, comma), ...suggestions]
}

/** Entries of a map begun: with what is required, and as the language's own examples have them. */
function newEntries(schemas: Schemas, map: Place, value: Place, comma: string): Suggestion[] {
  const title = says(value, 'title') ?? says(map, 'title') ?? 'entry'
  const label = `New ${title.charAt(0).toLowerCase()}${title.slice(1)}`
  const name = typeof says(namesPlace(schemas, map), 'examples')?.[0] === 'string' ? 'name' : 'key'
  const examples = (says(value, 'examples') ?? []).filter(isRecord)
  return [
    {
      label,
      kind: 'entry',
      ...optional('info', says(value, 'description')),
      insert: `"#{${name}}": ${skeleton(schemas, value)}${comma}`,
    },
    ...examples.flatMap((example) =>
      typeof example.title !== 'string'
        ? []
        : {
            label: `${label} like “${example.title}”`,
            kind: 'entry' as const,
            ...(typeof example.type === 'string' ? { detail: example.type } : {}),
            insert: `"#{${name}}": ${written(example)}${comma}`,
          },
    ),
  ]
}

function valueCompletion(
  text: string,
  offset: number,
  word: Word,
  tree: Node | undefined,
  where: Whereabouts,
  context: CompletionContext,
): Completion {
  if (isUrlTemplate(where) && word.from > word.replace.from) {
    const typed = /\{[?&]?(?:\w+,)*(\w*)$/.exec(text.slice(word.from, offset))?.[1]
    if (typed === undefined) return { ...word, suggestions: [] }
    const after = /^\w*/.exec(text.slice(offset))?.[0].length ?? 0
    const from = offset - typed.length
    const suggestions = context.vocabulary.inputs.map(({ name, detail }) => ({
      label: name,
      kind: 'name' as const,
      ...optional('detail', detail),
      insert: name,
    }))
    return { from, replace: { from, to: offset + after }, suggestions }
  }
  const place = placeAt(tree, where.path, context)
  const space = text[word.replace.from - 1] === ':' ? ' ' : ''
  const names = namedValues(where)
  const choices = [...choicesOf(place), ...(typesOf(place).includes('boolean') ? [true, false] : [])]
  // What other parts declare is narrower than what the schema allows.
  const suggestions = [
    ...(names.length > 0 ? [] : choices).map((value): NamedValue & Pick<Suggestion, 'kind'> => ({
      value,
      kind: 'value',
    })),
    ...names.map((name): NamedValue & Pick<Suggestion, 'kind'> => ({ ...name, kind: 'name' })),
  ].map(({ value, detail, kind }) => ({
    label: String(value),
    kind,
    ...optional('detail', detail),
    insert: `${space}${literal(value)}`,
  }))
  return { ...word, suggestions }
}

function placeAt(
  tree: Node | undefined,
  path: readonly (string | number)[],
  { schemas, kind }: CompletionContext,
): Place {
  const valueOf = (length: number): unknown => {
    const node = tree === undefined ? undefined : findNodeAtLocation(tree, path.slice(0, length))
    return node === undefined ? undefined : (getNodeValue(node) as unknown)
  }
  return path.reduce<Place>(
    (place, key, index) => childPlace(schemas, place, key, valueOf(index + 1)),
    rootPlace(schemas, kind, valueOf(0)),
  )
}

function memberNames(tree: Node | undefined, path: readonly (string | number)[]): string[] {
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...path])
  return (node?.children ?? []).flatMap((property) => {
    const key: unknown = property.children?.[0]?.value
    return typeof key === 'string' ? [key] : []
  })
}

/** A value begun, with what is required in it. */
function skeleton(schemas: Schemas, place: Place, depth = 0): string {
  const [choice, ...others] = choicesOf(place)
  const [type] = typesOf(place)
  if (choice !== undefined && others.length === 0) return literal(choice)
  const fallback = says(place, 'default')
  if (fallback !== undefined) return `#{${literal(fallback)}}`
  if (typeof choice === 'string' || type === 'string') return '"#{}"'
  if (type === 'array') return '[#{}]'
  if (type === 'boolean') return '#{true}'
  if (type !== 'object') return '#{}'
  const indent = '\t'.repeat(depth)
  const members = requiredNames(place).map((name) => {
    const member = skeleton(schemas, childPlace(schemas, place, name, undefined), depth + 1)
    return `${indent}\t${literal(name)}: ${member}`
  })
  return members.length === 0 ? `{\n${indent}\t#{}\n${indent}}` : `{\n${members.join(',\n')}\n${indent}}`
}

/** An example as it is written out, its texts to be filled in. */
function written(value: unknown): string {
  return JSON.stringify(value, undefined, '\t').replaceAll(/(": )"([^"\\{}]*)"/g, '$1"#{$2}"')
}

/**
 * The end of a member that the next line goes on after without a comma: completing there should not fail for the comma
 * that is yet to come.
 */
function missingComma(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true)
  let before = ''
  let end = 0
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const from = scanner.getTokenOffset()
    const to = from + scanner.getTokenLength()
    if (to >= offset) break
    before = text.slice(from, to)
    end = to
  }
  return text.slice(end, offset).includes('\n') && /[^{[,:]$/.test(before) ? end : undefined
}

function literal(value: unknown): string {
  return JSON.stringify(value)
}

function end({ offset, length }: Pick<Node, 'offset' | 'length'>): number {
  return offset + length
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>)
}
