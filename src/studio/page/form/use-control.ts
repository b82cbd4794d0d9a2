import type { FormField } from '../../../projections/form/form.js'
import { useForm } from './form-context.js'

/** What every control of a field says to assistive technology. */
export interface ControlAttributes {
  readonly id: string
  readonly 'aria-required': boolean
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby': string | undefined
}

/** A field and the attributes of its control, by the name of the input and the id of the element. */
export function useControl(
  name: string,
  id: string,
): { readonly field: FormField; readonly control: ControlAttributes } {
  const { fields, problemOf } = useForm()
  const field = fields.get(name)
  if (field === undefined) throw new TypeError(`The form has no field ${name}.`)
  const isInvalid = problemOf(name) !== undefined
  const described = [
    ...(isInvalid ? [`${id}-problem`] : []),
    ...(field.description === undefined ? [] : [`${id}-help`]),
  ]
  return {
    field,
    control: {
      id,
      'aria-required': field.required,
      'aria-invalid': isInvalid,
      'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    },
  }
}
