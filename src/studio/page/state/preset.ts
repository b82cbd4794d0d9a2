import type { Preset, Scenario, Values } from '../../api.js'
import type { MethodForm } from '../../../projections/form/form.js'

/** An example's inputs, save that the connection and the choices that the form holds already stay chosen. */
export function presetInputs({ inputs }: Preset, { fields }: MethodForm, saved: Values): Values {
  const kept = fields
    .filter(({ control }) => control === 'authorization' || control === 'dropDown')
    .filter(({ id }) => id in inputs && saved[id] !== undefined)
    .map(({ id }) => [id, saved[id]])
  return { ...inputs, ...(Object.fromEntries(kept) as Values) }
}

/** The session's variables with those that an example speaks of. */
export function presetVariables(
  { variables }: Preset,
  existing: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const texts = Object.entries(variables).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return { ...existing, ...(Object.fromEntries(texts) as Record<string, string>) }
}

export function isPreset(scenario: Scenario | undefined): scenario is Extract<Scenario, { preset: string }> {
  return scenario !== undefined && 'preset' in scenario
}
