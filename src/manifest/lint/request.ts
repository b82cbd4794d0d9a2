import { bodyReferences, referredInput } from '../../request/body.js'
import { requestInputs } from '../../request/build.js'
import { templateVariables, type TemplateVariable } from '../../request/template.js'
import { conditionInputs } from '../../keywords/visible-when.js'
import { meant } from '../meant.js'
import { pointerKeys } from '../../outcome/pointer.js'
import { pointerOf } from '../document.js'
import type { InputManifest } from '../manifest.js'
import type { ManifestProblem } from '../problem.js'
import { signInInputExists, unknownName, type MethodContext, type MethodRule } from './context.js'

export const requestRules: readonly MethodRule[] = [
  urlIsSafe,
  headersAreAllowed,
  bodyIsAllowed,
  answerHasBody,
  bodyIsWellFormed,
  noSecretInUrl,
]

/** Headers that the node sets itself or that belong to the connection. */
const ownHeaders = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'cookie2',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'keep-alive',
  'origin',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
])

/** What is wrong with a URL template by itself. */
export function urlTemplateProblem(url: string): string | undefined {
  let variables: TemplateVariable[]
  try {
    variables = templateVariables(url)
  } catch (error) {
    return `The URL template ${(error as Error).message}.`
  }
  const path = url.replace(/\{([?&]?)[^}]*\}/g, (_expression, sign: string) => (sign === '' ? 'x' : '?x'))
  if (/\/\.{1,2}(?:\/|\?|$)|\/\/|[@#]|:[/\d]|%(?:2e|2f|5c|[01]|7f|(?![\da-f]{2}))|[^\u0021-\u007e]/i.test(path))
    return 'The URL must be a plain path: no host or port, dot segments, double slashes, @, # or encoded slashes.'
  const query = queryProblem(url)
  if (query !== undefined) return query
  const names = variables.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  return twice === undefined ? undefined : `"${twice}" stands in the URL twice; once is enough.`
}

/** A query is one {?a,b}, or fixed parameters and then one or more {&a,b}. */
function queryProblem(url: string): string | undefined {
  const fixed = url.replace(/\{[^}]*\}/g, (text) => 'x'.repeat(text.length)).split('?')
  if (fixed.length > 2) return 'The URL has more than one question mark; write & between fixed parameters.'
  const expressions = [...url.matchAll(/\{([?&])([^}]*)\}/g)]
  const sign = fixed.length === 1 ? '?' : '&'
  const after = fixed.length === 1 ? 0 : (fixed[0] ?? '').length
  const fits = expressions.every(([, its], nth) => its === sign && (sign === '&' || nth === 0))
  if (fits && expressions.every(({ index }) => index >= after)) return undefined
  const right = `{${sign}${expressions.map(([, , names]) => names).join(',')}}`
  const there = expressions.map(([text]) => text).join('')
  return sign === '?'
    ? `Write ${right} in place of ${there}: only after a fixed parameter such as ?all=true can others be added by {&name}.`
    : `Write ${right} after the fixed parameters in place of ${there}: the URL has its question mark already.`
}

/** What is wrong with a header by itself. */
export function headerProblem(name: string, value: string, signsIn: boolean): string | undefined {
  if (name.toLowerCase() === 'authorization' && !signsIn)
    return `The header ${name} is for signing in and cannot be set here; declare "authentication" in node.json.`
  if (ownHeaders.has(name.toLowerCase()) || name.toLowerCase().startsWith('proxy-'))
    return `The header ${name} is set by the node itself and cannot be set here.`
  return referredInput(value) === undefined ? dollarProblem(value) : undefined
}

/** A text must not look like a reference and be none. */
function dollarProblem(text: string): string | undefined {
  if (text.startsWith('$') && !text.startsWith('$$'))
    return 'A text that begins with $ must be $inputs.NAME; write $$ for a real dollar sign.'
  const [inside] = /(?<!\$)\$inputs\.\w+/.exec(text) ?? []
  return inside === undefined ? undefined : `${inside} inside a text is not replaced; make it the whole text.`
}

