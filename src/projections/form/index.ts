import type { ResolvedNode } from '../../manifest/resolve.js'
import { fieldsOf } from './fields.js'
import type { MethodForm } from './form.js'
import { jsonForms } from './json-forms.js'
import { rjsfUiSchema } from './rjsf.js'
import { formSchema } from './schema.js'

export type { Control, FormField, MethodForm } from './form.js'
export { controlOf } from './control.js'
export { type Data, toForm, toSaved } from './data.js'
export { holds } from './holds.js'
export { rjsfProps } from './rjsf.js'

/**
 * The form of a method, for react-jsonschema-form, for JSON Forms and for any other. Plain JSON.
 * @param node a loaded node, or its resolved manifest
 * @throws {RangeError} when the node has no such method
 */
export function formOf(node: { readonly manifest: ResolvedNode } | ResolvedNode, methodId: string): MethodForm {
  const manifest = 'manifest' in node ? node.manifest : node
  const method = manifest.methods.find(({ id }) => id === methodId)
  if (method === undefined) throw new RangeError(`${manifest.title} has no method "${methodId}".`)
  const fields = fieldsOf(manifest, method)
  const schema = formSchema(method, fields)
  const form: MethodForm = {
    method: methodId,
    title: method.title,
    fields,
    schema,
    uiSchema: rjsfUiSchema(fields),
    jsonForms: jsonForms(schema, fields),
  }
  // A copy: parts of the manifest are frozen, and validators write marks of their own into a schema.
  return JSON.parse(JSON.stringify(form)) as MethodForm
}
