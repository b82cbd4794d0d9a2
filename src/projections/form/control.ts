import type { InputManifest } from '../../manifest/manifest.js'
import type { ResolvedNode } from '../../manifest/resolve.js'
import type { Control } from './form.js'

/** The kind of control that an input needs. */
export function controlOf(id: string, input: InputManifest, node: Pick<ResolvedNode, 'authentication'>): Control {
  if (id === node.authentication?.input) return 'authorization'
  switch (input.type) {
    case 'boolean':
      return 'switch'
    case 'object':
      return 'json'
    case 'array':
      return listControl(input)
    case 'integer':
    case 'number':
      return choiceValues(input) === undefined ? 'number' : 'choice'
    case 'string':
      if (choiceValues(input) !== undefined) return 'choice'
      if (input.options !== undefined) return 'dropDown'
      return isMoment(input) ? 'dateTime' : 'text'
  }
}

/** The values that an input, or each entry of a list, may have; undefined when there is no such list. */
export function choiceValues({ type, items, ...input }: InputManifest): readonly unknown[] | undefined {
  const { enum: list, const: only } = type === 'array' ? (items ?? {}) : input
  if (list !== undefined) return list as readonly unknown[]
  return only === undefined ? undefined : [only]
}

/** What the entries of a list are to its form. */
export function entriesOf({ items }: InputManifest): 'text' | 'number' | 'any' {
  if (items === undefined || items.type === 'string') return 'text'
  return items.type === 'integer' || items.type === 'number' ? 'number' : 'any'
}

function listControl(input: InputManifest): Control {
  if (input.parse === 'json' || entriesOf(input) === 'any') return 'json'
  return choiceValues(input) === undefined ? 'list' : 'choices'
}

function isMoment({ format, generate }: InputManifest): boolean {
  return format === 'utc-date-time' || format === 'date-time' || generate === 'now'
}
