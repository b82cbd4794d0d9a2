import Form from '@rjsf/core'
import type { RegistryFieldsType, TemplatesType, UiSchema } from '@rjsf/utils'
import type { Data } from '../../../projections/form/data.js'
import type { MethodForm as MethodFormDescription } from '../../../projections/form/form.js'
import { FieldTemplate } from './field-template.js'
import { idPrefix, useForm } from './form-context.js'
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
 * The fields of a method: the schema decides which are shown. The controls take what they hold from the form's context
 * and tell it of changes; what is wrong the executor says, in the author's words.
 */
export function MethodForm({ form: { schema, uiSchema } }: { readonly form: MethodFormDescription }) {
  const { data } = useForm()
  return (
    <Form<Data>
      schema={schema}
      uiSchema={{ ...uiSchema, 'ui:submitButtonOptions': { norender: true } } as UiSchema<Data>}
      formData={data}
      validator={validator}
      fields={fields as RegistryFieldsType<Data>}
      templates={templates as Partial<TemplatesType<Data>>}
      idPrefix={idPrefix}
      // Nothing is submitted: a run is not the form's.
      tagName="div"
      noHtml5Validate
      showErrorList={false}
      // A default is what an empty field counts as, which the schema's conditions know.
      experimental_defaultFormStateBehavior={{ constAsDefaults: 'never', emptyObjectFields: 'skipDefaults' }}
    />
  )
}
