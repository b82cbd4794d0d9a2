import { useState } from 'react'
import type { JourneyEvent } from '../../api.js'
import { Button } from '../ui/button.js'
import { EventMark, type Marks } from './event-mark.js'
import { localTime } from './event-timeline.js'
import './event-list.css'

/** Rows before more are asked for. */
const firstRows = 8

interface EventListProps {
  /** The oldest first. */
  readonly events: readonly JourneyEvent[]
  readonly marks: Marks
  readonly active: string | undefined
  readonly pointedOut: ReadonlySet<string> | undefined
  readonly onActivate: (event: string) => void
}

/** The events in words, the newest first. */
export function EventList({ events, marks, active, pointedOut, onActivate }: EventListProps) {
  const [isWhole, setWhole] = useState(false)
  const newest = events.toReversed()
  const shown = isWhole ? newest : newest.slice(0, firstRows)
  return (
    <div className="event-list">
      <ol className="event-list__list" aria-label="Events, the newest first">
        {shown.map(({ id, type, source, time, fresh }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === active}
              className={`event-list__event ${pointedOut?.has(id) === false ? 'event-list__event--faint' : ''}`}
              onClick={() => {
                onActivate(id)
              }}
            >
              <EventMark mark={marks.get(type) ?? 0} />
              <span className="event-list__type">{type}</span>
              <span className="event-list__source">{source}</span>
              {fresh && <span className="journey__new">new</span>}
              <time className="event-list__time" dateTime={time} title={localTime(time)}>
                {shortTime.format(new Date(time))}
              </time>
            </button>
          </li>
        ))}
      </ol>
      {newest.length > shown.length && (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            setWhole(true)
          }}
        >
          {newest.length - shown.length} more
        </Button>
      )}
    </div>
  )
}

const shortTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
