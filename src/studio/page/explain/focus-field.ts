/** Puts the keyboard into the form's field of an input. */
export function focusField(input: string): void {
  const field = document.getElementById(`root_${input}`)
  const control =
    field?.matches('input, select, textarea, button, [tabindex]') === true
      ? field
      : field?.querySelector<HTMLElement>('input, select, textarea, button, [tabindex]')
  control?.focus()
  control?.scrollIntoView({ block: 'center' })
}
