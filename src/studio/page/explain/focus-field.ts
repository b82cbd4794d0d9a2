import { useStudio } from '../state/studio-context.js'

/** Puts the keyboard into the form's field of an input, where the form has to come forward first too. */
export function useFocusField(): (input: string) => void {
  const { dispatch } = useStudio()
  return (input) => {
    dispatch({ type: 'room', room: 'form' })
    requestAnimationFrame(() => {
      const field = document.getElementById(`root_${input}`)
      const control = field?.matches(controls) === true ? field : field?.querySelector<HTMLElement>(controls)
      control?.focus()
      control?.scrollIntoView({ block: 'center' })
    })
  }
}

const controls = 'input, select, textarea, button, [tabindex]'
