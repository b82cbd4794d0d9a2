import { useEffect, useMemo, useReducer } from 'react'
import type { Session } from '../api.js'
import type { Server } from './server.js'
import { Layout } from './shell/layout.js'
import { StudioContext } from './state/studio-context.js'
import { openingState, reduce } from './state/studio-state.js'
import { useExplanation } from './state/use-explanation.js'

export function App({ session, server }: { readonly session: Session; readonly server: Server }) {
  const [state, dispatch] = useReducer(reduce, session, openingState)
  const studio = useMemo(() => ({ state, dispatch, server }), [state, server])
  useExplanation(studio)
  const { title } = state.node.description
  useEffect(() => {
    document.title = `${title} – studio`
  }, [title])
  return (
    <StudioContext value={studio}>
      <Layout />
    </StudioContext>
  )
}
