import type { ManifestProblem } from '../problem.js'
import type { MethodContext, MethodRule } from './context.js'
import { exampleRules } from './examples.js'
import { inputRules } from './inputs.js'
import { outcomeRules } from './outcomes.js'
import { redeliveryRules } from './redelivery.js'
import { inputsAreUsed, requestRules } from './request.js'

const methodRules: readonly MethodRule[] = [...inputRules, ...outcomeRules, ...redeliveryRules, ...exampleRules]

/**
 * What a JSON Schema cannot say of a method: that its names, conditions, outcomes and examples fit together.
 * @param requestIsKnown whether the request was fine so far; in one that is not, an input may be meant but not found
 */
export function lintMethod(context: MethodContext, requestIsKnown: boolean): ManifestProblem[] {
  const request = requestRules.flatMap((rule) => rule(context))
  return [
    ...methodRules.flatMap((rule) => rule(context)),
    ...request,
    ...(requestIsKnown && request.length === 0 ? inputsAreUsed(context) : []),
  ]
}
