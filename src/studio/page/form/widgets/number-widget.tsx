import { useState } from 'react'
import { TextBox } from '../text-box.js'
import { useControl } from '../use-control.js'
import { asNumber } from './number-text.js'
import { hintOf, textOf, type WidgetProps } from './widget.js'

/** A number, or a variable in its place. */
export function NumberWidget({ id, name, value, onChange }: WidgetProps) {
  const { field, control } = useControl(name, id)
  // What was typed, such as 1.0 on the way to 1.05.
  const [typed, setTyped] = useState('')
  const text = typed !== '' && asNumber(typed) === value ? typed : textOf(value)
  return (
    <TextBox
      {...control}
      value={text}
      inputMode="decimal"
      placeholder={hintOf(field)}
      onText={(next) => {
        setTyped(next)
        onChange(next === '' ? undefined : asNumber(next))
      }}
    />
  )
}
