import { useEffect, useState } from 'react'
import type { Journey } from '../../api.js'
import { ServerError } from '../server-error.js'
import { useStudio } from '../state/studio-context.js'

interface LoadedJourney {
  readonly journey: Journey
  /** When it was asked for, in epoch milliseconds. */
  readonly now: number
}

/** The journey of the person touched last, or of the one chosen since; asked for again after each run. */
export function useJourney() {
  const { state, server } = useStudio()
  const runs = state.runs.length
  const [choice, setChoice] = useState<{ readonly alias: string; readonly runs: number }>()
  const [loaded, setLoaded] = useState<LoadedJourney>()
  const [failure, setFailure] = useState<string>()
  // A run is about somebody: it ends the choice.
  const alias = choice?.runs === runs ? choice.alias : undefined
  const hasEmulator = state.session.emulator !== null

  useEffect(() => {
    if (!hasEmulator) return undefined
    let stale = false
    server.journey(alias === undefined ? {} : { alias }).then(
      (journey) => {
        if (stale) return
        setLoaded({ journey, now: Date.now() })
        setFailure(undefined)
      },
      (error: unknown) => {
        if (!stale) setFailure(error instanceof ServerError ? error.message : 'The journey could not be read.')
      },
    )
    return () => {
      stale = true
    }
  }, [server, alias, runs, hasEmulator])

  const choose = (to: string): void => {
    setChoice({ alias: to, runs })
  }
  return { loaded, failure, choose }
}
