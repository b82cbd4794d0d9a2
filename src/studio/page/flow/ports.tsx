import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { MethodDescription } from '../../../projections/describe.js'
import type { Run } from '../../api.js'
import { Popover } from '../ui/popover.js'
import { VisuallyHidden } from '../ui/visually-hidden.js'
import { OutcomeIcon } from './outcome-icon.js'
import { toneOf, whenWords } from './outcome-look.js'
import { PortDetails } from './port-details.js'
import './ports.css'

/** Height of a port in the drawing's units, and what lies between the edges where they leave the card. */
const pitch = 26
const gap = 10
const width = 72

interface PortsProps {
  readonly method: MethodDescription
  /** The runs of this method, the latest last. */
  readonly runs: readonly Run[]
  /** The run whose exit is lit; undefined while another one is under way. */
  readonly lit: Run | undefined
}

/** The exits of the step with their edges; the one that was taken glows. */
export function Ports({ method: { outcomes }, runs, lit }: PortsProps) {
  const list = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  useEffect(() => {
    if (lit !== undefined) list.current?.querySelector('.port--taken')?.scrollIntoView({ block: 'nearest' })
  }, [lit])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof Element) || !event.target.matches('.port')) return
    const { length } = outcomes
    const to = { ArrowDown: current + 1, ArrowUp: current - 1 + length, Home: 0, End: length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setCurrent(to % length)
    list.current?.querySelectorAll<HTMLElement>('.port')[to % length]?.focus()
  }
  const state = (name: string): string => (lit === undefined ? '' : lit.result.outcome === name ? 'taken' : 'passed')
  const height = outcomes.length * pitch
  return (
    <>
      <svg
        key={lit?.id}
        className="edges"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        style={{ height: `${height / 16}rem` }}
        aria-hidden
      >
        {outcomes.map((outcome, index) => {
          const from = height / 2 + (index - (outcomes.length - 1) / 2) * gap
          const to = (index + 0.5) * pitch
          return (
            <g key={outcome.name} className={`edge edge--${toneOf(outcome)} edge--${state(outcome.name)}`}>
              <path d={`M 0 ${from} C ${width * 0.6} ${from}, ${width * 0.35} ${to}, ${width} ${to}`} />
              <circle cx={0} cy={from} r={3.5} />
            </g>
          )
        })}
      </svg>
      <div
        ref={list}
        className="ports"
        role="toolbar"
        aria-orientation="vertical"
        aria-label={`${outcomes.length} exits`}
        onKeyDown={onKeyDown}
      >
        {outcomes.map((outcome, index) => {
          const taken = runs.filter(({ result }) => result.outcome === outcome.name)
          const isLit = state(outcome.name) === 'taken'
          return (
            <Popover
              key={outcome.name}
              label={outcome.title}
              placement="bottom-start"
              className="port-details"
              trigger={(trigger) => (
                <button
                  type="button"
                  {...trigger}
                  className={`port port--${toneOf(outcome)} port--${state(outcome.name)}`}
                  tabIndex={index === current ? 0 : -1}
                  onFocus={() => {
                    setCurrent(index)
                  }}
                >
                  <OutcomeIcon outcome={outcome} />
                  <span className="port__title">{outcome.title}</span>
                  <span className="port__name">{outcome.name}</span>
                  <span className="port__when">{whenWords(outcome)}</span>
                  {isLit ? (
                    <span className="port__step">
                      {lit?.step}
                      <VisuallyHidden> took this exit</VisuallyHidden>
                    </span>
                  ) : (
                    <span className={taken.length > 0 ? 'port__seen' : 'port__unseen'}>
                      {taken.length > 0 && <VisuallyHidden>seen</VisuallyHidden>}
                    </span>
                  )}
                </button>
              )}
            >
              {(close) => <PortDetails outcome={outcome} taken={taken} close={close} />}
            </Popover>
          )
        })}
      </div>
    </>
  )
}
