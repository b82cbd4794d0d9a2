import type { InputManifest, JsonSchema } from '../../manifest/manifest.js'
import type { ResolvedMethod, ResolvedNode } from '../../manifest/resolve.js'
import { heldBy } from './held.js'
import { holds } from './holds.js'
import { all, always, any, isSame, never, not } from './logic.js'

/**
 * When an input is shown, as two conditions over what the form holds. They differ only where a variable, or JSON that
 * is not read yet, decides: there the input may be shown, and it is not certain that it will be.
 */
export interface Visibility {
  readonly possible: JsonSchema
  readonly certain: JsonSchema
}

/**
 * Turns the conditions of a method, which are about values, into conditions about what its form holds: an empty field
 * counts as its default, and one that is hidden or cannot be read as absent.
 */
export function visibilities(node: ResolvedNode, method: ResolvedMethod): (id: string) => Visibility {
  const known = new Map<string, Visibility>()

  function visibility(id: string): Visibility {
    const found = known.get(id)
    if (found !== undefined) return found
    const condition = method.inputs[id]?.visibleWhen ?? always
    const made = { possible: inForm(condition, true), certain: inForm(condition, false) }
    known.set(id, made)
    return made
  }

  /** @param unknown what to take a statement for that only the flow can decide */
  function inForm(condition: JsonSchema, unknown: boolean): JsonSchema {
    const { required = [], properties = {} } = condition
    const values = properties as Readonly<Record<string, JsonSchema>>
    const ids = new Set([...(required as readonly string[]), ...Object.keys(values)])
    const { anyOf, allOf = [], not: refused } = condition
    return all([
      // The inputs together are an object, which is all that can be said of them as a whole.
      holds({ ...condition, required: [], properties: {}, anyOf: [always], allOf: [], not: never }, {})
        ? always
        : never,
      ...[...ids].map((id) =>
        aboutInput(id, (required as readonly string[]).includes(id), values[id] ?? always, unknown),
      ),
      ...(allOf as readonly JsonSchema[]).map((part) => inForm(part, unknown)),
      anyOf === undefined ? always : any((anyOf as readonly JsonSchema[]).map((part) => inForm(part, unknown))),
      refused === undefined ? always : not(inForm(refused as JsonSchema, !unknown)),
    ])
  }

  /** That an input, if it has a value at all, meets a condition; with `present`, that it has one. */
  function aboutInput(id: string, present: boolean, condition: JsonSchema, unknown: boolean): JsonSchema {
    const input = method.inputs[id]
    if (input === undefined) return present ? never : always
    const held = heldBy(id, input, node)
    const whenEmpty = holdsWhenEmpty(input, present, condition, unknown)
    const content = any([
      whenEmpty ? held.empty : never,
      present ? never : held.unreadable,
      unknown ? held.unknown : never,
      held.value(condition),
    ])
    const { possible, certain } = visibility(id)
    const shown = unknown ? possible : certain
    const hidden = not(unknown ? certain : possible)
    return any([present ? never : hidden, all([shown, ofContent(id, content, whenEmpty)])])
  }

  return visibility
}

function ofContent(id: string, content: JsonSchema, whenMissing: boolean): JsonSchema {
  if (isSame(content, never) && !whenMissing) return never
  return { ...(whenMissing ? {} : { required: [id] }), properties: { [id]: content } }
}

function holdsWhenEmpty(input: InputManifest, present: boolean, condition: JsonSchema, unknown: boolean): boolean {
  if (input.default !== undefined) return holds(condition, input.default)
  if (input.generate === undefined) return !present
  // What is generated is a text that nobody knows before the flow runs.
  return Object.keys(condition).every((keyword) => keyword === 'type') ? holds(condition, '') : unknown
}
