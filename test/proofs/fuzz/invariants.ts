import type { Result } from '../../../src/index.js'
import type { ResolvedMethod } from '../../../src/manifest/resolve.js'
import { methodOutcomes } from '../../../src/outcome/outcome-table.js'
import type { RecordedRequest } from '../../support/fault-server.js'

const prototypes = [Object, Array, Function, String, Number, Boolean, Map, Set, Promise, Error, RegExp, Date].map(
  (constructor) => constructor.prototype as object,
)
const untouched = new Map(prototypes.map((prototype) => [prototype, Object.getOwnPropertyDescriptors(prototype)]))

/** What somebody has done to a built-in prototype since the start. */
export function prototypeProblem(): string | undefined {
  for (const [prototype, before] of untouched) {
    const keys = Reflect.ownKeys(prototype)
    if (keys.length !== Reflect.ownKeys(before).length)
      return `a prototype has the members ${keys.map(String).join(', ')}`
    for (const key of keys) {
      const now = Object.getOwnPropertyDescriptor(prototype, key)
      const then = (before as Readonly<Record<PropertyKey, PropertyDescriptor>>)[key]
      if (now?.value !== then?.value || now?.get !== then?.get) return `${String(key)} of a prototype was replaced`
    }
  }
  return undefined
}

/** What must be true of every result of a method: its outcome, its outputs, its account of itself, and no secret. */
export function* resultProblems(method: ResolvedMethod, result: Result, secret: string | undefined): Generator<string> {
  const { outcome, outputs, meta } = result
  const outcomes = methodOutcomes(method)
  const kind = outcomes.find(({ name }) => name === outcome)?.kind
  if (kind === undefined) yield `the outcome ${outcome} is not declared`

  const types = new Map(
    Object.entries(method.outputs).flatMap(([name, { type, deprecatedName }]) =>
      [name, deprecatedName].filter((known) => known !== undefined).map((known) => [known, type] as const),
    ),
  )
  for (const name of Reflect.ownKeys(outputs))
    if (!types.has(String(name))) yield `the output ${String(name)} is not declared`
  for (const [name, type] of types) {
    if (!Object.hasOwn(outputs, name)) yield `the output ${name} is missing`
    else if (!isOf(type, outputs[name])) yield `the output ${name} is not of type ${type}`
  }

  const { attempts, httpStatus, delivery, code, retryAfterMs, elapsedMs } = meta
  if (attempts !== 0 && attempts !== 1 && attempts !== 2) yield `${attempts} attempts`
  if (attempts === 0 && (delivery !== 'not-sent' || httpStatus !== null)) yield 'an answer without an attempt'
  if (kind === 'success' && (code !== null || delivery !== 'accepted')) yield `a success with ${code} and ${delivery}`
  if (kind !== 'success' && code === null) yield 'no code although it is no success'
  if (retryAfterMs !== null && !(retryAfterMs >= 0 && retryAfterMs <= 3_600_000)) yield `Retry-After of ${retryAfterMs}`
  if (!(elapsedMs >= 0)) yield `it took ${elapsedMs} ms`
  if (secret !== undefined && JSON.stringify(result).includes(secret)) yield 'the token is in the result'
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value)
  if (value === null || type === 'any') return value !== undefined
  return type === 'object' ? typeof value === 'object' && !Array.isArray(value) : typeof value === type
}

const ownHeaders = [
  ...['accept', 'accept-encoding', 'authorization', 'connection', 'content-length', 'content-type', 'host'],
  ...['transfer-encoding', 'user-agent'],
]

/** What must be true of every request: its origin, its method, its path as the template has it, its headers. */
export function* requestProblems(
  { request: { method, url, headers = {}, contentType = 'application/json' } }: ResolvedMethod,
  { method: sentMethod, target, headers: sent, body }: RecordedRequest,
  origin: string,
  authorization: string | undefined,
): Generator<string> {
  if (sentMethod !== method) yield `the method ${sentMethod}`
  if (sent.host !== new URL(origin).host) yield `the host ${sent.host ?? ''}`
  if (sent.authorization !== authorization) yield `the authorization ${sent.authorization ?? ''}`
  if (!pathPattern(url).test(target)) yield `the target ${target} is not one of ${url}`
  const known = [...ownHeaders, ...Object.keys(headers).map((name) => name.toLowerCase())]
  for (const [name, value] of Object.entries(sent)) {
    if (!known.includes(name)) yield `the header ${name}`
    if (/[^\t\x20-\xff]/.test(value)) yield `the value of the header ${name}`
  }
  if (body === '') return
  if (sent['content-type'] !== contentType) yield `a body of type ${sent['content-type'] ?? ''}`
  JSON.parse(body)
}

/** What a template's path and query may become: as many segments, none of dots, nothing that is not encoded. */
function pathPattern(template: string): RegExp {
  const [path = ''] = template.split(/\{[?&]|\?/)
  const segments = path
    .split('/')
    .slice(1)
    .map((segment) => {
      const literal = segment.split(/\{[^}]*\}/).map((text) => escaped(text))
      return literal.length === 1
        ? literal.join('')
        : `(?!\\.{1,2}(?:/|\\?|$))${literal.join('(?:[\\w.~,-]|%[0-9A-F]{2})*')}`
    })
  return new RegExp(`^/${segments.join('/')}(?:\\?(?:[\\w.~,&=-]|%[0-9A-F]{2})*)?$`)
}

function escaped(text: string): string {
  return text.replace(/[^\w/]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
