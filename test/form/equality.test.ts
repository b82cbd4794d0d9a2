import { describe, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import type { Explanation, Problem } from '../../src/index.js'
import type { JsonSchema } from '../../src/manifest/manifest.js'
import { holds, toForm, toSaved } from '../../src/projections/form/index.js'
import { hangOnJson, mustBeFilled, shownFields, subjects } from './forms.js'
import { savedInputs, savedWithVariables, variables } from './saved.js'

// Whatever is saved: the form shows, demands and accepts what the executor sees, demands and accepts.

/** What the form leaves to the executor, as docs/forms.md says. */
const executorsCodes = new Set(['CONSTRAINT', 'CONTROL_CHARACTER', 'NUMBER_PRECISION', 'UNKNOWN_AUTHORIZATION'])
const executorsFormats = new Set(['date-time', 'time', 'email', 'uri', 'uri-reference', 'hostname', 'ipv6'])

describe.each(subjects)('$name', ({ form, method, executor, runs }) => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true })
  const validate = ajv.compile(form.schema)
  const fields = new Map(form.fields.map((field) => [field.id, field]))
  const loose = hangOnJson(method, form)
  const certain = (ids: Iterable<string>): string[] => [...new Set(ids)].filter((id) => !loose.has(id)).sort()

  const explain = (inputs: Values, flow: Values = {}): Promise<Explanation> =>
    executor.explain(method.id, inputs, { variables: flow })

  const visible = ({ hidden }: Explanation): string[] => Object.keys(method.inputs).filter((id) => !hidden.includes(id))

  /** Members of JSON can be required too; those are the executor's own matter. */
  const isMissing = ({ code, input = '', text }: Problem): boolean =>
    code === 'REQUIRED' && text === `${method.inputs[input]?.title ?? ''} is required.`

  const isForeseeable = (problem: Problem): boolean => {
    const { code, input = '' } = problem
    if (isMissing(problem)) return true
    if (executorsCodes.has(code) || fields.get(input)?.control === 'json') return false
    const { format, pattern, minLength, items = {} } = method.inputs[input] ?? nothing
    if (executorsFormats.has(String(format))) return false
    // What has no rule of its own is complained of when the URL or a header is built.
    if (code === 'PATH_SEGMENT') return format === 'path-segment'
    return code !== 'FORMAT' || [format, pattern, minLength, items.format, items.pattern, items.minLength].some(Boolean)
  }

  /** Two things that a form mends when it saves: a JSON text where only a value may be, and an empty entry of a list. */
  function asForms(saved: Values): Values {
    return Object.fromEntries(
      Object.entries(saved)
        .filter(([id, value]) => {
          const field = fields.get(id)
          return field?.control !== 'json' || field.parse !== undefined || typeof value !== 'string'
        })
        .map(([id, value]) => [id, Array.isArray(value) ? value.filter((entry) => entry !== ' ') : value]),
    )
  }

  test(`the same fields, values and request (${runs} cases)`, async () => {
    const property = fc.asyncProperty(savedInputs(method), async (anything) => {
      const saved = asForms(anything)
      const data = toForm(form, saved)
      const pruned = toSaved(form, data)
      const [before, after] = await Promise.all([explain(saved), explain(pruned)])
      const shown = shownFields(form, data).map(({ id }) => id)

      expect(certain(shown)).toEqual(certain(visible(before)))
      expect(visible(before).filter((id) => !shown.includes(id))).toEqual([])
      expect(inForce(form.schema, data).sort()).toEqual([...shown].sort())
      expect(sent(after)).toEqual(sent(before))
      expect(toForm(form, pruned)).toEqual(toForm(form, only(data, shown)))
    })
    await fc.assert(property, { numRuns: runs })
  })

  test(`the same demands: what is required, which values are taken (${runs} cases)`, async () => {
    const property = fc.asyncProperty(savedInputs(method), async (anything) => {
      const data = toForm(form, asForms(anything))
      const pruned = toSaved(form, data)
      const { problems } = await explain(pruned)
      const shown = shownFields(form, data)
      const empty = shown.filter((field) => mustBeFilled(field, data) && pruned[field.id] === undefined)
      const missing = problems.filter(isMissing).map(({ input = '' }) => input)
      expect(certain(empty.map(({ id }) => id))).toEqual(certain(missing))

      const held = only(data, shown.map(({ id }) => id)) // prettier-ignore
      const refused = certain(validate(held) ? [] : (validate.errors ?? []).flatMap(errorField))
      const told = certain(problems.map(({ input = '' }) => input))
      const foreseeable = certain(problems.filter(isForeseeable).map(({ input = '' }) => input))
      expect({ lenient: foreseeable.filter((id) => !refused.includes(id)) }).toEqual({ lenient: [] })
      expect({ severe: refused.filter((id) => !told.includes(id)) }).toEqual({ severe: [] })
    })
    await fc.assert(property, { numRuns: runs })
  })

  test(`where variables decide: all that may be shown, nothing demanded in vain (${runs} cases)`, async () => {
    const property = fc.asyncProperty(savedWithVariables(method), variables, async (anything, flow) => {
      const saved = asForms(anything)
      const data = toForm(form, saved)
      const pruned = toSaved(form, data)
      const [before, after] = await Promise.all([explain(saved, flow), explain(pruned, flow)])
      const shown = shownFields(form, data)
      const missing = before.problems.filter(isMissing).map(({ input }) => input)
      const demanded = shown.filter((field) => mustBeFilled(field, data) && pruned[field.id] === undefined)

      expect(visible(before).filter((id) => !shown.some((field) => field.id === id))).toEqual([])
      expect(demanded.filter(({ id }) => !missing.includes(id))).toEqual([])
      expect(sent(after)).toEqual(sent(before))
    })
    await fc.assert(property, { numRuns: runs })
  })
})

type Values = Readonly<Record<string, unknown>>

const nothing: JsonSchema & { readonly items?: JsonSchema } = {}

function sent({ hidden, values, request }: Explanation): unknown {
  return { hidden, values, request }
}

function errorField({ instancePath, keyword, params }: SchemaProblem): string[] {
  if (keyword === 'if' || keyword === 'unevaluatedProperties') return []
  return [instancePath === '' ? String(params.missingProperty) : (instancePath.split('/')[1] ?? '')]
}

interface SchemaProblem {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Values
}

/** The properties that the parts of a schema speak of which are in force for some data. */
function inForce(schema: JsonSchema, data: unknown): string[] {
  const { properties = {}, allOf = [], if: condition } = schema
  const branch = condition === undefined ? undefined : schema[holds(condition as JsonSchema, data) ? 'then' : 'else']
  return [
    ...Object.keys(properties as object),
    ...(allOf as readonly JsonSchema[]).flatMap((part) => inForce(part, data)),
    ...(branch === undefined ? [] : inForce(branch as JsonSchema, data)),
  ]
}

function only(data: Values, ids: readonly string[]): Values {
  return Object.fromEntries(Object.entries(data).filter(([id]) => ids.includes(id)))
}
