import { bodyReferences, referredInput } from '../../request/body.js'
import { templateVariables, type TemplateVariable } from '../../request/template.js'
import { conditionInputs } from '../../keywords/visible-when.js'
import { meant } from '../check.js'
import { pointerKeys } from '../../outcome/pointer.js'
import { pointerOf } from '../document.js'
import type { ManifestProblem } from '../problem.js'
import { unknownName, type MethodContext, type MethodRule } from './context.js'

export const requestRules: readonly MethodRule[] = [
  urlIsSafe,
  headersAreAllowed,
  bodyIsAllowed,
  bodyIsWellFormed,
  everyInputIsUsed,
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

function urlIsSafe({ method, problem }: MethodContext): ManifestProblem[] {
  const at = ['request', 'url']
  const { url } = method.request
  let variables: TemplateVariable[]
  try {
    variables = templateVariables(url)
  } catch (error) {
    return [problem(at, `The URL template ${(error as Error).message}.`)]
  }
  const fixed = url.replace(/\{[^}]*\}/g, 'x')
  const known = Object.keys(method.inputs)
  return [
    ...(/\/\.{1,2}(\/|\?|$)|\/\/|[@#]|%2e|%2f|:\/|[^\u0021-\u007e]/i.test(fixed)
      ? [problem(at, 'The URL must be a plain path: no dot segments, double slashes, @, # or encoded slashes.')]
      : []),
    ...variables.flatMap(({ name, part }) => {
      const input = method.inputs[name]
      if (input === undefined) return [problem(at, unknownName(name, 'an input of this method'), meant(name, known))]
      if (input.type === 'object')
        return [problem(at, `"${name}" is an object; only texts, numbers, booleans and lists can stand in a URL.`)]
      const always =
        (method.required.includes(name) && input.visibleWhen === undefined) ||
        input.default !== undefined ||
        input.generate !== undefined
      return part === 'path' && !always
        ? [problem(at, `"${name}" is part of the path, so it must be required and always shown.`)]
        : []
    }),
  ]
}

function headersAreAllowed({ method, problem }: MethodContext): ManifestProblem[] {
  const known = Object.keys(method.inputs)
  return Object.entries(method.request.headers ?? {}).flatMap(([name, value]) => {
    const at = ['request', 'headers', name]
    if (ownHeaders.has(name.toLowerCase()) || name.toLowerCase().startsWith('proxy-'))
      return [problem(at, `The header ${name} is set by the node itself and cannot be set here.`)]
    const input = referredInput(value)
    if (input === undefined)
      return value.startsWith('$') && !value.startsWith('$$')
        ? [problem(at, 'A text that begins with $ must be $inputs.NAME; write $$ for a real dollar sign.')]
        : []
    if (!known.includes(input)) return [problem(at, unknownName(input, 'an input of this method'), meant(input, known))]
    return method.inputs[input]?.type === 'object'
      ? [problem(at, `"${input}" is an object and cannot be a header.`)]
      : []
  })
}

function bodyIsAllowed({ method, problem }: MethodContext): ManifestProblem[] {
  const { method: verb, body } = method.request
  return body !== undefined && (verb === 'GET' || verb === 'HEAD')
    ? [problem(['request', 'body'], `A ${verb} request has no body; remove it or choose another HTTP method.`)]
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
    const names = members.map(([name]) => name).filter((name) => name.startsWith('$'))
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
    return text.startsWith('$') && !text.startsWith('$$')
      ? [problem(keys, 'A text that begins with $ must be $inputs.NAME; write $$ for a real dollar sign.')]
      : []
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

function everyInputIsUsed({ node, method, problem }: MethodContext): ManifestProblem[] {
  const used = new Set<string>(node.authentication === undefined ? [] : [node.authentication.input])
  const { url, headers, body } = method.request
  for (const name of url.match(/[A-Za-z]\w*/g) ?? []) used.add(name)
  for (const value of Object.values(headers ?? {})) used.add(referredInput(value) ?? '')
  for (const { input } of bodyReferences(body)) used.add(input)
  for (const { visibleWhen } of Object.values(method.inputs))
    if (visibleWhen !== undefined) for (const name of conditionInputs(visibleWhen)) used.add(name)
  return Object.keys(method.inputs)
    .filter((id) => !used.has(id))
    .map((id) =>
      problem(
        ['inputs', id],
        `Nothing uses the input "${id}"; name it in the URL, a header or the body, or remove it.`,
      ),
    )
}

function noSecretInUrl({ node, method, problem }: MethodContext): ManifestProblem[] {
  const secret = /token|secret|password|passwd|api_?key|credential/i
  const names = [...method.request.url.matchAll(/[A-Za-z]\w*/g)].map(([name]) => name)
  const inUrl = names.filter(
    (name) => Object.hasOwn(method.inputs, name) && (secret.test(name) || name === node.authentication?.input),
  )
  const inBody = [...bodyReferences(method.request.body)].filter(({ input }) => input === node.authentication?.input)
  return [
    ...inUrl.map((name) =>
      problem(['request', 'url'], `"${name}" looks like a secret; URLs end up in logs, so it must not stand there.`),
    ),
    ...inBody.map(({ pointer }) =>
      problem(
        pointerKeys(pointerOf('request', 'body') + pointer),
        'The authorization is for signing in and is not sent as data.',
      ),
    ),
  ]
}
