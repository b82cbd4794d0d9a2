import type { OutcomeDescription } from '../../../projections/describe.js'

/** How grave an outcome is for a flow: as expected, one that a flow should branch on, one that nobody foresaw. */
export type Tone = 'success' | 'warning' | 'danger'

export function toneOf({ kind, fault }: Pick<OutcomeDescription, 'kind' | 'fault'>): Tone {
  if (kind === 'success') return 'success'
  return kind === 'failure' || fault === 'error' ? 'danger' : 'warning'
}

const faultWords = {
  invalidData: 'not sent',
  invalidChoice: 'not sent',
  timeout: 'too late',
  error: 'unusable',
}

/** What leads to an outcome, in a few words. */
export function whenWords({ fault, statuses }: Pick<OutcomeDescription, 'fault' | 'statuses'>): string {
  if (fault !== undefined) return faultWords[fault]
  return statuses.map((status) => (status === 'default' ? 'any other' : status)).join(', ')
}
