import type { ReactNode } from 'react'
import type { JourneyEvent } from '../../api.js'
import { JsonView } from '../ui/json-view.js'
import { EventMark } from './event-mark.js'
import { localTime } from './event-timeline.js'
import './event-details.css'

/** What one event says. */
export function EventDetails({ event, mark }: { readonly event: JourneyEvent; readonly mark: number }) {
  const { type, source, time, identity, data, fresh } = event
  const members: readonly [string, unknown][] =
    typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.entries(data) : [['data', data]]
  return (
    <div className="event-details">
      <p className="event-details__title">
        <EventMark mark={mark} />
        <strong className="event-details__type">{type}</strong>
        {fresh && <span className="journey__new">new</span>}
      </p>
      <dl className="event-details__facts">
        <Fact name="Time">
          {localTime(time)}
          <span className="event-details__utc">{time.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')}</span>
        </Fact>
        <Fact name="Source">{source}</Fact>
        <Fact name="Identity">{identity}</Fact>
        {members.map(([key, value]) => (
          <Fact key={key} name={key} isData>
            {typeof value === 'object' && value !== null ? <JsonView value={value} depth={1} /> : String(value)}
          </Fact>
        ))}
      </dl>
    </div>
  )
}

function Fact({
  name,
  isData = false,
  children,
}: {
  readonly name: string
  readonly isData?: boolean
  readonly children: ReactNode
}) {
  return (
    <div className="event-details__fact">
      <dt className={isData ? 'event-details__name event-details__name--data' : 'event-details__name'}>{name}</dt>
      <dd className="event-details__value">{children}</dd>
    </div>
  )
}
