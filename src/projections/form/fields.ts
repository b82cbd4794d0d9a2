import type { InputManifest, JsonSchema } from '../../manifest/manifest.js'
import type { ResolvedMethod, ResolvedNode } from '../../manifest/resolve.js'
import { requestInputs } from '../../request/build.js'
import { choiceValues, controlOf, entriesOf } from './control.js'
import { toForm } from './data.js'
import type { FormField } from './form.js'
import { always, isSame } from './logic.js'
import { visibilities, type Visibility } from './visibility.js'

/** The fields of a method's form, in order: those of a group stand together where its first one does. */
export function fieldsOf(node: ResolvedNode, method: ResolvedMethod): FormField[] {
  const visibility = visibilities(node, method)
  const fields = Object.entries(method.inputs).map(([id, input]) =>
    fieldOf(id, input, visibility(id), { node, method }),
  )
  return fields.flatMap((field, index) => {
    if (field.group === undefined) return [field]
    const group = fields.filter((other) => other.group === field.group)
    return fields.indexOf(group[0] ?? field) === index ? group : []
  })
}

interface Place {
  readonly node: ResolvedNode
  readonly method: ResolvedMethod
}

function fieldOf(id: string, input: InputManifest, visibility: Visibility, { node, method }: Place): FormField {
  const { title, description, type, split, parse, group, options, pii } = input
  const required = method.required.includes(id) && input.default === undefined && input.generate === undefined
  const choices = choiceValues(input)
  const field = {
    id,
    title,
    ...given({ description, group, pii, split, parse }),
    control: controlOf(id, input, node),
    type,
    ...(type === 'array' ? { entries: entriesOf(input) } : {}),
    required,
    ...placeholder(input),
    ...(choices === undefined || type === 'boolean' ? {} : { choices: titled(choices, input) }),
    ...(options === undefined ? {} : { options: options.from, optionsDependOn: feedInputs(options.from, node) }),
    ...conditions(visibility, required),
  } satisfies FormField
  return input.default === undefined ? field : { ...field, default: held(field, input.default) }
}

function held(field: FormField, value: unknown): unknown {
  return toForm({ fields: [field] }, { [field.id]: value })[field.id]
}

function conditions(
  { possible, certain }: Visibility,
  required: boolean,
): Partial<Record<'visibleWhen' | 'requiredWhen', JsonSchema>> {
  if (isSame(possible, always)) return {}
  return { visibleWhen: possible, ...(required && !isSame(possible, certain) ? { requiredWhen: certain } : {}) }
}

function titled(values: readonly unknown[], { enumTitles }: InputManifest): { value: unknown; title: string }[] {
  return values.map((value) => ({ value, title: enumTitles?.[String(value)] ?? String(value) }))
}

function placeholder({ examples }: InputManifest): { placeholder?: string } {
  const [example] = examples ?? []
  if (example === undefined) return {}
  return { placeholder: typeof example === 'string' ? example : JSON.stringify(example) }
}

/** The inputs that a feed's request takes, and the one it signs in with; paging fills in the others. */
function feedInputs(from: string, { authentication, options }: ResolvedNode): string[] {
  const feed = options.find(({ id }) => id === from)
  if (feed === undefined) return []
  const { paging, request } = feed
  const inputs = [...(authentication === undefined ? [] : [authentication.input]), ...requestInputs(request)]
  return inputs.filter((name) => name !== paging?.page && name !== paging?.pageSize.name)
}

function given<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never
}
