import { getUiOptions, type FieldProps } from '@rjsf/utils'
import { widgets, type WidgetProps } from './widgets/index.js'

/** Every field of a form that is not the form itself: its widget decides, whatever the type of its value. */
export function InputField({ fieldPathId, formData, onChange, name, uiSchema }: FieldProps<unknown>) {
  const Widget = widgets[String(getUiOptions(uiSchema).widget)] ?? widgets.text
  if (Widget === undefined) return null
  const props: WidgetProps = {
    id: fieldPathId.$id,
    name,
    value: formData,
    onChange: (value) => {
      onChange(value, fieldPathId.path)
    },
  }
  return <Widget {...props} />
}
