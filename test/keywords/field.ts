/* eslint-disable jest/no-export -- makes the tests of other files */
import { expect, test } from '@jest/globals'
import { prepareInputs, readSaved } from '../../src/inputs/prepare.js'
import type { CompiledMethod } from '../../src/manifest/compiled.js'
import type { Constraint, InputManifest, Limits } from '../../src/manifest/manifest.js'
import { compileChecked } from '../../src/manifest/read-manifest.js'
import type { ResolvedNode } from '../../src/manifest/resolve.js'

const usualLimits: Limits = {
  textLength: 10_000,
  listItems: 100,
  jsonDepth: 32,
  requestBytes: 262_144,
  responseBytes: 4_194_304,
}

/** A method with these inputs and nothing else but what is asked for. */
export function methodOf(
  inputs: Readonly<Record<string, InputManifest>>,
  required: readonly string[] = [],
  { limits = usualLimits, constraints = [] }: { limits?: Limits; constraints?: readonly Constraint[] } = {},
): CompiledMethod {
  const faults = {
    invalidData: 'onInvalidData',
    invalidChoice: 'onInvalidChoice',
    timeout: 'onTimeout',
    error: 'onError',
  }
  const node: ResolvedNode = {
    id: 'test',
    version: '1',
    title: 'Test',
    servers: [],
    timeoutMs: 1000,
    limits,
    methods: [
      {
        manifest: 1,
        id: 'run',
        version: 1,
        title: 'Run',
        annotations: { readOnly: true, idempotent: true, destructive: false },
        inputs,
        required,
        constraints,
        request: { method: 'GET', url: '/' },
        responses: { '200': 'onDone', default: 'onFailed' },
        responseBody: 'optional',
        faults,
        outcomes: {},
        outputs: {},
        examples: [],
      },
    ],
    options: [],
    overlays: [],
    faults,
    outputs: {},
  }
  const method = compileChecked(node).methods.get('run')
  if (method === undefined) throw new Error('the method is not there')
  return method
}

export const generators = { uuid: () => 'uuid-1', now: () => Date.parse('2026-01-31T09:30:00.000Z') }

/** What becomes of values that are saved in the fields. */
export function prepared(
  method: CompiledMethod,
  saved: Readonly<Record<string, unknown>>,
): {
  values: Readonly<Record<string, unknown>>
  hidden: readonly string[]
  problems: { code: string; fault: string; text: string }[]
} {
  const checks = method.checks()
  if (checks instanceof Promise) throw new Error('the validators are not compiled')
  const { problems, ...rest } = prepareInputs(
    method,
    checks,
    readSaved(method, saved, usualLimits),
    new Map(),
    {},
    generators,
  )
  return { ...rest, problems: problems.map(({ code, fault, text }) => ({ code, fault, text })) }
}

type Expected = { readonly becomes: unknown } | { readonly code: string; readonly text: string; readonly choice?: true }

/** One line for each value of a field: what it becomes, or what the author is told. The field is called Field. */
export function tableOf(
  input: Omit<InputManifest, 'title'>,
  rows: readonly (readonly [saved: unknown, expected: Expected])[],
): void {
  const method = methodOf({ field: { ...input, title: 'Field' } as unknown as InputManifest })
  test.each(rows)(`${JSON.stringify(input).slice(0, 120)}: %p`, (saved, expected) => {
    const { values, problems } = prepared(method, { field: saved })
    if ('becomes' in expected)
      expect({ problems, value: values.field }).toEqual({ problems: [], value: expected.becomes })
    else {
      const fault = expected.choice === true ? 'invalidChoice' : 'invalidData'
      expect(problems).toEqual([{ code: expected.code, fault, text: expected.text }])
    }
  })
}

/** The value stays as it is. */
export const same = (...values: unknown[]): (readonly [unknown, Expected])[] =>
  values.map((value) => [value, { becomes: value }])

/** Each of the values is refused with the same words. */
export const refuse = (code: string, text: string, ...values: unknown[]): (readonly [unknown, Expected])[] =>
  values.map((value) => [value, { code, text: `Field ${text}.` }])

export const refuseChoice = (text: string, ...values: unknown[]): (readonly [unknown, Expected])[] =>
  values.map((value) => [value, { code: 'NOT_A_CHOICE', text: `Field ${text}.`, choice: true }])
