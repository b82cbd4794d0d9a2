import { useState } from 'react'
import { toForm, toSaved, type Data } from '../../../projections/form/data.js'
import type { MethodForm } from '../../../projections/form/form.js'
import type { Values } from '../../api.js'
import { useStudio } from '../state/studio-context.js'

const nothing: Values = {}

interface Held {
  readonly method: string
  readonly saved: Values
  readonly data: Data
  /** Counts how often the data came from elsewhere. */
  readonly epoch: number
}

/**
 * What the form of a method holds, beside what is saved of it: fields that are not shown keep what was typed into them,
 * so that switching between two ways of filling in loses nothing.
 */
export function useFormData(form: MethodForm): Held & { readonly set: (data: Data) => void } {
  const { state, dispatch } = useStudio()
  const { method } = form
  const saved = state.forms[method] ?? nothing
  const [held, setHeld] = useState<Held>(() => ({ method, saved, data: toForm(form, saved), epoch: 0 }))
  let current = held
  if (held.method !== method || held.saved !== saved) {
    current = { method, saved, data: toForm(form, saved), epoch: held.epoch + 1 }
    setHeld(current)
  }
  const set = (data: Data): void => {
    const next = toSaved(form, data)
    setHeld({ ...current, data, saved: next })
    dispatch({ type: 'form', method, values: next })
  }
  return { ...current, set }
}
