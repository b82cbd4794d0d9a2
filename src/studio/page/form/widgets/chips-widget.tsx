import { useState } from 'react'
import type { FormField } from '../../../../projections/form/form.js'
import { hasReference } from '../reference.js'
import { TextBox } from '../text-box.js'
import { useControl } from '../use-control.js'
import { ValueChip } from '../value-chip.js'
import { asNumber } from './number-text.js'
import { hintOf, textOf, type WidgetProps } from './widget.js'
import './chips-widget.css'

/** A list of entries: a comma or Enter makes what is typed an entry. What is being typed counts already. */
export function ChipsWidget({ id, name, value, onChange }: WidgetProps) {
  const { field, control } = useControl(name, id)
  const [typed, setTyped] = useState('')
  const entries = entriesOf(field, value ?? field.default)
  const last = typed.trim()
  const chips = last !== '' && entries.at(-1) === last ? entries.slice(0, -1) : entries
  const separator = field.split ?? ','
  const set = (list: readonly string[], rest: string): void => {
    setTyped(rest)
    onChange(held(field, [...new Set([...list, rest.trim()].filter((entry) => entry !== ''))]))
  }
  const add = (text: string): void => {
    set([...chips, ...text.split(separator).map((entry) => entry.trim())], '')
  }
  return (
    <div className="chips">
      {chips.map((chip) => (
        <ValueChip
          key={chip}
          text={chip}
          onRemove={() => {
            set(
              chips.filter((each) => each !== chip),
              typed,
            )
          }}
        />
      ))}
      <TextBox
        {...control}
        bare
        value={typed}
        placeholder={chips.length === 0 ? hintOf(field) : 'Add another'}
        onText={(text) => {
          const parts = text.split(separator)
          if (parts.length === 1) set(chips, text)
          else set([...chips, ...parts.slice(0, -1).map((part) => part.trim())], (parts.at(-1) ?? '').trimStart())
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && last !== '') {
            event.preventDefault()
            add(typed)
          } else if (event.key === 'Backspace' && typed === '' && chips.length > 0) set(chips.slice(0, -1), '')
        }}
        onPaste={(text) => {
          if (!text.includes(separator)) return false
          add(typed + text)
          return true
        }}
        onBlur={() => {
          if (last !== '') add(typed)
        }}
      />
    </div>
  )
}

function entriesOf({ split }: FormField, value: unknown): string[] {
  if (Array.isArray(value)) return value.map(textOf)
  const text = textOf(value)
  const parts = split === undefined ? [text] : text.split(split)
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** A text where variables are, which may hold lists themselves; else the list. */
function held({ split, entries: kind }: FormField, entries: readonly string[]): unknown {
  if (entries.length === 0) return undefined
  const [only] = entries
  if (split !== undefined && hasReference(entries)) return entries.join(`${split} `)
  if (entries.length === 1 && hasReference(only)) return only
  return kind === 'number' ? entries.map(asNumber) : entries
}
