import { useControl } from '../use-control.js'
import { ValueChip } from '../value-chip.js'
import { hasReference } from '../reference.js'
import { textOf, type WidgetProps } from './widget.js'
import './switch-widget.css'

/** Yes or no. */
export function SwitchWidget({ id, name, value, onChange }: WidgetProps) {
  const { field, control } = useControl(name, id)
  if (value !== undefined && typeof value !== 'boolean')
    return (
      <span id={id}>
        <ValueChip
          text={textOf(value)}
          wrong={!hasReference(value)}
          onRemove={() => {
            onChange(undefined)
          }}
        />
      </span>
    )
  const on = value ?? field.default ?? false
  const { 'aria-required': required, 'aria-invalid': invalid, ...attributes } = control
  return (
    <span className="switch">
      <button
        type="button"
        role="switch"
        {...attributes}
        {...(invalid ? { 'aria-invalid': true } : {})}
        {...(required ? { 'aria-required': true } : {})}
        aria-checked={on === true}
        className="switch__track"
        onClick={() => {
          onChange(on !== true)
        }}
      >
        <span className="switch__thumb" />
      </button>
      <span aria-hidden className="switch__text">
        {on === true ? 'Yes' : 'No'}
      </span>
    </span>
  )
}
