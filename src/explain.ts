import type { PreparedInputs, SavedInputs } from './inputs/prepare.js'
import type { Problem } from './inputs/problem.js'
import { collectVariableNames, substitute, substituteInJsonText } from './inputs/variables.js'
import type { CompiledInput, CompiledMethod } from './manifest/compiled.js'
import type { Faults, InputManifest } from './manifest/manifest.js'
import { faultOfProblems, type Fault } from './outcome/fault.js'
import type { InvocationPlan } from './plan.js'
import { bodyReferences, referredInput } from './request/body.js'
import { templateVariables } from './request/template.js'

/** One thing that the node did on the way to the request, and the line of the manifest that made it do so. */
export interface Step {
  readonly step: 'variables' | 'normalise' | 'hide' | 'default' | 'validate' | 'send'
  readonly input?: string
  /** JSON Pointer (RFC 6901) into the resolved method, as `describe --resolved` prints it. */
  readonly manifest: string
  readonly text: string
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
  saved: SavedInputs,
  variables: ReadonlyMap<string, unknown>,
  { prepared, problems, send }: InvocationPlan,
): Explanation {
  const steps = [
    ...method.inputs.flatMap((input) => inputSteps(input, saved.values[input.id], prepared, variables)),
    ...problems.map(problemStep),
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
  { id, manifest }: CompiledInput,
  saved: unknown,
  { values, hidden }: PreparedInputs,
  variables: ReadonlyMap<string, unknown>,
): Step[] {
  const at = (keyword: string): string => `/inputs/${id}/${keyword}`
  if (hidden.includes(id)) {
    const text = `${manifest.title} is hidden by the other inputs; its value is neither checked nor sent.`
    return [{ step: 'hide', input: id, manifest: at('visibleWhen'), text }]
  }
  const steps: Step[] = []
  const names = new Set<string>()
  collectVariableNames(saved, names)
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
  const text = withVariables(saved, manifest, variables)
  const keyword = changedBy(text, value, manifest)
  if (keyword === 'default' || keyword === 'generate')
    steps.push({
      step: 'default',
      input: id,
      manifest: at(keyword),
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

function withVariables(saved: unknown, manifest: InputManifest, variables: ReadonlyMap<string, unknown>): unknown {
  if (typeof saved === 'string' && manifest.parse === 'json') return substituteInJsonText(saved, variables)
  return substitute(saved, variables)
}

const readAs = { split: 'as a list', parse: 'as JSON', type: 'as its type' } as const

/** The keyword that turned what was saved into the value; undefined when it is the same. */
function changedBy(
  saved: unknown,
  value: unknown,
  manifest: InputManifest,
): keyof typeof readAs | 'default' | 'generate' | undefined {
  const empty = saved === undefined || saved === null || (typeof saved === 'string' && saved.trim() === '')
  if (empty) return manifest.generate === undefined ? 'default' : 'generate'
  if (manifest.split !== undefined) return 'split'
  if (manifest.parse !== undefined && typeof saved === 'string') return 'parse'
  return saved === value ? undefined : 'type'
}

function problemStep({ input, text }: Problem): Step {
  return input === undefined
    ? { step: 'validate', manifest: '/constraints', text }
    : { step: 'validate', input, manifest: `/inputs/${input}`, text }
}

/** Which place of the request each value goes to. */
function sendSteps({ manifest }: CompiledMethod, { values }: PreparedInputs): Step[] {
  const { url, headers = {}, body } = manifest.request
  const places = [
    ...templateVariables(url).map(({ name, part }) => ({
      input: name,
      manifest: '/request/url',
      place: `the ${part}`,
    })),
    ...Object.entries(headers).flatMap(([name, value]) => {
      const input = referredInput(value)
      return input === undefined ? [] : [{ input, manifest: `/request/headers/${name}`, place: `the header ${name}` }]
    }),
    ...[...bodyReferences(takenBody(body, values))].map(({ input, pointer }) => ({
      input,
      manifest: `/request/body${pointer}`,
      place: 'the body',
    })),
  ]
  return places
    .filter(({ input }) => values[input] !== undefined)
    .map(({ input, manifest: pointer, place }) => ({
      step: 'send',
      input,
      manifest: pointer,
      text: `${manifest.inputs[input]?.title ?? input} goes into ${place}.`,
    }))
}

/** A body template without the cases that were not taken; places keep their pointers. */
function takenBody(template: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof template !== 'object' || template === null) return template
  const { $select, cases } = template as { $select?: string; cases?: Readonly<Record<string, unknown>> }
  if ($select === undefined || cases === undefined) return template
  const taken = String(values[referredInput($select) ?? ''])
  return { cases: { [taken]: cases[taken] } }
}
