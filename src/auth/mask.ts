import { split } from '../keywords/split.js'
import type { ResolvedMethod } from '../manifest/resolve.js'
import { percentEncoded } from '../request/template.js'

export interface MaskOptions {
  /** Texts that must not be seen, wherever they stand. Those of fewer than three characters are left to `paths`. */
  readonly values?: Iterable<string>
  /** JSON Pointers (RFC 6901) to what must not be seen, with all below; a `*` stands for any one name or index. */
  readonly paths?: Iterable<string>
}

/** Takes secrets and personal data out of what is to be logged or shown. */
export interface Mask {
  text(text: string): string
  /**
   * A copy fit for JSON. Errors become objects, and what is named like a credential is masked whatever it holds, but for
   * a `code` that tells what happened.
   */
  value(value: unknown): unknown
}

const masked = '***'
const shortest = 3
/** RFC 6749, 6750, 7009 and 7636, and what programs call the same things. */
const credential =
  /^(proxy-)?authorization$|^(set-)?cookie$|(access|refresh|id)[_-]?token$|client[_-]?secret|code[_-]?verifier|^(code|password|passphrase|secret|token)$/i
/** A code of a result, a problem, a warning or an error. Too short for the 128 bits of an authorization code (RFC 6749 §10.10). */
const tellingCode = /^(HTTP_\d{3}|[A-Z][A-Z_]{1,25})$/

export function createMask({ values = [], paths = [] }: MaskOptions): Mask {
  const forms = [...new Set([...values].filter((text) => text.length >= shortest).flatMap(writtenForms))]
  // The longest first: a secret may be part of another.
  forms.sort((one, other) => other.length - one.length)
  const patterns = [...paths].map((path) => path.split('/').slice(1).map(unescapePointer))

  const text = (from: string): string => forms.reduce((result, form) => result.replaceAll(form, masked), from)

  // A telephone number may have become one.
  const number = (from: number): unknown => (text(String(from)) === String(from) ? from : masked)

  function copy(value: unknown, at: readonly string[], above: readonly object[]): unknown {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'bigint') return text(String(value))
    if (typeof value === 'number') return number(value)
    if (typeof value !== 'object' || value === null) return value
    if (above.includes(value)) return '(the same again)'
    const inside = [...above, value]
    if (Array.isArray(value)) return value.map((item, index) => entry(String(index), item, at, inside))
    const source = value instanceof Error ? partsOfError(value) : value
    return Object.fromEntries(Object.entries(source).map(([key, item]) => [text(key), entry(key, item, at, inside)]))
  }

  function entry(key: string, value: unknown, at: readonly string[], above: readonly object[]): unknown {
    const path = [...at, key]
    const empty = value === null || value === undefined || value === ''
    if (!empty && (isCredential(key, value) || patterns.some((pattern) => covers(pattern, path)))) return masked
    return copy(value, path, above)
  }

  return { text, value: (value) => copy(value, [], []) }
}

/**
 * A mask for what is said about one invocation: by path where the manifest marks personal data, in objects that have
 * `inputs`, `values` or `outputs`, and by value wherever those data are repeated.
 * @param secrets tokens and the like
 */
export function maskOfInvocation(
  method: Pick<ResolvedMethod, 'inputs' | 'outputs'>,
  known: {
    readonly inputs?: Readonly<Record<string, unknown>>
    readonly outputs?: Readonly<Record<string, unknown>>
    readonly secrets?: Iterable<string>
  },
): Mask {
  const marked = (from: ResolvedMethod['inputs'] | ResolvedMethod['outputs'] = {}): string[] =>
    Object.entries(from).flatMap(([id, { pii }]) => (pii === undefined ? [] : [id]))
  const inputs = marked(method.inputs)
  const outputs = marked(method.outputs)
  return createMask({
    values: [
      ...(known.secrets ?? []),
      ...inputs.flatMap((id) => textsIn(known.inputs?.[id], method.inputs[id]?.split)),
      ...outputs.flatMap((id) => textsIn(known.outputs?.[id])),
    ],
    paths: [
      ...inputs.flatMap((id) => [`/inputs/${escapePointer(id)}`, `/values/${escapePointer(id)}`]),
      ...outputs.map((id) => `/outputs/${escapePointer(id)}`),
    ],
  })
}

/** How a text may be written in a log: as it is, in JSON, in a URL of ours or of others, in a form, in base64 as a whole. */
function writtenForms(text: string): string[] {
  const bytes = Buffer.from(text)
  // Half a character would make the encoding throw; it is no part of any URL.
  const wellFormed = text.toWellFormed()
  const encoded = encodeURIComponent(wellFormed)
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    percentEncoded(wellFormed),
    encoded,
    encoded.replaceAll('%20', '+'),
    new URLSearchParams({ text }).toString().slice('text='.length),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ]
}

/** Every text inside a value, and the entries of one that is a list: as they are sent, and as others may trim them. */
function textsIn(value: unknown, separator = ','): string[] {
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)]
  if (typeof value === 'string') return [value, ...split(value, separator).flatMap((entry) => [entry, entry.trim()])]
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((member) => textsIn(member, separator))
    : []
}

const isCredential = (key: string, value: unknown): boolean =>
  credential.test(key) && !(key === 'code' && typeof value === 'string' && tellingCode.test(value))

const partsOfError = (error: Error): object =>
  Object.assign({ name: error.name, message: error.message, stack: error.stack }, error)

const covers = (pattern: readonly string[], path: readonly string[]): boolean =>
  pattern.length <= path.length && pattern.every((part, index) => part === '*' || part === path[index])

const escapePointer = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1')
const unescapePointer = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')
