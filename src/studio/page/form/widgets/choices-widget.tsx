import { Check, Plus } from 'lucide-react'
import { hasReference } from '../reference.js'
import { useControl } from '../use-control.js'
import { ValueChip } from '../value-chip.js'
import { textOf, type WidgetProps } from './widget.js'
import './choices-widget.css'

/** Any of several, all of them in sight. */
export function ChoicesWidget({ id, name, value, onChange }: WidgetProps) {
  const { field, control } = useControl(name, id)
  const { choices = [], default: fallback } = field
  const held = value ?? fallback
  const entries: readonly unknown[] = Array.isArray(held) ? held : held === undefined ? [] : [held]
  const foreign = entries.filter((entry) => !choices.some((choice) => choice.value === entry))
  const set = (next: readonly unknown[]): void => {
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <div
      id={id}
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={control['aria-describedby']}
      className="choices"
    >
      {choices.map((choice) => {
        const on = entries.includes(choice.value)
        const Icon = on ? Check : Plus
        return (
          <button
            key={choice.title}
            type="button"
            aria-pressed={on}
            className="choices__choice"
            onClick={() => {
              // In the order of the choices, whatever the order of the clicks.
              const chosen = choices.map((each) => each.value)
              const own = on ? entries.filter((entry) => entry !== choice.value) : [...entries, choice.value]
              set([...chosen.filter((each) => own.includes(each)), ...foreign])
            }}
          >
            <Icon className="choices__icon" />
            {choice.title}
          </button>
        )
      })}
      {foreign.map((entry) => (
        <ValueChip
          key={textOf(entry)}
          text={textOf(entry)}
          wrong={!hasReference(entry)}
          onRemove={() => {
            set(entries.filter((each) => each !== entry))
          }}
        />
      ))}
    </div>
  )
}
