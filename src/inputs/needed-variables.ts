import { conditionInputs } from '../keywords/visible-when.js'
import type { InputChecks } from '../manifest/compiled.js'
import type { SavedInputs } from './prepare.js'
import { collectVariableNames } from './variables.js'

/**
 * The flow's variables that the inputs need which are shown, or may be: that rests on a variable, or on a value that is
 * yet to be made.
 * @param fallbacks the host's values for inputs that are left empty
 */
export function neededVariables(
  { inputs }: InputChecks,
  saved: SavedInputs,
  fallbacks: Readonly<Record<string, unknown>>,
): ReadonlySet<string> {
  const needed = new Set<string>()
  const known: Record<string, unknown> = {}
  const unknown = new Set<string>()
  for (const { id, manifest, visible, normalise } of inputs) {
    const isOpen = [...conditionInputs(manifest.visibleWhen ?? {})].some((other) => unknown.has(other))
    if (!isOpen && visible?.(known) === false) continue
    const names = new Set<string>()
    collectVariableNames(saved.values[id], names)
    for (const name of names) needed.add(name)
    if (isOpen || names.size > 0 || manifest.generate !== undefined) unknown.add(id)
    else {
      const read = normalise(saved.values[id])
      const value = read === undefined ? (fallbacks[id] ?? manifest.default) : 'value' in read ? read.value : undefined
      if (value !== undefined) known[id] = value
    }
  }
  return needed
}
