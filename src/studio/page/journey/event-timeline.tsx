import { useId, useState, type KeyboardEvent } from 'react'
import type { JourneyEvent } from '../../api.js'
import { Segmented } from '../ui/segmented.js'
import { EventMark, EventShape, type Marks } from './event-mark.js'
import { clusters, ticksOf, xOf, type TimeScale } from './time-scale.js'
import { useElementWidth } from './use-element-width.js'
import './event-timeline.css'

interface EventTimelineProps {
  /** The oldest first. */
  readonly events: readonly JourneyEvent[]
  readonly marks: Marks
  /** When it was asked for, in epoch milliseconds. */
  readonly now: number
  readonly active: string | undefined
  /** The events pointed out by something else; undefined when none is. */
  readonly pointedOut: ReadonlySet<string> | undefined
  readonly onActivate: (event: string) => void
}

const hour = 3_600_000

const ranges = [
  { value: undefined, title: 'All' },
  { value: 24 * hour, title: 'Last 24 hours' },
  { value: hour, title: 'Last hour' },
] as const

const laneHeight = 46
const margin = 14

/** Events by source over time; arrow keys go from one to the next. */
export function EventTimeline({ events, marks, now, active, pointedOut, onActivate }: EventTimelineProps) {
  const [ref, width] = useElementWidth()
  const [range, setRange] = useState<number | undefined>()
  const id = useId()
  const scale = scaleOf(events, now, range, width)
  const shown = events.filter(({ time }) => Date.parse(time) >= scale.from)
  const lanes = [...new Set(shown.map(({ source }) => source))]
  const height = Math.max(lanes.length, 1) * laneHeight
  const idOf = (event: string): string => `${id}-${events.findIndex((one) => one.id === event)}`
  const place = ({ time }: JourneyEvent): number => xOf(scale, Date.parse(time))
  const earlier = events.length - shown.length
  const nowX = xOf(scale, now)

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = shown.findIndex((one) => one.id === active)
    const last = shown.length - 1
    const targets = { ArrowLeft: at <= 0 ? 0 : at - 1, ArrowRight: Math.min(at + 1, last), Home: 0, End: last }
    const to = shown[targets[event.key as keyof typeof targets]]
    if (to === undefined) return
    event.preventDefault()
    onActivate(to.id)
  }

  return (
    <div className="event-timeline">
      <div className="event-timeline__head">
        <ul className="event-timeline__legend" aria-label="Types of events">
          {[...marks].map(([type, mark]) => (
            <li key={type} className="event-timeline__type">
              <EventMark mark={mark} />
              <span className="event-timeline__type-name" title={type}>
                {type}
              </span>
            </li>
          ))}
        </ul>
        <Segmented aria-label="Time shown" segments={ranges} value={range} onChange={setRange} />
      </div>
      <div ref={ref} className="event-timeline__chart">
        {width > 0 && (
          <svg
            width={width}
            height={height + 24}
            className={`event-timeline__svg ${pointedOut === undefined ? '' : 'event-timeline__svg--pointing'}`}
            role="listbox"
            tabIndex={0}
            aria-label={`Events over time, by source. ${shown.length} shown.`}
            aria-orientation="horizontal"
            aria-activedescendant={
              active !== undefined && shown.some((event) => event.id === active) ? idOf(active) : undefined
            }
            onKeyDown={onKeyDown}
          >
            <g aria-hidden>
              {ticksOf(scale).map(({ time, label, isDay }) => (
                <g key={time} transform={`translate(${xOf(scale, time)} 0)`}>
                  <line y2={height} className={isDay ? 'event-timeline__day' : 'event-timeline__tick'} />
                  {fits(xOf(scale, time), nowX, width) && (
                    <text y={height + 16} className="event-timeline__label">
                      {label}
                    </text>
                  )}
                </g>
              ))}
              {lanes.map((source, lane) => (
                <g key={source} transform={`translate(0 ${lane * laneHeight})`}>
                  <line x1={0} x2={width} y1={30} y2={30} className="event-timeline__lane" />
                  <text x={2} y={13} className="event-timeline__source">
                    {cut(source, width)}
                  </text>
                </g>
              ))}
              <line x1={nowX} x2={nowX} y2={height} className="event-timeline__now" />
              <text x={nowX} y={height + 16} className="event-timeline__label event-timeline__label--now">
                now
              </text>
            </g>
            {lanes.map((source, lane) => (
              <g key={source} role="presentation" transform={`translate(0 ${lane * laneHeight + 30})`}>
                {clusters(
                  shown.filter((event) => event.source === source),
                  place,
                ).map((group) => (
                  <Cluster
                    key={group[0]?.id}
                    events={group}
                    place={place}
                    marks={marks}
                    active={active}
                    pointedOut={pointedOut}
                    idOf={idOf}
                    onActivate={onActivate}
                  />
                ))}
              </g>
            ))}
          </svg>
        )}
      </div>
      {(earlier > 0 || shown.length === 0) && (
        <p className="event-timeline__earlier">
          {shown.length === 0 ? 'Nothing happened in this time. ' : ''}
          {earlier === 1 ? '1 event is' : `${earlier} events are`} older.
        </p>
      )}
    </div>
  )
}

