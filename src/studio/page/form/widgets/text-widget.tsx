import { TextBox } from '../text-box.js'
import { useControl } from '../use-control.js'
import { hintOf, textOf, type WidgetProps } from './widget.js'

/** A line of text. */
export function TextWidget({ id, name, value, onChange }: WidgetProps) {
  const { field, control } = useControl(name, id)
  return (
    <TextBox
      {...control}
      value={textOf(value)}
      placeholder={hintOf(field)}
      onText={(text) => {
        onChange(text === '' ? undefined : text)
      }}
    />
  )
}
