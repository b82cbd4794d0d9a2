import { Variable as VariableIcon } from 'lucide-react'
import { useStudio } from '../state/studio-context.js'
import { knownVariables } from '../state/variables.js'
import { IconButton } from '../ui/button.js'
import { Menu, type MenuGroup } from '../ui/menu.js'
import { insertReference } from './reference.js'

/** Puts a variable into a field: where the caret is, or in the place of what a control without text holds. */
export function VariableMenu({
  controlId,
  label,
  onReplace,
}: {
  readonly controlId: string
  readonly label: string
  readonly onReplace: (text: string) => void
}) {
  const { state } = useStudio()
  const variables = knownVariables(state)
  const insert = (name: string): void => {
    const control = document.getElementById(controlId)
    if (control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && control.type === 'text'))
      insertReference(control, name)
    else onReplace(`$(${name})`)
  }
  if (variables.length === 0) return null
  const steps = [...new Set(variables.map(({ step }) => step))]
  const groups = steps.map((step): MenuGroup => ({
    title: step === undefined ? 'Variables' : `Outputs of ${step}`,
    items: variables
      .filter((variable) => variable.step === step)
      .map(({ name, preview }) => ({
        id: name,
        label: name,
        hint: preview,
        onSelect: () => {
          insert(name)
        },
      })),
  }))
  return (
    <Menu
      label={`Variables for ${label}`}
      trigger={(trigger) => (
        <IconButton {...trigger} size="sm" icon={VariableIcon} label={`Insert a variable into ${label}`} />
      )}
      groups={groups}
    />
  )
}
