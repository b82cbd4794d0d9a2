import type { ResolvedMethod } from '../../manifest/resolve.js'
import { methodOutcomes } from '../../outcome/outcome-table.js'
import type { Message } from './red.js'

/** The outcomes that have a port of their own unless the author chooses others: the successes and the failure. */
export function defaultPorts(method: Pick<ResolvedMethod, 'responses' | 'faults'>): string[] {
  return methodOutcomes(method).flatMap(({ name, kind }) => (kind === 'success' || kind === 'failure' ? [name] : []))
}

/** A message for the port of its outcome, and for no other; the last port is for every outcome without its own. */
export function atPort(message: Message, outcome: string, ports: readonly string[]): (Message | null)[] {
  const own = ports.indexOf(outcome)
  const port = own === -1 ? ports.length : own
  return Array.from({ length: ports.length + 1 }, (_, index) => (index === port ? message : null))
}
