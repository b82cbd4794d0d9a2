import { getUiOptions, type FieldProps } from '@rjsf/utils'
import { useForm } from './form-context.js'
import { widgets } from './widgets/index.js'

/** Every field of a form that is not the form itself: its widget decides, whatever the type of its value. */
export function InputField({ fieldPathId: { $id }, name, uiSchema }: FieldProps<unknown>) {
  const { data, change } = useForm()
  const Widget = widgets[String(getUiOptions(uiSchema).widget)] ?? widgets.text
  if (Widget === undefined) return null
  return (
    <Widget
      id={$id}
      name={name}
      value={data[name]}
      onChange={(value) => {
        change(name, value)
      }}
    />
  )
}
