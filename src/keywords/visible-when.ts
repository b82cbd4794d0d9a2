import type { InputManifest, JsonSchema } from '../manifest/manifest.js'

/** The inputs that a condition looks at: the names under its `properties` and `required`, in any branch. */
export function conditionInputs(condition: JsonSchema): Set<string> {
  const names = new Set<string>(Object.keys(condition.properties ?? {}))
  for (const name of (condition.required ?? []) as string[]) names.add(name)
  for (const branch of branches(condition)) for (const name of conditionInputs(branch)) names.add(name)
  return names
}

function branches({ anyOf, allOf, not }: JsonSchema): JsonSchema[] {
  return [...((anyOf ?? []) as JsonSchema[]), ...((allOf ?? []) as JsonSchema[]), ...(not ? [not as JsonSchema] : [])]
}

/**
 * The ids of the inputs with each one after those that its visibility depends on.
 * @returns `cycle` when some depend on each other in a circle and so could never be decided
 */
export function visibilityOrder(
  inputs: Readonly<Record<string, InputManifest>>,
): { readonly order: string[] } | { readonly cycle: string[] } {
  const order: string[] = []
  const path: string[] = []
  const cycle: string[] = []

  function visit(id: string): void {
    if (order.includes(id) || cycle.length > 0) return
    if (path.includes(id)) {
      cycle.push(...path.slice(path.indexOf(id)), id)
      return
    }
    path.push(id)
    const condition = inputs[id]?.visibleWhen
    if (condition !== undefined)
      for (const name of conditionInputs(condition)) if (Object.hasOwn(inputs, name)) visit(name)
    path.pop()
    if (cycle.length === 0) order.push(id)
  }

  Object.keys(inputs).forEach(visit)
  return cycle.length === 0 ? { order } : { cycle }
}
