import { focusField } from '../form/form-context.js'
import { useStudio } from '../state/studio-context.js'

/** Puts the keyboard into the form's field of an input, where the form has to come forward first too. */
export function useFocusField(): (input: string) => void {
  const { dispatch } = useStudio()
  return (input) => {
    dispatch({ type: 'room', room: 'form' })
    requestAnimationFrame(() => {
      focusField(input)
    })
  }
}
