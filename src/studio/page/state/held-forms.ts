import { toForm, toSaved, type Data } from '../../../projections/form/data.js'
import type { FormField } from '../../../projections/form/form.js'
import type { StudioNode, Values } from '../../api.js'
import type { StudioState } from './studio-state.js'

/**
 * What the controls of a form hold. Fields that are not shown keep what was typed into them, though it is not saved:
 * switching between two ways of filling in loses nothing.
 */
export interface HeldForm {
  readonly data: Data
  /** Counts how often all of it was replaced, so that controls begin anew. */
  readonly epoch: number
}

type Forms = Pick<StudioState, 'forms' | 'held'>

/** A form filled with what is to be saved. */
export function fill(
  { forms, held, node }: Forms & { readonly node: StudioNode },
  method: string,
  saved: Values,
): Forms {
  const form = node.forms[method]
  const data = form === undefined ? {} : toForm(form, saved)
  const epoch = (held[method]?.epoch ?? 0) + 1
  return { forms: { ...forms, [method]: saved }, held: { ...held, [method]: { data, epoch } } }
}

/** A form after one of its controls was changed. */
export function change(
  { forms, held, node }: Forms & { readonly node: StudioNode },
  method: string,
  input: string,
  value: unknown,
): Forms {
  const form = node.forms[method]
  if (form === undefined) return { forms, held }
  const { data, epoch } = held[method] ?? { data: {}, epoch: 0 }
  const next = { ...data, [input]: value }
  return {
    forms: { ...forms, [method]: toSaved(form, next) },
    held: { ...held, [method]: { data: next, epoch } },
  }
}

/** The forms for a changed node, which may show other fields of what they hold. */
export function refit({ forms, held }: Forms, node: StudioNode): Forms {
  const saved = Object.entries(held).flatMap(([method, { data }]) => {
    const form = node.forms[method]
    return form === undefined ? [] : [[method, toSaved(form, data)] as const]
  })
  return { forms: { ...forms, ...Object.fromEntries(saved) }, held }
}

/**
 * The forms when another method is opened: the first time it begins with the connection and the choices of the service
 * that were made for the same fields of the one before.
 */
export function carryOver(state: Forms & Pick<StudioState, 'node' | 'method'>, next: string): Forms {
  const { forms, held, node, method } = state
  if (forms[next] !== undefined) return { forms, held }
  const before = node.forms[method]?.fields ?? []
  const values = forms[method] ?? {}
  const carried = (node.forms[next]?.fields ?? [])
    .filter((field) => before.some((other) => isSameChoice(field, other)) && values[field.id] !== undefined)
    .map(({ id }) => [id, values[id]])
  return fill(state, next, Object.fromEntries(carried) as Values)
}

function isSameChoice(one: FormField, other: FormField): boolean {
  const isChoice = one.control === 'authorization' || one.control === 'dropDown'
  return isChoice && one.id === other.id && one.control === other.control && one.options === other.options
}
