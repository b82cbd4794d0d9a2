import { invalidData, type Problem } from '../inputs/problem.js'
import type { ResolvedMethod } from '../manifest/resolve.js'
import type { InputManifest, Limits } from '../manifest/manifest.js'
import { compileBody, literal, referredInput } from './body.js'
import { compileTemplate, isUnreserved, templateVariables } from './template.js'

/** A request without its origin and its token. */
export interface BuiltRequest {
  readonly method: string
  /** Path and query, beginning with a slash. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON text. */
  readonly body: string | undefined
}

export type RequestBuilder = (
  values: Readonly<Record<string, unknown>>,
) => { readonly request: BuiltRequest } | { readonly problems: readonly Problem[] }

type RequestParts = Pick<ResolvedMethod, 'inputs'> & { readonly request: ResolvedMethod['request'] }

/**
 * Makes the builder of a method's requests. What it builds stays on the configured origin and has the template's number
 * of path segments, whatever the values are.
 */
export function requestBuilder({ inputs, request }: RequestParts, limits: Limits): RequestBuilder {
  const expand = compileTemplate(request.url)
  const urlVariables = templateVariables(request.url)
  const urlInputs = urlVariables.map(({ name }) => name)
  const pathInputs = urlVariables.flatMap(({ name, part }) => (part === 'path' ? name : []))
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => headerSource(name, value))
  const headerInputs = headers.flatMap(({ input }) => input ?? [])
  const body = request.body === undefined ? undefined : compileBody(request.body)
  const fixed: Readonly<Record<string, string>> = { accept: 'application/json' }
  const withBody = { ...fixed, 'content-type': request.contentType ?? 'application/json' }

  return (values) => {
    const problems: Problem[] = []
    for (const id of pathInputs) if (isEmpty(values[id])) problems.push(emptySegment(id, inputs[id]))
    for (const id of urlInputs) addProblems(problems, urlProblem, id, inputs[id], values[id])
    for (const id of headerInputs) addProblems(problems, headerProblem, id, inputs[id], values[id])
    if (problems.length > 0) return { problems }

    const url = expand(values)
    if (hasDotSegment(url)) return { problems: [dotSegment(urlInputs, inputs, values)] }

    const json = body?.(values)
    const text = json === undefined ? undefined : JSON.stringify(json)
    if (text !== undefined && text.length * 3 > limits.requestBytes && Buffer.byteLength(text) > limits.requestBytes)
      return { problems: [bodyTooLarge(limits)] }

    return {
      request: {
        method: request.method,
        url,
        headers: requestHeaders(text === undefined ? fixed : withBody, headers, values),
        body: text,
      },
    }
  }
}

/** The inputs that a request's URL and headers name. */
export function requestInputs({
  url,
  headers = {},
}: {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
}): string[] {
  return [
    ...templateVariables(url).map(({ name }) => name),
    ...Object.values(headers).flatMap((value) => referredInput(value) ?? []),
  ]
}

interface HeaderSource {
  readonly name: string
  readonly input: string | undefined
  readonly text: string
}

function headerSource(name: string, value: string): HeaderSource {
  return { name: name.toLowerCase(), input: referredInput(value), text: literal(value) }
}

function requestHeaders(
  fixed: Readonly<Record<string, string>>,
  sources: readonly HeaderSource[],
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  if (sources.length === 0) return fixed
  const headers: Record<string, string> = { ...fixed }
  for (const { name, input, text } of sources) {
    const value = input === undefined ? text : values[input]
    if (value !== undefined) headers[name] = headerText(value)
  }
  return headers
}

function headerText(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value)
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u001f\u007f]/

type TextRule = (text: string, id: string, input: InputManifest | undefined) => Problem | undefined

function addProblems(
  problems: Problem[],
  rule: TextRule,
  id: string,
  input: InputManifest | undefined,
  value: unknown,
): void {
  const problem =
    typeof value === 'string'
      ? rule(value, id, input)
      : texts(value)
          .map((text) => rule(text, id, input))
          .find((found) => found !== undefined)
  if (problem !== undefined) problems.push(problem)
}

function urlProblem(text: string, id: string, input: InputManifest | undefined): Problem | undefined {
  if (isUnreserved(text)) return undefined
  if (controlCharacter.test(text)) return controlProblem(id, input)
  if (!text.isWellFormed()) return invalidData('FORMAT', id, `${label(id, input)} holds half a character.`)
  return undefined
}

/** Without its value a path would name something else, such as all tickets in place of one. */
function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) ? value.every((entry) => entry === '') : value === '')
}

function emptySegment(id: string, input: InputManifest | undefined): Problem {
  return invalidData('REQUIRED', id, `${label(id, input)} is required.`)
}

/** Field values are visible Latin-1 (RFC 9110 §5.5); anything else could end the header or never reach the service. */
function headerProblem(text: string, id: string, input: InputManifest | undefined): Problem | undefined {
  if (controlCharacter.test(text)) return controlProblem(id, input)
  if (!/^[\u0020-\u007e\u00a0-\u00ff]*$/.test(text))
    return invalidData('FORMAT', id, `${label(id, input)} may hold Western European letters only.`)
  return undefined
}

function controlProblem(id: string, input: InputManifest | undefined): Problem {
  return invalidData('CONTROL_CHARACTER', id, `${label(id, input)} holds a line break, tab or other control character.`)
}

/** Dot segments (RFC 3986 §5.2.4) are the one thing that percent-encoding leaves as it is. */
function hasDotSegment(url: string): boolean {
  if (!url.includes('/.')) return false
  const query = url.indexOf('?')
  return /\/\.{1,2}(?:\/|$)/.test(query < 0 ? url : url.slice(0, query))
}

function dotSegment(
  urlInputs: readonly string[],
  inputs: Readonly<Record<string, InputManifest>>,
  values: Readonly<Record<string, unknown>>,
): Problem {
  const id = urlInputs.find((name) => texts(values[name]).some((text) => /^\.+$/.test(text)))
  return invalidData('PATH_SEGMENT', id, `${label(id ?? 'The path', inputs[id ?? ''])} must not be made of dots.`)
}

function bodyTooLarge(limits: Limits): Problem {
  return invalidData('TOO_LARGE', undefined, `The request may have at most ${limits.requestBytes} bytes.`)
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

function label(id: string, input: InputManifest | undefined): string {
  return input?.title ?? id
}
