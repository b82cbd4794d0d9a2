import { methodOutcomes, type OutcomeKind } from '../../outcome/outcome-table.js'
import { meant } from '../meant.js'
import type { ManifestProblem } from '../problem.js'
import { unknownName, type MethodContext, type MethodRule } from './context.js'

export const exampleRules: readonly MethodRule[] = [examplesNameWhatExists, everyFamilyHasAnExample]

function examplesNameWhatExists({ method, problem }: MethodContext): ManifestProblem[] {
  const outcomes = methodOutcomes(method).map(({ name }) => name)
  const inputs = Object.keys(method.inputs)
  const outputs = Object.entries(method.outputs).flatMap(([name, { deprecatedName }]) => [
    name,
    ...(deprecatedName === undefined ? [] : [deprecatedName]),
  ])
  return method.examples.flatMap((example, index) => [
    ...unknown([example.expect.outcome], outcomes).map(([name, near]) =>
      problem(['examples', index, 'expect', 'outcome'], unknownName(name, 'an outcome of this method'), near),
    ),
    ...unknown(Object.keys(example.inputs), inputs).map(([name, near]) =>
      problem(['examples', index, 'inputs', name], unknownName(name, 'an input of this method'), near),
    ),
    ...unknown(Object.keys(example.expect.outputs ?? {}), outputs).map(([name, near]) =>
      problem(['examples', index, 'expect', 'outputs', name], unknownName(name, 'an output of this method'), near),
    ),
  ])
}

function unknown(names: readonly string[], known: readonly string[]): [name: string, near: string | undefined][] {
  return names.filter((name) => !known.includes(name)).map((name) => [name, meant(name, known)])
}

const families: readonly { readonly kinds: readonly OutcomeKind[]; readonly words: string }[] = [
  { kinds: ['success'], words: 'a success' },
  { kinds: ['status', 'failure'], words: 'an answer that is not a success' },
  { kinds: ['fault'], words: 'an input that is refused' },
]

function everyFamilyHasAnExample({ method, problem }: MethodContext): ManifestProblem[] {
  const shown = new Set(method.examples.map(({ expect }) => expect.outcome))
  const outcomes = methodOutcomes(method)
  return families
    .filter(({ kinds }) => {
      const family = outcomes.filter(({ kind }) => kinds.includes(kind))
      return family.length > 0 && !family.some(({ name }) => shown.has(name))
    })
    .map(({ words }) =>
      problem(['examples'], `No example shows ${words}; add one, since examples are the tests and the documentation.`),
    )
}
