import { isRecord } from './schema.js'
import type { DocumentKind, Vocabulary, Word } from './vocabulary.js'

type Path = readonly (string | number)[]

/** A value that may stand at a place because another part of the documents declares it. */
export interface NamedValue {
  readonly value: unknown
  readonly detail?: string
}

/** Where in a document something is, and what there is to refer to. */
export interface Whereabouts {
  readonly kind: DocumentKind
  readonly path: Path
  /** The whole document, as far as it can be read. */
  readonly document: unknown
  readonly vocabulary: Vocabulary
}

interface Rule {
  readonly kinds?: readonly DocumentKind[]
  /** `*` stands for one step, `**` for any number. */
  readonly path: string
  readonly words: (whereabouts: Whereabouts, path: Path) => readonly NamedValue[]
}

const named = (words: readonly Word[]): NamedValue[] =>
  words.map(({ name, detail }) => ({ value: name, ...(detail === undefined ? {} : { detail }) }))

const inputs = ({ vocabulary }: Whereabouts): NamedValue[] => named(vocabulary.inputs)
const outputs = ({ vocabulary }: Whereabouts): NamedValue[] => named(vocabulary.outputs)
const outcomes = ({ vocabulary }: Whereabouts): NamedValue[] => named(vocabulary.outcomes)
const methods = ({ vocabulary }: Whereabouts): NamedValue[] => named(vocabulary.methods)
const feeds = ({ vocabulary }: Whereabouts): NamedValue[] => named(vocabulary.feeds)

const inputReferences = ({ vocabulary }: Whereabouts): NamedValue[] =>
  named(vocabulary.inputs.map((input) => ({ ...input, name: `$inputs.${input.name}` })))

const answerReferences = ({ vocabulary }: Whereabouts): NamedValue[] => [
  ...named(vocabulary.references),
  { value: '$response.body', detail: 'the whole answer' },
  { value: '$response.status', detail: 'such as 404 NOT FOUND' },
  { value: '$response.statusCode', detail: 'the number alone' },
  { value: '$response.header.', detail: 'then the name of a header' },
]

const references = (whereabouts: Whereabouts): NamedValue[] => [
  ...answerReferences(whereabouts),
  { value: '$problem.message', detail: 'what was wrong, for the author' },
  { value: '$problem.errors', detail: 'one text for each problem' },
]

const choicesOf = ({ vocabulary }: Whereabouts, name: string | number | undefined): NamedValue[] =>
  (vocabulary.inputs.find((input) => input.name === name)?.choices ?? []).map((value) => ({ value }))

/** The input whose value a condition is about: the step after the innermost `properties`. */
const conditionChoices = (whereabouts: Whereabouts, path: Path): NamedValue[] =>
  choicesOf(whereabouts, path[path.lastIndexOf('properties') + 1])

const siblingChoices =
  (levels: number) =>
  (whereabouts: Whereabouts, path: Path): NamedValue[] => {
    const input = valueAt(whereabouts.document, path.slice(0, -levels))
    const choices = isRecord(input) ? (input.enum ?? (isRecord(input.items) ? input.items.enum : [])) : []
    return Array.isArray(choices) ? choices.map((value: unknown) => ({ value })) : []
  }

const selectedChoices = (whereabouts: Whereabouts, path: Path): NamedValue[] => {
  const selection = valueAt(whereabouts.document, path.slice(0, -2))
  const select = isRecord(selection) ? selection.$select : undefined
  return typeof select === 'string' ? choicesOf(whereabouts, select.replace(/^\$inputs\./, '')) : []
}

const statuses = (): NamedValue[] => [
  { value: '200', detail: 'OK' },
  { value: '201', detail: 'Created' },
  { value: '202', detail: 'Accepted' },
  { value: '204', detail: 'No content' },
  { value: '400', detail: 'Bad request' },
  { value: '401', detail: 'Unauthorized' },
  { value: '403', detail: 'Forbidden' },
  { value: '404', detail: 'Not found' },
  { value: '409', detail: 'Conflict' },
  { value: '429', detail: 'Too many requests' },
  { value: '500', detail: 'Internal server error' },
  { value: '503', detail: 'Service unavailable' },
  { value: '2XX', detail: 'any other success' },
  { value: '4XX', detail: 'any other refusal' },
  { value: '5XX', detail: 'any other failure of the service' },
  { value: 'default', detail: 'all that is not named' },
]

