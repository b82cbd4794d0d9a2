import type { JsonSchema } from '../../manifest/manifest.js'
import type { FormField, MethodForm } from './form.js'
import { all, always, isSame, not } from './logic.js'

/**
 * The form for JSON Forms: the schema without what its validator does not know, and for each place where the schema
 * speaks of a field a control of its own, shown by a rule while that part of the schema is in force.
 */
export function jsonForms(formSchema: JsonSchema, fields: readonly FormField[]): MethodForm['jsonForms'] {
  const { $schema: _draft, unevaluatedProperties: _closed, ...schema } = formSchema
  const places = placesOf(schema, '#', [])
  const elements: unknown[] = []
  let group: { readonly title: string; readonly elements: unknown[] } | undefined
  for (const field of fields) {
    const controls = places.filter(({ id }) => id === field.id).map((place) => control(field, place))
    if (field.group !== undefined && field.group === group?.title) {
      group.elements.push(...controls)
      continue
    }
    group = field.group === undefined ? undefined : { title: field.group, elements: controls }
    if (group === undefined) elements.push(...controls)
    else elements.push({ type: 'Group', label: group.title, elements: group.elements })
  }
  return { schema, uischema: { type: 'VerticalLayout', elements } }
}

interface Place {
  readonly id: string
  /** JSON Pointer to the schema of the field. */
  readonly scope: string
  readonly when: JsonSchema
}

function placesOf(schema: JsonSchema, pointer: string, conditions: readonly JsonSchema[]): Place[] {
  const { properties = {}, allOf = [], if: condition } = schema
  const branch = (keyword: 'then' | 'else', inForce: JsonSchema): Place[] =>
    schema[keyword] === undefined
      ? []
      : placesOf(schema[keyword] as JsonSchema, `${pointer}/${keyword}`, [...conditions, inForce])
  return [
    ...Object.keys(properties as object).map((id) => ({
      id,
      scope: `${pointer}/properties/${id}`,
      when: all(conditions),
    })),
    ...(allOf as readonly JsonSchema[]).flatMap((part, index) =>
      placesOf(part, `${pointer}/allOf/${index}`, conditions),
    ),
    ...(condition === undefined
      ? []
      : [...branch('then', condition as JsonSchema), ...branch('else', not(condition as JsonSchema))]),
  ]
}

function control({ title, placeholder, control: kind }: FormField, { scope, when }: Place): Record<string, unknown> {
  const options = {
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(kind === 'json' ? { multi: true } : {}),
  }
  return {
    type: 'Control',
    scope,
    label: title,
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(isSame(when, always) ? {} : { rule: { effect: 'SHOW', condition: { scope: '#', schema: when } } }),
  }
}
