import type { FormField } from '../../../projections/form/form.js'
import type { Values } from '../../api.js'
import type { StudioState } from './studio-state.js'

/**
 * The forms before another method is opened: the first time it begins with the connection and the choices of the service
 * that were made for the same fields of the one before.
 */
export function withCarriedOver(
  { forms, node, method }: Pick<StudioState, 'forms' | 'node' | 'method'>,
  next: string,
): Readonly<Record<string, Values>> {
  if (forms[next] !== undefined) return forms
  const before = node.forms[method]?.fields ?? []
  const values = forms[method] ?? {}
  const carried = (node.forms[next]?.fields ?? [])
    .filter((field) => before.some((other) => isSameChoice(field, other)) && values[field.id] !== undefined)
    .map(({ id }) => [id, values[id]])
  return { ...forms, [next]: Object.fromEntries(carried) as Values }
}

function isSameChoice(one: FormField, other: FormField): boolean {
  const isChoice = one.control === 'authorization' || one.control === 'dropDown'
  return isChoice && one.id === other.id && one.control === other.control && one.options === other.options
}
