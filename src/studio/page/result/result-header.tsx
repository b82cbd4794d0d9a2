import { useEffect, useRef } from 'react'
import type { MethodDescription } from '../../../projections/describe.js'
import type { Run } from '../../api.js'
import { duration } from '../flow/milliseconds.js'
import { OutcomeIcon } from '../flow/outcome-icon.js'
import { toneOf } from '../flow/outcome-look.js'
import { Badge } from '../ui/badge.js'
import { codeWords } from './words.js'
import './result-header.css'

interface ResultHeaderProps {
  readonly run: Run
  /** The runs of the method, the latest last. */
  readonly runs: readonly Run[]
  readonly method: MethodDescription
  readonly onChoose: (id: string) => void
}

/** The exit that a run took, and in a few words why. */
export function ResultHeader({ run, runs, method, onChoose }: ResultHeaderProps) {
  const header = useRef<HTMLElement>(null)
  useEffect(() => {
    header.current?.closest('[role=tabpanel]')?.scrollTo({ top: 0 })
  }, [run.id])
  const { result, exchanges } = run
  const { code, httpStatus, elapsedMs, attempts } = result.meta
  const outcome = method.outcomes.find(({ name }) => name === result.outcome)
  const tone = outcome === undefined ? 'danger' : toneOf(outcome)
  const phrase = exchanges.findLast(({ response }) => response?.status === httpStatus)?.response?.phrase ?? ''
  return (
    <header ref={header} className={`result-header result-header--${tone}`}>
      <div className="result-header__line">
        {outcome !== undefined && <OutcomeIcon outcome={outcome} size={22} />}
        <div className="result-header__titles">
          <h2 className="result-header__title">{outcome?.title ?? result.outcome}</h2>
          <p className="result-header__name">{result.outcome}</p>
        </div>
        <label className="result-header__history">
          <span className="visually-hidden">Run</span>
          <select
            value={run.id}
            disabled={runs.length === 1}
            onChange={({ target }) => {
              onChoose(target.value)
            }}
          >
            {runs.toReversed().map((each) => (
              <option key={each.id} value={each.id}>
                {each.step} · {method.outcomes.find(({ name }) => name === each.result.outcome)?.title}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="result-header__facts">
        {httpStatus !== null && (
          <Badge tone={tone}>
            {httpStatus} {phrase}
          </Badge>
        )}
        {code !== null && !code.startsWith('HTTP_') && <Badge tone={tone}>{codeWords(code) ?? code}</Badge>}
        <span>{duration(elapsedMs)}</span>
        <span>{attempts === 0 ? 'no request' : attempts === 1 ? '1 request' : `${attempts} requests`}</span>
      </div>
    </header>
  )
}
