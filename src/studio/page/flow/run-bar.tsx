import { Play } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { useStudio } from '../state/studio-context.js'
import { Button } from '../ui/button.js'
import { Spinner } from '../ui/spinner.js'
import { currentInputs, goesToEmulator } from './connection.js'
import { duration } from './milliseconds.js'
import { ScenarioPicker } from './scenario-picker.js'
import { useRun } from './use-run.js'
import './run-bar.css'

/** Milliseconds to choose from, besides the manifest's. */
const deadlines = [5000, 2000, 1000]

const shortcut = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘↵' : 'Ctrl ↵'

/** Runs the step, and says how the emulator is to answer and how long it may take. */
export function RunBar() {
  const { state, dispatch } = useStudio()
  const run = useRun()
  const running = state.running !== undefined
  const { timeoutMs } = state.node.description

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
    event.preventDefault()
    run()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [])

  return (
    <div className="run-bar">
      <Button
        variant="primary"
        icon={running ? undefined : Play}
        className="run-bar__run"
        aria-disabled={running || state.method === ''}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onClick={() => {
          run()
        }}
      >
        {running ? (
          <span className="run-bar__busy">
            <Spinner /> Running
          </span>
        ) : (
          <>
            Run <kbd className="run-bar__shortcut">{shortcut}</kbd>
          </>
        )}
      </Button>
      {goesToEmulator(state, currentInputs(state)) && <ScenarioPicker />}
      <label className="run-bar__deadline">
        <span>Deadline</span>
        <select
          value={state.timeoutMs ?? ''}
          onChange={({ target }) => {
            dispatch({ type: 'timeout', timeoutMs: target.value === '' ? undefined : Number(target.value) })
          }}
        >
          <option value="">{duration(timeoutMs)}</option>
          {deadlines
            .filter((ms) => ms < timeoutMs)
            .map((ms) => (
              <option key={ms} value={ms}>
                {duration(ms)}
              </option>
            ))}
        </select>
      </label>
      {state.method === '' && <p className="run-bar__note">There is no method to run.</p>}
    </div>
  )
}
