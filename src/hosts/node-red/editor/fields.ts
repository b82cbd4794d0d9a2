import { holds } from '../../../projections/form/holds.js'
import type { DialogField, DialogMethod } from './dialog.js'
import type { TypedValue } from '../values.js'
import type { EditorRed } from './red.js'

export type Fields = Readonly<Record<string, TypedValue>>

/** Where a value may come from besides the dialog itself. */
export const expressions: readonly string[] = ['msg', 'flow', 'global', 'env', 'jsonata']

/** The types of a field's own values, the first for a field that is new. */
export function ownTypes({ control }: DialogField): readonly string[] {
  switch (control) {
    case 'choice':
    case 'choices':
      return [control]
    case 'switch':
      return ['bool']
    case 'number':
      return ['num', 'str']
    case 'json':
      return ['json', 'str']
    default:
      return ['str']
  }
}

/** The fields as the form's conditions see them: an expression counts as a variable, whose value nobody knows yet. */
function held(method: DialogMethod, fields: Fields): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    method.fields.flatMap((field) => {
      const saved = fields[field.id]
      return saved === undefined || saved.value === '' ? [] : [[field.id, heldBy(field, saved)]]
    }),
  )
}

function heldBy({ choices = [] }: DialogField, { type, value }: TypedValue): unknown {
  if (expressions.includes(type)) return '$(expression)'
  if (type === 'bool') return value === 'true'
  if (type === 'choice') return choices.find((choice) => String(choice) === value) ?? value
  return type === 'choices' ? value.split(',') : value
}

/** The fields that are shown, and whether each has to be filled in. */
export function shownFields(method: DialogMethod, fields: Fields): ReadonlyMap<string, { readonly required: boolean }> {
  const values = held(method, fields)
  return new Map(
    method.fields
      .filter(({ visibleWhen }) => visibleWhen === undefined || holds(visibleWhen, values))
      .map(({ id, required, requiredWhen }) => [
        id,
        { required: required && (requiredWhen === undefined || holds(requiredWhen, values)) },
      ]),
  )
}

/** What is wrong with what is saved, by field. */
export function problemsOf(RED: EditorRed, method: DialogMethod, fields: Fields): { id: string; problem: string }[] {
  const shown = shownFields(method, fields)
  return method.fields.flatMap(({ id, default: fallback }) => {
    const { type, value } = fields[id] ?? { type: 'str', value: '' }
    if (!shown.has(id)) return []
    if (value === '') return shown.get(id)?.required === true && fallback === undefined ? [{ id, problem: '' }] : []
    // References to variables make a JSON text one that only the runtime can read.
    const valid = type === 'json' && value.includes('$(') ? true : RED.utils.validateTypedProperty(value, type, {})
    return valid === true ? [] : [{ id, problem: typeof valid === 'string' ? valid : type }]
  })
}
