import type { Surroundings } from './surroundings.js'

/** What was found: `warning` may do harm later, `problem` does harm now. */
export type Level = 'ok' | 'skipped' | 'warning' | 'problem'

export interface Finding {
  readonly level: Level
  /** A sentence; with a warning or problem, also what to do. Holds no secret. */
  readonly message: string
}

/** One thing that the doctor looks at. It mends nothing and does not throw for what it is there to find. */
export interface Check {
  /** For programs; never changes. */
  readonly id: string
  readonly title: string
  /** At least one finding. */
  readonly run: (surroundings: Surroundings) => readonly Finding[] | Promise<readonly Finding[]>
}

export const ok = (message: string): Finding => ({ level: 'ok', message })
export const skipped = (message: string): Finding => ({ level: 'skipped', message })
export const warning = (message: string): Finding => ({ level: 'warning', message })
export const problem = (message: string): Finding => ({ level: 'problem', message })

/** The findings, or that all is well where there are none. */
export const orOk = (findings: readonly Finding[], message: string): readonly Finding[] =>
  findings.length > 0 ? findings : [ok(message)]