/** Whether a value can stand in a URL or a header: a text, number, boolean, or a list of these. */
function isFlat({ type, items }: InputManifest): boolean {
  return type === 'array' ? items === undefined || !['array', 'object'].includes(String(items.type)) : type !== 'object'
}

function urlIsSafe({ method, problem }: MethodContext): ManifestProblem[] {
  const at = ['request', 'url']
  const { url } = method.request
  const wrong = urlTemplateProblem(url)
  if (wrong !== undefined) return [problem(at, wrong)]
  const known = Object.keys(method.inputs)
  return templateVariables(url).flatMap(({ name, part }) => {
    const input = method.inputs[name]
    if (input === undefined) return [problem(at, unknownName(name, 'an input of this method'), meant(name, known))]
    if (!isFlat(input))
      return [
        problem(at, `"${name}" holds objects; only texts, numbers, booleans and lists of them can stand in a URL.`),
      ]
    const filled = method.required.includes(name) || input.default !== undefined || input.generate !== undefined
    return part === 'path' && !(filled && input.visibleWhen === undefined)
      ? [problem(at, `"${name}" is part of the path, so it must be required and always shown.`)]
      : []
  })
}

function headersAreAllowed({ node, method, problem }: MethodContext): ManifestProblem[] {
  const known = Object.keys(method.inputs)
  const headers = Object.entries(method.request.headers ?? {})
  const names = headers.map(([name]) => name.toLowerCase())
  return headers.flatMap(([name, value], index) => {
    const at = ['request', 'headers', name]
    const wrong = headerProblem(name, value, node.authentication !== undefined)
    if (wrong !== undefined) return [problem(at, wrong)]
    if (names.indexOf(name.toLowerCase()) < index)
      return [problem(at, `The header ${name} stands twice; keep one of them.`)]
    const id = referredInput(value)
    if (id === undefined) return []
    const input = method.inputs[id]
    if (input === undefined) return [problem(at, unknownName(id, 'an input of this method'), meant(id, known))]
    return isFlat(input) ? [] : [problem(at, `"${id}" holds objects and cannot be a header.`)]
  })
}

function bodyIsAllowed({ method, problem }: MethodContext): ManifestProblem[] {
  const { method: verb, body } = method.request
  return body !== undefined && (verb === 'GET' || verb === 'HEAD')
    ? [problem(['request', 'body'], `A ${verb} request has no body; remove it or choose another HTTP method.`)]
    : []
}

function answerHasBody({ method, problem }: MethodContext): ManifestProblem[] {
  return method.request.method === 'HEAD' && method.responseBody === 'required'
    ? [
        problem(
          ['responseBody'],
          'The answer to HEAD has no body, so the method could never succeed; write "optional".',
        ),
      ]
    : []
}

