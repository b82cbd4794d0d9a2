import type { FormField } from '../../../projections/form/form.js'

const mostChoices = 3
const mostLetters = 36

/** Whether the choices of a field are few and short enough to be all in sight, and one of them is always chosen. */
export function isSideBySide({ choices = [], default: fallback, required }: FormField): boolean {
  const letters = choices.reduce((sum, { title }) => sum + title.length, 0)
  return choices.length <= mostChoices && letters <= mostLetters && (fallback !== undefined || required)
}
