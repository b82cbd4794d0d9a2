import type { Redelivery } from '../manifest/manifest.js'
import { compilePointer, pointerKeys } from '../outcome/pointer.js'

type Values = Readonly<Record<string, unknown>>

/** What an invocation is recognised by: the values of its inputs and the body that they make. */
export interface Prepared {
  readonly values: Values
  readonly body?: unknown
}

/** A reference of `redelivery`, taken apart. */
interface Reference {
  /** Absent when it refers to the body. */
  readonly input: string | undefined
  /** The keys of its JSON Pointer. */
  readonly keys: readonly string[]
  readonly read: (prepared: Prepared) => unknown
}

const inputPrefix = '$inputs.'

/** @param reference one that the schema allows, such as `$inputs.json#/id` or `$request.body#/id` */
export function compileRedeliveryReference(reference: string): Reference {
  const [place = '', pointer = ''] = reference.split(/#(.*)/s)
  const get = compilePointer(pointer)
  const keys = pointerKeys(pointer)
  if (!place.startsWith(inputPrefix)) return { input: undefined, keys, read: ({ body }) => get(body) }
  const input = place.slice(inputPrefix.length)
  return { input, keys, read: ({ values }) => get(values[input]) }
}

/** What makes a request the same as another; one part for each reference, null where there is nothing. */
export function redeliveryKey({ key }: Redelivery, prepared: Prepared): unknown[] {
  return key.map((reference) => compileRedeliveryReference(reference).read(prepared) ?? null)
}

/**
 * The values with the time put in where the request says when it happened and the author left that empty. An input that
 * is hidden, or a member of one that is not there, gets none.
 * @param hidden the inputs that are not shown
 */
export function withEventTime(
  { time = [] }: Redelivery,
  values: Values,
  hidden: readonly string[],
  now: string,
): Values {
  return time.map(compileRedeliveryReference).reduce((filled, { input = '', keys, read }) => {
    const present = read({ values: filled })
    if (hidden.includes(input) || (present !== undefined && present !== null)) return filled
    const value = putIn(filled[input], keys, now)
    return value === undefined ? filled : { ...filled, [input]: value }
  }, values)
}

function putIn(value: unknown, [key, ...rest]: readonly string[], leaf: string): unknown {
  if (key === undefined) return leaf
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const member = putIn(Object.hasOwn(value, key) ? (value as Values)[key] : undefined, rest, leaf)
  return member === undefined ? undefined : { ...value, [key]: member }
}
