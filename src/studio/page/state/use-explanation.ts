import { useEffect } from 'react'
import type { Values } from '../../api.js'
import type { Studio } from './studio-context.js'
import { ServerError } from '../server-error.js'

/** Milliseconds without a keystroke before the studio asks again. */
const pause = 120

const untouched: Values = {}

/** Keeps the explanation of the chosen method in step with what is typed. */
export function useExplanation({ state, dispatch, server }: Studio): void {
  const { method, variables, node, runs } = state
  const inputs = state.forms[method] ?? untouched
  useEffect(() => {
    if (method === '') return undefined
    const stale = new AbortController()
    const timer = setTimeout(() => {
      server.explain({ method, inputs, variables }, stale.signal).then(
        (explanation) => {
          if (!stale.signal.aborted) dispatch({ type: 'explained', explanation })
        },
        (error: unknown) => {
          if (error instanceof ServerError) dispatch({ type: 'failed', message: error.message })
        },
      )
    }, pause)
    return () => {
      clearTimeout(timer)
      stale.abort()
    }
    // A run adds variables, and a changed manifest changes what the same inputs lead to.
  }, [method, inputs, variables, node.hash, runs.length, server, dispatch])
}