interface ClusterProps extends Pick<EventTimelineProps, 'marks' | 'active' | 'pointedOut' | 'onActivate'> {
  readonly events: readonly JourneyEvent[]
  readonly place: (event: JourneyEvent) => number
  readonly idOf: (event: string) => string
}

/** Events at one place: each a choice of its own, drawn as one mark with their number when they are several. */
function Cluster({ events, place, marks, active, pointedOut, idOf, onActivate }: ClusterProps) {
  const [first] = events
  const last = events.at(-1)
  if (first === undefined || last === undefined) return null
  const x = (place(first) + place(last)) / 2
  const at = events.findIndex((event) => event.id === active)
  const isFresh = events.some(({ fresh }) => fresh)
  const isFaint = pointedOut !== undefined && !events.some((event) => pointedOut.has(event.id))
  const activateNext = (): void => {
    onActivate((at >= 0 ? events[(at + 1) % events.length] : last)?.id ?? last.id)
  }
  return (
    <g
      role="presentation"
      transform={`translate(${x} 0)`}
      className={`event-timeline__cluster ${isFaint ? 'event-timeline__cluster--faint' : ''}`}
      onClick={activateNext}
      onPointerEnter={() => {
        onActivate(at >= 0 && active !== undefined ? active : last.id)
      }}
    >
      <circle r={13} className="event-timeline__target" />
      {isFresh && <circle r={10} className="event-timeline__halo" />}
      {at >= 0 && <circle r={11} className="event-timeline__ring" />}
      {events.map((event) => (
        <g
          key={event.id}
          id={idOf(event.id)}
          role="option"
          aria-selected={event.id === active}
          aria-label={`${event.type}, ${event.source}, ${localTime(event.time)}${event.fresh ? ', new' : ''}`}
        >
          {events.length === 1 && <EventShape mark={marks.get(event.type) ?? 0} />}
        </g>
      ))}
      {events.length > 1 && (
        <g aria-hidden>
          <circle r={9} className="event-timeline__bubble" />
          <text y={3.5} className="event-timeline__count">
            {events.length}
          </text>
        </g>
      )}
    </g>
  )
}

const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A time of ISO 8601 as the reader's clock and calendar have it. */
export function localTime(iso: string): string {
  return time.format(new Date(iso))
}

function scaleOf(events: readonly JourneyEvent[], now: number, range: number | undefined, width: number): TimeScale {
  const times = events.map((event) => Date.parse(event.time))
  const to = Math.max(now, ...times)
  const from = range === undefined ? Math.min(now - hour, ...times) : now - range
  const pad = (to - from) * 0.02
  return {
    from: range === undefined ? from - pad : from,
    to: to + pad,
    left: margin,
    right: Math.max(width - margin, margin + 1),
  }
}

/** A label is left out where it would lie on that of now, or leave the picture. */
function fits(x: number, nowX: number, width: number): boolean {
  return Math.abs(x - nowX) > 44 && x > 18 && x < width - 18
}

/** A name no wider than the picture, at about 7 pixels for a letter. */
function cut(name: string, width: number): string {
  const most = Math.max(8, Math.floor(width / 7) - 2)
  return name.length > most ? `${name.slice(0, most - 1)}…` : name
}
