import { getWidget, type RegistryWidgetsType, type Widget, type WidgetProps } from '@rjsf/utils'
import { createElement } from 'react'

/** A widget of the library by its name; a text field where the field holds a text with a variable. */
const orText =
  (name: string): Widget =>
  (props: WidgetProps) => {
    const { schema, registry } = props
    const isText = schema.type === 'string' && schema.oneOf === undefined
    return createElement(getWidget(schema, isText ? 'TextWidget' : name, registry.widgets), props)
  }

/** A list in a text field, with commas between its entries. */
const Chips: Widget = ({ id, value, onChange }: WidgetProps) =>
  createElement('input', {
    id,
    value: Array.isArray(value) ? value.join(',') : String(value ?? ''),
    onChange: (event: { target: { value: string } }) => {
      const text = event.target.value
      onChange(text.includes('$(') ? text : text.split(','))
    },
  })

const choices = orText('CheckboxesWidget')

/** What a page brings for the widgets that the uiSchema names: as little as docs/forms.md shows. */
export const widgets: RegistryWidgetsType = {
  number: orText('TextWidget'),
  json: orText('TextareaWidget'),
  dateTime: orText('TextWidget'),
  authorization: orText('TextWidget'),
  dropDown: orText('TextWidget'),
  choice: orText('SelectWidget'),
  switch: orText('CheckboxWidget'),
  chips: Chips,
  choices: (props: WidgetProps) =>
    createElement(
      (props.schema.items as { oneOf?: unknown } | undefined)?.oneOf === undefined ? Chips : choices,
      props,
    ),
}
