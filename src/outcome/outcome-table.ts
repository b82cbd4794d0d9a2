import type { ResolvedMethod } from '../manifest/resolve.js'

export type OutcomeKind = 'success' | 'status' | 'failure' | 'fault'

/** Where every HTTP status leads. Total: each number has exactly one outcome. */
export interface OutcomeTable {
  outcomeOf(status: number): string
  /** Whether the outcome is what the method is for: one that a 2xx status of the manifest leads to. */
  isSuccess(outcome: string): boolean
}

/** Compiles a `responses` map; an exact status comes before a range, a range before `default`. */
export function outcomeTable(method: Pick<ResolvedMethod, 'responses'>): OutcomeTable {
  const { responses } = method
  const exact = new Map<number, string>()
  const ranges = new Map<number, string>()
  for (const [key, outcome] of Object.entries(responses)) {
    if (key.endsWith('XX')) ranges.set(Number(key.charAt(0)), outcome)
    else if (key !== 'default') exact.set(Number(key), outcome)
  }
  const fallback = responses.default ?? ''
  const successes = successOutcomes(responses)
  return {
    outcomeOf: (status) => exact.get(status) ?? ranges.get(Math.floor(status / 100)) ?? fallback,
    isSuccess: (outcome) => successes.has(outcome),
  }
}

function successOutcomes(responses: Readonly<Record<string, string>>): Set<string> {
  return new Set(Object.entries(responses).flatMap(([key, outcome]) => (key.startsWith('2') ? [outcome] : [])))
}

/** Every outcome of a method once, successes first, then single statuses, the failure, the faults. */
export function methodOutcomes(
  method: Pick<ResolvedMethod, 'responses' | 'faults'>,
): { readonly name: string; readonly kind: OutcomeKind }[] {
  const { responses, faults } = method
  const kinds = new Map<string, OutcomeKind>()
  for (const name of successOutcomes(responses)) kinds.set(name, 'success')
  for (const [key, name] of Object.entries(responses))
    if (key !== 'default' && !kinds.has(name)) kinds.set(name, 'status')
  const failure = responses.default ?? ''
  if (!kinds.has(failure)) kinds.set(failure, 'failure')
  for (const name of [faults.invalidData, faults.invalidChoice, faults.error, faults.timeout])
    if (!kinds.has(name)) kinds.set(name, 'fault')
  return [...kinds].map(([name, kind]) => ({ name, kind }))
}
