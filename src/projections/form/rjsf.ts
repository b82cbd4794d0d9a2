import type { Control, FormField } from './form.js'

/**
 * How react-jsonschema-form treats these forms right: no choice is made by itself, and what is not shown is not kept.
 * Spread them into `<Form>`.
 */
export const rjsfProps = {
  experimental_defaultFormStateBehavior: { constAsDefaults: 'never' },
  omitExtraData: true,
  liveOmit: 'onChange',
  // Browsers would have a required switch be on.
  noHtml5Validate: true,
} as const

/** The uiSchema of react-jsonschema-form: which widget draws each field, and what it needs to know. */
export function rjsfUiSchema(fields: readonly FormField[]): Record<string, unknown> {
  return {
    'ui:order': fields.map(({ id }) => id),
    'ui:options': { groups: groupsOf(fields) },
    ...Object.fromEntries(fields.map((field) => [field.id, fieldUi(field)])),
  }
}

/** The groups in order, each with the ids of its fields; those that stand alone have no title. */
function groupsOf(fields: readonly FormField[]): { title?: string; fields: string[] }[] {
  const groups: { title?: string; fields: string[] }[] = []
  for (const { id, group } of fields) {
    const last = groups.at(-1)
    if (last !== undefined && last.title === group) last.fields.push(id)
    else groups.push({ ...(group === undefined ? {} : { title: group }), fields: [id] })
  }
  return groups
}

const widgets: Readonly<Record<Control, string>> = {
  text: 'text',
  number: 'number',
  switch: 'switch',
  choice: 'choice',
  choices: 'choices',
  list: 'chips',
  json: 'json',
  dateTime: 'dateTime',
  authorization: 'authorization',
  dropDown: 'dropDown',
}

function fieldUi({ control, placeholder, ...field }: FormField): Record<string, unknown> {
  const options = {
    group: field.group,
    pii: field.pii,
    choices: field.choices,
    default: field.default,
    feed: field.options,
    dependsOn: field.optionsDependOn,
  }
  return {
    'ui:widget': widgets[control],
    ...(placeholder === undefined ? {} : { 'ui:placeholder': placeholder }),
    'ui:options': {
      ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
      variable: true,
    },
  }
}
