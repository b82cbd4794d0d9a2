import type { ManifestProblem } from '../problem.js'
import type { MethodContext, MethodRule } from './context.js'
import { exampleRules } from './examples.js'
import { inputRules } from './inputs.js'
import { outcomeRules } from './outcomes.js'
import { requestRules } from './request.js'

const methodRules: readonly MethodRule[] = [...inputRules, ...requestRules, ...outcomeRules, ...exampleRules]

/** What a JSON Schema cannot say of a method: that its names, conditions, outcomes and examples fit together. */
export function lintMethod(context: MethodContext): ManifestProblem[] {
  return methodRules.flatMap((rule) => rule(context))
}
