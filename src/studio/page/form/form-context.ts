import { createContext, useContext } from 'react'
import type { FormField } from '../../../projections/form/form.js'
import type { Data } from '../../../projections/form/data.js'
import type { Values } from '../../api.js'

/** What the fields of a form share. */
export interface FormState {
  readonly fields: ReadonlyMap<string, FormField>
  /** What the controls hold. */
  readonly data: Data
  /** What would be saved. */
  readonly saved: Values
  /** @param value undefined when the control was emptied */
  readonly change: (id: string, value: unknown) => void
  /** The problem to show at a field, in the author's words; undefined when there is none or it is too early to say. */
  readonly problemOf: (id: string) => string | undefined
  /** What a field with variables would be now; undefined when it has none or is not known. */
  readonly valueOf: (id: string) => unknown
  /** A field got the focus, or lost it. */
  readonly onFocus: (id: string) => void
  readonly onBlur: (id: string) => void
}

export const FormContext = createContext<FormState | undefined>(undefined)

/** @throws {TypeError} outside a form */
export function useForm(): FormState {
  const form = useContext(FormContext)
  if (form === undefined) throw new TypeError('This component stands outside a form.')
  return form
}

/** Before the ids of the fields' elements. */
export const idPrefix = 'field'

/** Moves the focus to a field's control. */
export function focusField(id: string): void {
  const control = document.getElementById(`${idPrefix}_${id}`)
  if (control === null) return
  const target = control.matches('input, textarea, select, button')
    ? control
    : (control.querySelector<HTMLElement>('[tabindex="0"], input:not([tabindex="-1"]), button') ?? control)
  target.focus({ preventScroll: true })
  control.scrollIntoView({ block: 'center' })
}
