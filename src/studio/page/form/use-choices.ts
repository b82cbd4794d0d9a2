import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { FormField } from '../../../projections/form/form.js'
import type { ChoicesView, Scenario } from '../../api.js'
import { ServerError } from '../server-error.js'
import { useStudio } from '../state/studio-context.js'
import { useForm } from './form-context.js'

type Loaded = Extract<ChoicesView, { choices: unknown }>

/** What is known of a drop-down's choices. */
export interface ChoicesState {
  readonly choices: Loaded['choices']
  /** Whether the service has no more of them. */
  readonly complete: boolean
  readonly loading: boolean
  /** Why there are none, as a sentence. */
  readonly failure: string | undefined
  /** Asks the service, unless it has answered the same question; `again` asks in any case. */
  readonly load: (again?: boolean) => void
}

/** Milliseconds without a change of the fields that the choices depend on. */
const pause = 250

const nothing: Loaded = { choices: [], complete: true }

/**
 * The choices of a drop-down by real calls: when it is opened, and once the fields that they depend on are filled in.
 * @param onLoaded is told of each list that came
 */
export function useChoices(field: FormField, onLoaded: (loaded: Loaded) => void): ChoicesState {
  const { state, server } = useStudio()
  const { saved } = useForm()
  const { id, optionsDependOn = [] } = field
  const [answer, setAnswer] = useState<{ key: string; loaded?: Loaded; failure?: string }>()
  const [asked, setAsked] = useState<string>()
  const scenario = forChoices(state.scenario, state.session.scenarios)
  const key = JSON.stringify([optionsDependOn.map((name) => saved[name]), scenario])
  const isReady = optionsDependOn.every((name) => saved[name] !== undefined)
  const latest = useRef<AbortController>(null)

  const load = (again = false): void => {
    if (!again && asked === key) return
    latest.current?.abort()
    const stale = new AbortController()
    latest.current = stale
    setAsked(key)
    if (again) setAnswer(undefined)
    const { method, variables } = state
    const request = { method, input: id, inputs: saved, variables, ...(scenario === undefined ? {} : { scenario }) }
    server.choices(request, stale.signal).then(
      (view) => {
        if (stale.signal.aborted) return
        if ('failed' in view) setAnswer({ key, failure: view.failed.message })
        else {
          setAnswer({ key, loaded: view })
          onLoaded(view)
        }
      },
      (error: unknown) => {
        if (stale.signal.aborted) return
        setAnswer({ key, failure: error instanceof ServerError ? error.message : 'The studio did not answer.' })
      },
    )
  }
  const loadLater = useEffectEvent(load)
  useEffect(() => {
    if (!isReady) return undefined
    const timer = setTimeout(() => {
      loadLater()
    }, pause)
    return () => {
      clearTimeout(timer)
    }
  }, [isReady, key])
  useEffect(
    () => () => {
      latest.current?.abort()
    },
    [],
  )
  const current = answer?.key === key ? answer : undefined
  return {
    ...(current?.loaded ?? nothing),
    loading: asked === key && current === undefined,
    failure: current?.failure,
    load,
  }
}

/** Scenarios are of runs, save those that are made for drop-downs. */
function forChoices(
  scenario: Scenario | undefined,
  all: readonly { readonly id: string; readonly group: string }[],
): Scenario | undefined {
  if (scenario === undefined || !('id' in scenario)) return undefined
  return all.some(({ id, group }) => id === scenario.id && group === 'choices') ? scenario : undefined
}
