import type { Preset } from '../../api.js'
import { useStudio } from '../state/studio-context.js'
import { useRun } from './use-run.js'
import type { Way } from './ways.js'

/** Goes a way to an outcome. A form with problems would leave by a fault first, so an example fills it then. */
export function useWay(): { readonly go: (way: Way) => void; readonly filledBy: (way: Way) => Preset | undefined } {
  const { state, dispatch } = useStudio()
  const run = useRun()
  const { method, node, explanation } = state
  const working = node.presets[method]?.find((preset) => isSuccess(preset.outcome))

  function isSuccess(name: string): boolean {
    const outcomes = node.description.methods.find(({ id }) => id === method)?.outcomes ?? []
    return outcomes.some((outcome) => outcome.name === name && outcome.kind === 'success')
  }

  function filledBy({ preset }: Way): Preset | undefined {
    return preset ?? (explanation === undefined || explanation.fault !== undefined ? working : undefined)
  }

  function limitOf({ timeoutMs = Infinity }: Way): number | undefined {
    return (state.timeoutMs ?? node.description.timeoutMs) > timeoutMs ? timeoutMs : state.timeoutMs
  }

  function go(way: Way): void {
    const { scenario } = way
    const timeoutMs = limitOf(way)
    dispatch({ type: 'scenario', scenario })
    dispatch({ type: 'timeout', timeoutMs })
    const preset = filledBy(way)
    if (preset === undefined) {
      run({ scenario, timeoutMs })
      return
    }
    const variables = { ...state.variables, ...texts(preset.variables) }
    dispatch({ type: 'form', method, values: preset.inputs })
    dispatch({ type: 'variables', variables })
    run({ inputs: preset.inputs, variables, scenario, timeoutMs })
  }

  return { go, filledBy }
}

function texts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
