import { compileRedeliveryReference } from '../../request/redelivery.js'
import { meant } from '../meant.js'
import type { ManifestProblem } from '../problem.js'
import { unknownName, type MethodContext, type MethodRule } from './context.js'

export const redeliveryRules: readonly MethodRule[] = [onlyIdempotent, referencesFit, timesAreTexts]

function onlyIdempotent({ method, problem }: MethodContext): ManifestProblem[] {
  return method.redelivery === undefined || method.annotations.idempotent
    ? []
    : [
        problem(
          ['redelivery'],
          'Only a method that is idempotent can be delivered again; say so in "annotations", or remove "redelivery".',
        ),
      ]
}

function referencesFit({ method, problem }: MethodContext): ManifestProblem[] {
  const { key = [], time = [] } = method.redelivery ?? {}
  const known = Object.keys(method.inputs)
  const check = (name: string, references: readonly string[]): ManifestProblem[] =>
    references.flatMap((reference, index) => {
      const { input } = compileRedeliveryReference(reference)
      const at = ['redelivery', name, index]
      if (input !== undefined)
        return known.includes(input)
          ? []
          : [problem(at, unknownName(input, 'an input of this method'), meant(input, known))]
      return method.request.body === undefined
        ? [problem(at, 'The request has no body; name an input in its place.')]
        : []
    })
  return [...check('key', key), ...check('time', time)]
}

/** A time is the whole of a text, or a member of an object. */
function timesAreTexts({ method, problem }: MethodContext): ManifestProblem[] {
  return (method.redelivery?.time ?? []).flatMap((reference, index) => {
    const { input = '', keys } = compileRedeliveryReference(reference)
    const type = method.inputs[input]?.type
    const due = keys.length === 0 ? 'string' : 'object'
    return type === undefined || type === due
      ? []
      : [problem(['redelivery', 'time', index], `"${input}" must be of type ${due} to hold a time there.`)]
  })
}
