import { isProxy } from 'node:util/types'

/** Freezes plain lists and objects, so that writing to them throws; leaves getters, proxies and class instances alone. */
export function deepFreeze(value: unknown, seen = new Set<unknown>()): unknown {
  if (typeof value !== 'object' || value === null || seen.has(value)) return value
  seen.add(value)
  const prototype: unknown = isProxy(value) ? undefined : Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== Array.prototype) return value
  const members: readonly PropertyDescriptor[] = Object.values(Object.getOwnPropertyDescriptors(value))
  for (const { value: member } of members) deepFreeze(member, seen)
  return Object.freeze(value)
}
