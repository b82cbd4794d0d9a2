import { methodOutcomes, outcomeTable } from '../../outcome/outcome-table.js'
import { meant } from '../meant.js'
import type { ManifestProblem } from '../problem.js'
import { unknownName, type MethodContext, type MethodRule } from './context.js'

export const outcomeRules: readonly MethodRule[] = [
  mapIsTotal,
  successIsClear,
  textsNameOutcomes,
  outputsAreUnique,
  outputKeywordsFit,
]

/** Every status leads somewhere; the meta-schema makes `default` and the four faults required, this proves the sum. */
function mapIsTotal({ method, problem }: MethodContext): ManifestProblem[] {
  const table = outcomeTable(method)
  const declared = new Set(methodOutcomes(method).map(({ name }) => name))
  const lost = Array.from({ length: 900 }, (_, index) => index + 100).filter(
    (status) => !declared.has(table.outcomeOf(status)),
  )
  return lost.length === 0
    ? []
    : [problem(['responses'], `These statuses lead nowhere: ${lost.slice(0, 5).join(', ')}.`)]
}

/** A failure must never leave by the port of a success. */
function successIsClear({ method, problem }: MethodContext): ManifestProblem[] {
  const table = outcomeTable(method)
  const entries = Object.entries(method.responses)
  if (!entries.some(([status]) => status.startsWith('2')))
    return [
      problem(
        ['responses'],
        'No status of the kind 2xx leads to an outcome of its own, so the method could never succeed.',
      ),
    ]
  return [
    ...entries
      .filter(([status, outcome]) => !status.startsWith('2') && table.isSuccess(outcome))
      .map(([status, outcome]) =>
        problem(['responses', status], `"${outcome}" is a success; ${status} must lead to another outcome.`),
      ),
    ...Object.entries({ ...method.faults })
      .filter(([, outcome]) => table.isSuccess(outcome))
      .map(([fault, outcome]) =>
        problem(['faults', fault], `"${outcome}" is a success; a fault must lead to another outcome.`),
      ),
  ]
}

function textsNameOutcomes({ method, problem }: MethodContext): ManifestProblem[] {
  const names = methodOutcomes(method).map(({ name }) => name)
  return Object.keys(method.outcomes)
    .filter((name) => !names.includes(name))
    .map((name) => problem(['outcomes', name], unknownName(name, 'an outcome of this method'), meant(name, names)))
}

function outputsAreUnique({ method, problem }: MethodContext): ManifestProblem[] {
  const names = Object.keys(method.outputs)
  const older = Object.entries(method.outputs).flatMap(([name, { deprecatedName }]) =>
    deprecatedName === undefined ? [] : [{ name, deprecatedName }],
  )
  return older
    .filter(
      ({ deprecatedName }, index) =>
        names.includes(deprecatedName) || older.findIndex((other) => other.deprecatedName === deprecatedName) < index,
    )
    .map(({ name, deprecatedName }) =>
      problem(['outputs', name, 'deprecatedName'], `There is another output named "${deprecatedName}".`),
    )
}

function outputKeywordsFit({ method, problem }: MethodContext): ManifestProblem[] {
  return Object.entries(method.outputs).flatMap(([name, output]) => {
    const list = output.type === 'array' || output.type === 'any'
    const misfits = (['items', 'maxItems'] as const).filter((keyword) => output[keyword] !== undefined && !list)
    const sources = Array.isArray(output.from) ? output.from : [output.from]
    return [
      ...misfits.map((keyword) => problem(['outputs', name, keyword], `"${keyword}" is for outputs of type array.`)),
      ...(output.maxLength !== undefined && output.type !== 'string'
        ? [problem(['outputs', name, 'maxLength'], '"maxLength" is for outputs of type string.')]
        : []),
      ...(sources.some((source) => typeof source === 'object') && !list
        ? [problem(['outputs', name, 'from'], '"each" gives a list, so the output must be of type array.')]
        : []),
    ]
  })
}