const bodyKeywords = (): NamedValue[] => [
  { value: '$optional', detail: 'dropped when an input in it is empty' },
  { value: '$select', detail: 'one of several, by the value of an input' },
]

const keyRules: readonly Rule[] = [
  { path: 'responses.*', words: statuses },
  { path: 'outcomes.*', words: outcomes },
  { path: 'inputs.*.enumTitles.*', words: siblingChoices(2) },
  { path: 'inputs.*.visibleWhen.**.properties.*', words: inputs },
  { path: 'constraints.*.**.properties.*', words: inputs },
  { kinds: ['method'], path: 'request.body.**.cases.*', words: selectedChoices },
  { kinds: ['method'], path: 'request.body.**', words: bodyKeywords },
  { kinds: ['method'], path: 'examples.*.inputs.*', words: inputs },
  { kinds: ['method'], path: 'examples.*.expect.outputs.*', words: outputs },
  { kinds: ['overlay'], path: 'inputs.*', words: inputs },
  { kinds: ['overlay'], path: 'outputs.*', words: outputs },
  { kinds: ['overlay'], path: 'methods.*', words: methods },
]

const valueRules: readonly Rule[] = [
  { path: 'responses.*', words: outcomes },
  { path: 'faults.*', words: outcomes },
  { path: 'required.*', words: inputs },
  { path: 'inputs.*.options.from', words: feeds },
  { path: 'inputs.*.default', words: siblingChoices(1) },
  { path: 'inputs.*.visibleWhen.**.required.*', words: inputs },
  { path: 'constraints.*.**.required.*', words: inputs },
  { path: 'inputs.*.visibleWhen.**.const', words: conditionChoices },
  { path: 'inputs.*.visibleWhen.**.enum.*', words: conditionChoices },
  { path: 'constraints.*.**.const', words: conditionChoices },
  { path: 'constraints.*.**.enum.*', words: conditionChoices },
  { path: 'request.headers.*', words: inputReferences },
  { kinds: ['method'], path: 'request.body.**', words: inputReferences },
  { path: 'outputs.*.from', words: references },
  { path: 'outputs.*.from.*', words: references },
  { path: 'outputs.*.from.**.each', words: references },
  { kinds: ['options'], path: 'items', words: answerReferences },
  { kinds: ['method'], path: 'examples.*.expect.outcome', words: outcomes },
  { kinds: ['method'], path: 'examples.*.inputs.*', words: (where, path) => choicesOf(where, path.at(-1)) },
  { kinds: ['node'], path: 'methods.*', words: methods },
  { kinds: ['node'], path: 'authentication.input', words: inputs },
]

/** The keys that an object may hold at the place because something else declares them. */
export function namedKeys(whereabouts: Whereabouts): readonly NamedValue[] {
  return applied(keyRules, whereabouts)
}

/** The values that may stand at the place because something else declares them. */
export function namedValues(whereabouts: Whereabouts): readonly NamedValue[] {
  return applied(valueRules, whereabouts)
}

/** Whether the text at the place is a URL template, whose braces hold names of inputs. */
export function isUrlTemplate({ kind, path }: Whereabouts): boolean {
  return (kind === 'method' || kind === 'options') && path.join('.') === 'request.url'
}

function applied(rules: readonly Rule[], whereabouts: Whereabouts): readonly NamedValue[] {
  const { kind, path } = whereabouts
  const local = localPath(kind, path)
  const rule = rules.find((one) => one.kinds?.includes(kind) !== false && matches(one.path.split('.'), local))
  return rule?.words(whereabouts, path) ?? []
}

/** What a node shares stands under `defaults`, what an overlay changes under the method: the rest is alike. */
function localPath(kind: DocumentKind, path: Path): Path {
  if (kind === 'node' && path[0] === 'defaults') return path.slice(1)
  if (kind === 'overlay' && path[0] === 'methods' && path.length > 2) return path.slice(2)
  return path
}

function matches(pattern: readonly string[], path: Path): boolean {
  const [step, ...rest] = pattern
  if (step === undefined) return path.length === 0
  if (step === '**') return path.some((_, index) => matches(rest, path.slice(index))) || rest.length === 0
  const [first, ...others] = path
  return first !== undefined && (step === '*' || step === String(first)) && matches(rest, others)
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)] as unknown
    return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined
  }, document)
}
