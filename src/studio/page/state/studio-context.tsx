import { createContext, useContext, type Dispatch } from 'react'
import type { Server } from '../server.js'
import type { StudioAction, StudioState } from './studio-state.js'

export interface Studio {
  readonly state: StudioState
  readonly dispatch: Dispatch<StudioAction>
  readonly server: Server
}

export const StudioContext = createContext<Studio | undefined>(undefined)

/** @throws {TypeError} outside the studio */
export function useStudio(): Studio {
  const studio = useContext(StudioContext)
  if (studio === undefined) throw new TypeError('This component stands outside the studio.')
  return studio
}
