import type { StudioState } from './studio-state.js'

/** A variable as fields may refer to it. */
export interface Variable {
  readonly name: string
  /** Its value as a short text. */
  readonly preview: string
  /** The step whose output it is; absent for one of the session. */
  readonly step?: string
}

const previewLength = 80

/** What `$(` can be completed to: the session's variables, then the outputs of the steps that ran, the latest first. */
export function knownVariables({ variables, runs }: Pick<StudioState, 'variables' | 'runs'>): Variable[] {
  return [
    ...Object.entries(variables).map(([name, value]) => ({ name, preview: previewOf(value) })),
    ...runs.toReversed().flatMap(({ step, result }) =>
      Object.entries(result.outputs)
        .filter(([, value]) => value !== null)
        .map(([output, value]) => ({ name: `${step}.${output}`, preview: previewOf(value), step })),
    ),
  ]
}

export function previewOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > previewLength ? `${text.slice(0, previewLength)}…` : text
}
