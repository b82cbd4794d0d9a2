import type { JsonSchema } from '../../manifest/manifest.js'
import type { ResolvedMethod } from '../../manifest/resolve.js'
import type { FormField, MethodForm } from './form.js'
import { fieldSchema } from './schema.js'

/**
 * The form for JSON Forms, which shows and hides by rules of the uischema: a schema without conditions, and controls with
 * a rule each.
 */
export function jsonForms(method: ResolvedMethod, fields: readonly FormField[]): MethodForm['jsonForms'] {
  const required = fields.filter((field) => field.required && field.visibleWhen === undefined)
  return {
    schema: {
      title: method.title,
      type: 'object',
      properties: Object.fromEntries(
        fields.map((field) => [
          field.id,
          fieldSchema(field, method.inputs[field.id] ?? missing, required.includes(field)),
        ]),
      ),
      required: required.map(({ id }) => id),
    },
    uischema: { type: 'VerticalLayout', elements: elements(fields) },
  }
}

const missing = { title: '', type: 'string' } as const

function elements(fields: readonly FormField[]): unknown[] {
  const result: unknown[] = []
  let open: { group: string; elements: unknown[] } | undefined
  for (const field of fields) {
    if (field.group === undefined) {
      open = undefined
      result.push(control(field))
    } else if (field.group === open?.group) open.elements.push(control(field))
    else {
      open = { group: field.group, elements: [control(field)] }
      result.push({ type: 'Group', label: field.group, elements: open.elements })
    }
  }
  return result
}

function control(field: FormField): JsonSchema {
  const { id, title, required, visibleWhen, placeholder } = field
  const options = {
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(field.control === 'json' ? { multi: true } : {}),
  }
  return {
    type: 'Control',
    scope: `#/properties/${id}`,
    // JSON Forms marks only what its schema always requires.
    label: required && visibleWhen !== undefined ? `${title}*` : title,
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(visibleWhen === undefined ? {} : { rule: { effect: 'SHOW', condition: { scope: '#', schema: visibleWhen } } }),
  }
}
