import { parseTemplate as parseRfc6570 } from 'url-template'

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

/** Expands a template with texts, numbers, booleans and lists of them. Throws URIError for text that is not well-formed. */
export function compileTemplate(template: string): (values: Readonly<Record<string, unknown>>) => string {
  const parsed = parseRfc6570(template)
  return (values) => parsed.expand(values as Record<string, string>)
}
