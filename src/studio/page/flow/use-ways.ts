import type { Preset, Values } from '../../api.js'
import { ServerError } from '../server-error.js'
import { useStudio } from '../state/studio-context.js'
import { currentInputs, goesToEmulator } from './connection.js'
import { useRun } from './use-run.js'
import type { Way } from './ways.js'

export interface Ways {
  /** Whether the way can be gone: only the emulator answers as asked. */
  readonly isOpen: (way: Way) => boolean
  /** The example that the form is filled with; a form with problems would leave by a fault before it is sent. */
  readonly filledBy: (way: Way) => Preset | undefined
  readonly go: (way: Way) => void
}

/** Ways to outcomes of the chosen method. */
export function useWays(): Ways {
  const { state, dispatch, server } = useStudio()
  const run = useRun()
  const { method, node, explanation, forms } = state
  const outcomes = node.description.methods.find(({ id }) => id === method)?.outcomes ?? []
  const success = outcomes.find(({ kind }) => kind === 'success')?.name
  const working = node.presets[method]?.find(({ outcome }) => outcome === success)

  function filledBy({ preset }: Way): Preset | undefined {
    return preset ?? (explanation === undefined || explanation.fault !== undefined ? working : undefined)
  }

  function isOpen(way: Way): boolean {
    return goesToEmulator(state, filledBy(way)?.inputs ?? currentInputs(state))
  }

  /** As `filledBy`, but asked now: what the page knows of the form may be a keystroke old. */
  async function presetFor({ preset }: Way): Promise<Preset | undefined> {
    if (preset !== undefined) return preset
    const { fault } = await server.explain({ method, inputs: forms[method] ?? {}, variables: state.variables })
    return fault === undefined ? undefined : working
  }

  function go(way: Way): void {
    presetFor(way).then(
      (preset) => {
        follow(way, preset)
      },
      (error: unknown) => {
        const message = error instanceof ServerError ? error.message : 'The run could not be started.'
        dispatch({ type: 'failed', message })
      },
    )
  }

  function follow(way: Way, preset: Preset | undefined): void {
    const { scenario, change } = way
    const inputs: Values = { ...(preset?.inputs ?? forms[method]), ...change }
    const variables = { ...state.variables, ...texts(preset?.variables ?? {}) }
    const timeoutMs = limitOf(way)
    dispatch({ type: 'form', method, values: inputs })
    dispatch({ type: 'variables', variables })
    dispatch({ type: 'scenario', scenario })
    dispatch({ type: 'timeout', timeoutMs })
    run({ inputs, variables, scenario, timeoutMs })
  }

  function limitOf({ timeoutMs = Infinity }: Way): number | undefined {
    return (state.timeoutMs ?? node.description.timeoutMs) > timeoutMs ? timeoutMs : state.timeoutMs
  }

  return { isOpen, filledBy, go }
}

function texts(values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
