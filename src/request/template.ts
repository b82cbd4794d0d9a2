/** A variable of a URL template and whether it stands in the path or in the query. */
export interface TemplateVariable {
  readonly name: string
  readonly part: 'path' | 'query'
}

const expression = /\{([^{}]*)\}/g
const allowed = /^([?&]?)([A-Za-z][A-Za-z0-9_]*\*?(?:,[A-Za-z][A-Za-z0-9_]*\*?)*)$/

/**
 * The variables of a template, in order.
 * @throws {SyntaxError} when it is not a template of the language: simple, query and continued-query expressions of
 * RFC 6570 (§3.2.2, §3.2.8, §3.2.9). The others would let a value bring slashes or a fragment of its own.
 */
export function templateVariables(template: string): TemplateVariable[] {
  if (/[{}]/.test(template.replace(expression, ''))) throw new SyntaxError('has a brace without its partner')
  const variables: TemplateVariable[] = []
  for (const match of template.matchAll(expression)) {
    const parts = allowed.exec(match[1] ?? '')
    if (parts === null) throw new SyntaxError(`has {${match[1] ?? ''}}; write {name}, {?name,name} or {&name}`)
    const before = template.slice(0, match.index)
    const part = parts[1] !== '' || /[?]/.test(before) ? 'query' : 'path'
    for (const name of (parts[2] ?? '').split(',')) variables.push({ name: name.replace('*', ''), part })
  }
  return variables
}

type Values = Readonly<Record<string, unknown>>

/**
 * Takes a template apart once, so that filling it in is no more than joining texts. Values are texts, numbers, booleans
 * and lists of them; one that is undefined, and an empty list, count as not defined (RFC 6570 §2.3).
 * @throws {URIError} when filled with a text that is not well-formed
 */
export function compileTemplate(template: string): (values: Values) => string {
  const literals = template.split(/\{[^{}]*\}/).map(encodeLiteral)
  const expressions = Array.from(template.matchAll(expression), ([, inside = '']) => compileExpression(inside))
  return (values) => {
    let url = literals[0] ?? ''
    for (let index = 0; index < expressions.length; index++)
      url += (expressions[index]?.(values) ?? '') + (literals[index + 1] ?? '')
    return url
  }
}

/** The inside of one pair of braces; `?` and `&` write `name=value`, the plain one values alone. */
function compileExpression(inside: string): (values: Values) => string {
  const [, operator = '', names = ''] = allowed.exec(inside) ?? []
  const separator = operator === '' ? ',' : '&'
  const variables = names.split(',').map((text) => {
    const name = text.replace('*', '')
    return { name, prefix: operator === '' ? '' : `${name}=`, joint: text.endsWith('*') ? separator : undefined }
  })
  return (values) => {
    let text: string | undefined
    for (const { name, prefix, joint } of variables) {
      const expanded = expandValue(values[name], prefix, joint)
      if (expanded !== undefined) text = text === undefined ? operator + expanded : text + separator + expanded
    }
    return text ?? ''
  }
}

/** @param joint what stands between the entries of a list that is exploded; each then has the prefix */
function expandValue(value: unknown, prefix: string, joint: string | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) return prefix + percentEncoded(value)
  if (value.length === 0) return undefined
  return joint === undefined
    ? prefix + value.map(percentEncoded).join(',')
    : value.map((entry) => prefix + percentEncoded(entry)).join(joint)
}

/** Whether a text has unreserved characters only (RFC 3986 §2.3), which stand for themselves in a URL. */
export function isUnreserved(text: string): boolean {
  return /^[\w\-.~]*$/.test(text)
}

/** Everything but unreserved characters; `encodeURIComponent` leaves five more alone. */
export function percentEncoded(value: unknown): string {
  const text = String(value)
  if (isUnreserved(text)) return text
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Reserved characters and whole escapes stay as they are (RFC 6570 §3.1). */
function encodeLiteral(text: string): string {
  return text.replace(/%(?![\dA-Fa-f]{2})|[^%]+/g, (part) => encodeURI(part).replace(/%5B/g, '[').replace(/%5D/g, ']'))
}