function bodyIsWellFormed({ method, problem }: MethodContext): ManifestProblem[] {
  const known = Object.keys(method.inputs)
  return method.request.body === undefined ? [] : walk(method.request.body, ['request', 'body'])

  function walk(template: unknown, keys: readonly string[]): ManifestProblem[] {
    if (typeof template === 'string') return textProblems(template, keys)
    if (Array.isArray(template)) return template.flatMap((entry, index) => walk(entry, [...keys, String(index)]))
    if (typeof template !== 'object' || template === null) return []
    const members = Object.entries(template as Readonly<Record<string, unknown>>)
    const names = members.map(([name]) => name).filter((name) => name.startsWith('$') && !name.startsWith('$$'))
    if (names.length === 0) return members.flatMap(([name, member]) => walk(member, [...keys, name]))
    if (names.includes('$select')) return selectProblems(template as Select, keys)
    if (names.includes('$optional') && members.length === 1)
      return walk((template as { $optional: unknown }).$optional, [...keys, '$optional'])
    const name = names[0] ?? ''
    return [
      problem(
        [...keys, name],
        `"${name}" is not a keyword of a body; there are $select (with cases) and $optional (alone).`,
        meant(name, ['$select', '$optional']),
      ),
    ]
  }

  function textProblems(text: string, keys: readonly string[]): ManifestProblem[] {
    const input = referredInput(text)
    if (input !== undefined)
      return known.includes(input)
        ? []
        : [problem(keys, unknownName(input, 'an input of this method'), meant(input, known))]
    const wrong = dollarProblem(text)
    return wrong === undefined ? [] : [problem(keys, wrong)]
  }

  function selectProblems({ $select, cases, ...others }: Select, keys: readonly string[]): ManifestProblem[] {
    const input = typeof $select === 'string' ? referredInput($select) : undefined
    if (input === undefined || typeof cases !== 'object' || cases === null || Object.keys(others).length > 0)
      return [problem(keys, 'Write {"$select": "$inputs.NAME", "cases": {...}} with nothing beside it.')]
    const choices = (method.inputs[input]?.enum ?? (method.inputs[input]?.type === 'boolean' ? [true, false] : [])).map(
      String,
    )
    if (choices.length === 0) return [problem([...keys, '$select'], `"${input}" is not an input with choices.`)]
    const names = Object.keys(cases)
    return [
      ...choices
        .filter((choice) => !names.includes(choice))
        .map((choice) => problem([...keys, 'cases'], `There is no case for the choice "${choice}".`)),
      ...names
        .filter((name) => !choices.includes(name))
        .map((name) =>
          problem([...keys, 'cases', name], unknownName(name, `a choice of ${input}`), meant(name, choices)),
        ),
      ...Object.entries(cases).flatMap(([name, member]) => walk(member, [...keys, 'cases', name])),
    ]
  }
}

interface Select {
  readonly $select: unknown
  readonly cases?: object | null
}

/** Each input is there for something. Says nothing while a name that should be one is none, since it may be meant. */
export function inputsAreUsed({ node, method, problem }: MethodContext): ManifestProblem[] {
  if (!signInInputExists(node)) return []
  const used = new Set<string>(node.authentication === undefined ? [] : [node.authentication.input])
  const use = (names: Iterable<string>): void => {
    for (const name of names) used.add(name)
  }
  use(inputsOf(method.request))
  use([...bodyReferences(method.request.body)].map(({ input }) => input))
  for (const { when, schema } of method.constraints) use([...conditionInputs(when ?? {}), ...conditionInputs(schema)])
  for (const { visibleWhen, options } of Object.values(method.inputs)) {
    use(conditionInputs(visibleWhen ?? {}))
    if (options === undefined) continue
    const feed = node.options.find(({ id }) => id === options.from)
    if (feed === undefined || urlTemplateProblem(feed.request.url) !== undefined) return []
    use(inputsOf(feed.request))
  }
  return Object.keys(method.inputs)
    .filter((id) => !used.has(id))
    .map((id) =>
      problem(
        ['inputs', id],
        `Nothing uses the input "${id}"; name it in the URL, a header or the body, or remove it.`,
      ),
    )
}

/** The inputs in a URL and headers; none when the URL is not a template. */
export function inputsOf(request: Parameters<typeof requestInputs>[0]): string[] {
  return urlTemplateProblem(request.url) === undefined ? requestInputs(request) : []
}

function noSecretInUrl({ node, method, problem }: MethodContext): ManifestProblem[] {
  const secret = /token|secret|password|passwd|api_?key|credential/i
  const { url, headers = {} } = method.request
  const inUrl = inputsOf({ url }).filter((name) => secret.test(name) || name === node.authentication?.input)
  const inHeaders = Object.entries(headers).filter(
    ([, value]) => node.authentication !== undefined && referredInput(value) === node.authentication.input,
  )
  const inBody = [...bodyReferences(method.request.body)].filter(({ input }) => input === node.authentication?.input)
  return [
    ...inUrl.map((name) =>
      problem(['request', 'url'], `"${name}" looks like a secret; URLs end up in logs, so it must not stand there.`),
    ),
    ...inHeaders.map(([name]) =>
      problem(['request', 'headers', name], 'The authorization is for signing in and is not sent as data.'),
    ),
    ...inBody.map(({ pointer }) =>
      problem(
        pointerKeys(pointerOf('request', 'body') + pointer),
        'The authorization is for signing in and is not sent as data.',
      ),
    ),
  ]
}
