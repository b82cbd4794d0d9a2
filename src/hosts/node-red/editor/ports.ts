import type { DialogMethod } from './dialog.js'

/** The outcomes with a port of their own, in the order of the method; a success always has one. */
export function orderedPorts({ outcomes }: DialogMethod, chosen: readonly string[]): string[] {
  return outcomes.filter(({ name, kind }) => kind === 'success' || chosen.includes(name)).map(({ name }) => name)
}

/** The same ports for another method: by name, and by kind where every method has its own name. */
export function portsFor(method: DialogMethod, before: DialogMethod, ports: readonly string[]): string[] {
  const hadFailure = before.outcomes.some(({ name, kind }) => kind === 'failure' && ports.includes(name))
  const failures = method.outcomes.flatMap(({ name, kind }) => (kind === 'failure' && hadFailure ? [name] : []))
  return orderedPorts(method, [...ports, ...failures])
}

/** How many ports there are: one more for all other outcomes, unless there are none. */
export function portCount({ outcomes }: DialogMethod, ports: readonly string[]): number {
  return Math.min(ports.length + 1, outcomes.length)
}

/**
 * Where the wires of each port go when other ports are chosen: Node-RED's map of old to new indexes, -1 for a port that
 * is gone and a name for one that is new.
 */
export function portMap(
  before: { readonly method: DialogMethod; readonly ports: readonly string[] },
  after: { readonly method: DialogMethod; readonly ports: readonly string[] },
): Readonly<Record<string, number>> {
  const map: Record<string, number> = {}
  const oldKeys = keysOf(before)
  const newKeys = keysOf(after)
  for (const [index, key] of oldKeys.entries()) map[String(index)] = newKeys.indexOf(key)
  for (const [index, key] of newKeys.entries()) if (!oldKeys.includes(key)) map[key] = index
  return map
}

/** What a port is for, so that the success of one method is the same port as the success of another. */
function keysOf({ method, ports }: { readonly method: DialogMethod; readonly ports: readonly string[] }): string[] {
  const seen = new Map<string, number>()
  const keys = ports.map((port) => {
    const kind = method.outcomes.find(({ name }) => name === port)?.kind
    if (kind !== 'success' && kind !== 'failure') return port
    const count = (seen.get(kind) ?? 0) + 1
    seen.set(kind, count)
    return `${kind}-${count}`
  })
  return portCount(method, ports) > ports.length ? [...keys, 'everything-else'] : keys
}
