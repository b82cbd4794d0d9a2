import { useCallback } from 'react'
import type { Scenario, Values } from '../../api.js'
import { ServerError } from '../server-error.js'
import { useStudio } from '../state/studio-context.js'
import { currentInputs, goesToEmulator } from './connection.js'

/** What a run is made with instead of what the page holds. */
export interface RunChanges {
  readonly inputs?: Values
  readonly variables?: Values
  readonly scenario?: Scenario | undefined
  readonly timeoutMs?: number | undefined
}

/** Runs the chosen method; does nothing while a run is under way. */
export function useRun(): (changes?: RunChanges) => void {
  const { state, dispatch, server } = useStudio()
  return useCallback(
    (changes: RunChanges = {}) => {
      const { method } = state
      if (method === '' || state.running !== undefined) return
      const { inputs = state.forms[method] ?? {}, variables = state.variables } = changes
      const { scenario, timeoutMs } = { scenario: state.scenario, timeoutMs: state.timeoutMs, ...changes }
      dispatch({ type: 'running', method })
      server
        .run({
          method,
          inputs,
          variables,
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
          ...(scenario === undefined || !goesToEmulator(state, changes.inputs ?? currentInputs(state))
            ? {}
            : { scenario }),
        })
        .then(
          (run) => {
            dispatch({ type: 'ran', run })
          },
          (error: unknown) => {
            const message = error instanceof ServerError ? error.message : 'The run could not be started.'
            dispatch({ type: 'failed', message })
          },
        )
    },
    [state, dispatch, server],
  )
}
