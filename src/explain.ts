import type { PreparedInputs, SavedInputs } from './inputs/prepare.js'
import type { Problem } from './inputs/problem.js'
import { collectVariableNames, fillIn } from './inputs/variables.js'
import type { CompiledInput, CompiledMethod, InputChecks } from './manifest/compiled.js'
import type { Faults } from './manifest/manifest.js'
import type { ResolvedMethod } from './manifest/resolve.js'
import { faultOfProblems, type Fault } from './outcome/fault.js'
import type { InvocationPlan } from './plan.js'
import { referredInput, sentReferences } from './request/body.js'
import { templateVariables } from './request/template.js'

/** One thing that the node did on the way to the request, and the line of the manifest that made it do so. */
export interface Step {
  readonly step: 'variables' | 'normalise' | 'hide' | 'default' | 'validate' | 'send'
  readonly input?: string
  /** JSON Pointer (RFC 6901) into the resolved method, as `describe --resolved` prints it. */
  readonly manifest: string
  readonly text: string
  /** Of a step `send`: where the value is in the request. */
  readonly to?: RequestPlace
}

/** A place of a request that a value went to. */
export interface RequestPlace {
  readonly part: 'path' | 'query' | 'header' | 'body'
  /** Of the query: the parameter. Of a header: its name in lower case. */
  readonly name?: string
  /** Of the body: JSON Pointer (RFC 6901) into the body that was built. */
  readonly pointer?: string
}

/** An invocation up to the request. Values are in `values` and `request` only, never in the texts of the steps. */
export interface Explanation {
  /** The outcome it would end in at once; absent when there is a request to send. */
  readonly fault?: Fault & { readonly outcome: string }
  readonly problems: readonly Problem[]
  readonly values: Readonly<Record<string, unknown>>
  readonly hidden: readonly string[]
  /** What would be sent; the token is left out. */
  readonly request?: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  readonly steps: readonly Step[]
}

/** An invocation that ends before its inputs are looked at. */
export function explainFault(fault: Fault, faults: Faults): Explanation {
  return { fault: { ...fault, outcome: faults[fault.kind] }, problems: [], values: {}, hidden: [], steps: [] }
}

export function explainPlan(
  method: CompiledMethod,
  { inputs }: InputChecks,
  saved: SavedInputs,
  variables: ReadonlyMap<string, unknown>,
  { prepared, problems, send }: InvocationPlan,
): Explanation {
  const steps = [
    ...inputs.flatMap((input) => inputSteps(input, saved, prepared, variables)),
    ...problems.map((problem) => problemStep(problem, method.manifest)),
    ...(send === undefined ? [] : sendSteps(method, prepared)),
  ]
  const base = { problems, values: prepared.values, hidden: prepared.hidden, steps }
  if (send === undefined) {
    const fault = faultOfProblems(problems)
    return { ...base, fault: { ...fault, outcome: method.manifest.faults[fault.kind] } }
  }
  const { request, connection } = send
  return {
    ...base,
    request: {
      method: request.method,
      url: connection.baseUrl + request.url,
      headers: {
        ...request.headers,
        ...(connection.authorization === undefined ? {} : { authorization: 'Bearer ***' }),
      },
      ...(request.body === undefined ? {} : { body: JSON.parse(request.body) as unknown }),
    },
  }
}

function inputSteps(
  input: CompiledInput,
  { values: savedValues, variableNames, limits }: SavedInputs,
  { values, hidden }: PreparedInputs,
  variables: ReadonlyMap<string, unknown>,
): Step[] {
  const { id, manifest } = input
  const saved = savedValues[id]
  const at = (keyword: string): string => `/inputs/${id}/${keyword}`
  if (hidden.includes(id)) {
    const text = `${manifest.title} is hidden by the other inputs; its value is neither checked nor sent.`
    return [{ step: 'hide', input: id, manifest: at('visibleWhen'), text }]
  }
  const steps: Step[] = []
  const names = new Set<string>()
  if (variableNames.size > 0) collectVariableNames(saved, names)
  if (names.size > 0) {
    const list = [...names].map((name) => `$(${name})`).join(', ')
    steps.push({
      step: 'variables',
      input: id,
      manifest: `/inputs/${id}`,
      text: `${manifest.title} takes its value from ${list}.`,
    })
  }
  const value = values[id]
  if (value === undefined) return steps
  const filled = saved === undefined ? { value: saved } : fillIn(saved, manifest, variables, limits)
  const keyword = changedBy('value' in filled ? filled.value : saved, value, input)
  if (keyword === 'default' || keyword === 'generate')
    steps.push({
      step: 'default',
      input: id,
      manifest: manifest[keyword] === undefined ? `/inputs/${id}` : at(keyword),
      text: `${manifest.title} was left empty and got its value by itself.`,
    })
  else if (keyword !== undefined)
    steps.push({
      step: 'normalise',
      input: id,
      manifest: at(keyword),
      text: `${manifest.title} was read ${readAs[keyword]}.`,
    })
  return steps
}

const readAs = { split: 'as a list', parse: 'as JSON', type: 'as its type' } as const

/** The keyword that turned what was saved into the value; undefined when it is the same. */
function changedBy(
  filled: unknown,
  value: unknown,
  { manifest, normalise }: CompiledInput,
): keyof typeof readAs | 'default' | 'generate' | undefined {
  if (normalise(filled) === undefined) return manifest.generate === undefined ? 'default' : 'generate'
  if (manifest.split !== undefined) return 'split'
  if (typeof filled === typeof value && typeof filled !== 'string') return undefined
  if (filled === value) return undefined
  return manifest.parse === undefined ? 'type' : 'parse'
}

function problemStep(problem: Problem, method: ResolvedMethod): Step {
  const { input, text } = problem
  return { step: 'validate', ...(input === undefined ? {} : { input }), manifest: problemPlace(problem, method), text }
}

function problemPlace({ code, input, text }: Problem, { constraints }: ResolvedMethod): string {
  if (input !== undefined) return `/inputs/${input}`
  if (code === 'CONSTRAINT') return `/constraints/${constraints.findIndex(({ message }) => message === text)}`
  return code === 'TOO_LARGE' ? '/request/body' : '/inputs'
}

/** Which place of the request each value goes to. */
function sendSteps({ manifest }: CompiledMethod, { values }: PreparedInputs): Step[] {
  const { url, headers = {}, body } = manifest.request
  const places: readonly SentValue[] = [
    ...templateVariables(url).map(({ name, part }) => ({
      input: name,
      manifest: '/request/url',
      place: `the ${part}`,
      to: part === 'path' ? { part } : { part, name },
    })),
    ...Object.entries(headers).flatMap(([name, value]) => {
      const input = referredInput(value)
      if (input === undefined) return []
      const to = { part: 'header', name: name.toLowerCase() } as const
      return [{ input, manifest: `/request/headers/${name}`, place: `the header ${name}`, to }]
    }),
    ...[...sentReferences(body, values)].map(({ input, pointer, at }) => ({
      input,
      manifest: `/request/body${pointer}`,
      place: 'the body',
      to: { part: 'body', pointer: at } as const,
    })),
  ]
  return places
    .filter(({ input }) => values[input] !== undefined)
    .map(({ input, manifest: pointer, place, to }) => ({
      step: 'send',
      input,
      manifest: pointer,
      text: `${manifest.inputs[input]?.title ?? input} goes into ${place}.`,
      to,
    }))
}

interface SentValue {
  readonly input: string
  readonly manifest: string
  /** In words. */
  readonly place: string
  readonly to: RequestPlace
}
