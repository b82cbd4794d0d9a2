import Form from '@rjsf/core'
import type { RegistryFieldsType, TemplatesType, UiSchema } from '@rjsf/utils'
import type { Data } from '../../../projections/form/data.js'
import type { MethodForm as MethodFormDescription } from '../../../projections/form/form.js'
import { FieldTemplate } from './field-template.js'
import { idPrefix } from './form-context.js'
import { InputField } from './input-field.js'
import { ObjectTemplate } from './object-template.js'
import { InterpretingValidator } from './validator.js'

const validator = new InterpretingValidator()

const fields: RegistryFieldsType = {
  StringField: InputField,
  NumberField: InputField,
  BooleanField: InputField,
  ArrayField: InputField,
}
const templates: Partial<TemplatesType> = { FieldTemplate, ObjectFieldTemplate: ObjectTemplate }

/**
 * The fields of a method, those shown that the conditions of the schema call for. What is wrong is not asked of the
 * schema: the executor says it, in the author's words.
 */
export function MethodForm({
  form: { schema, uiSchema, title },
  data,
  onChange,
}: {
  readonly form: MethodFormDescription
  readonly data: Data
  readonly onChange: (data: Data) => void
}) {
  return (
    <Form<Data>
      schema={schema}
      uiSchema={{ ...uiSchema, 'ui:submitButtonOptions': { norender: true } } as UiSchema<Data>}
      formData={data}
      validator={validator}
      fields={fields as RegistryFieldsType<Data>}
      templates={templates as Partial<TemplatesType<Data>>}
      idPrefix={idPrefix}
      noHtml5Validate
      showErrorList={false}
      // A default is what an empty field counts as; writing it into the data would save it.
      experimental_defaultFormStateBehavior={{ constAsDefaults: 'never', emptyObjectFields: 'skipDefaults' }}
      aria-label={title}
      onChange={({ formData = {} }) => {
        onChange(formData)
      }}
    />
  )
}
