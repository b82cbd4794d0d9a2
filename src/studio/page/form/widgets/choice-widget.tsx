import { ChevronDown } from 'lucide-react'
import { Segmented } from '../../ui/segmented.js'
import { isSideBySide } from '../side-by-side.js'
import { hasReference } from '../reference.js'
import { useControl } from '../use-control.js'
import { ValueChip } from '../value-chip.js'
import { textOf, type WidgetProps } from './widget.js'
import './choice-widget.css'

/** One of several: side by side when they are few and short, else a list. */
export function ChoiceWidget({ id, name, value, onChange }: WidgetProps) {
  const { field, control } = useControl(name, id)
  const { choices = [], default: fallback } = field
  const current = value ?? fallback
  if (current !== undefined && !choices.some((choice) => choice.value === current))
    return (
      <span id={id}>
        <ValueChip
          text={textOf(current)}
          wrong={!hasReference(current)}
          onRemove={() => {
            onChange(undefined)
          }}
        />
      </span>
    )
  const mayBeEmpty = fallback === undefined
  if (isSideBySide(field)) {
    const { 'aria-invalid': invalid, ...attributes } = control
    return (
      <div>
        <Segmented
          {...attributes}
          {...(invalid ? { 'aria-invalid': true } : {})}
          aria-labelledby={`${id}-label`}
          segments={choices}
          value={current}
          onChange={onChange}
        />
      </div>
    )
  }
  return (
    <div className="select">
      <select
        {...control}
        className="select__control"
        value={choices.findIndex((choice) => choice.value === current)}
        onChange={({ target }) => {
          onChange(choices[Number(target.value)]?.value)
        }}
      >
        {mayBeEmpty && <option value={-1}>{field.required ? 'Choose one' : 'None'}</option>}
        {choices.map(({ title }, index) => (
          <option key={title} value={index}>
            {title}
          </option>
        ))}
      </select>
      <ChevronDown className="select__icon" />
    </div>
  )
}
