import { CircleAlert } from 'lucide-react'
import type { JourneyProfile } from '../../api.js'
import './profile-cards.css'

type Attribute = JourneyProfile['attributes'][number]

interface ProfileCardsProps {
  readonly profile: JourneyProfile
  /** The card whose events are pointed out. */
  readonly chosen: Attribute | undefined
  readonly onChoose: (attribute: Attribute) => void
  readonly onPoint: (attribute: Attribute | undefined) => void
}

/** What a template makes of the events; a card points out those that it was made of. */
export function ProfileCards({ profile, chosen, onChoose, onPoint }: ProfileCardsProps) {
  return (
    <section className="profile-cards" aria-label={`Profile ${profile.template}`}>
      <h3 className="profile-cards__template">{profile.template}</h3>
      <ul className="profile-cards__list">
        {profile.attributes.map((attribute) => {
          const { name, reads, result, error, events } = attribute
          const [what = '', ...window] = reads.split(', ')
          return (
            <li key={name}>
              <button
                type="button"
                className="profile-cards__card"
                aria-pressed={chosen === attribute}
                onClick={() => {
                  onChoose(attribute)
                }}
                onPointerEnter={() => {
                  onPoint(attribute)
                }}
                onPointerLeave={() => {
                  onPoint(undefined)
                }}
                onFocus={() => {
                  onPoint(attribute)
                }}
                onBlur={() => {
                  onPoint(undefined)
                }}
              >
                <span className="profile-cards__name">{name}</span>
                {error === '' ? (
                  <span
                    className={`profile-cards__value ${result.length > 8 ? 'profile-cards__value--long' : ''}`}
                    title={result}
                  >
                    {result === '' ? '–' : result}
                  </span>
                ) : (
                  <span className="profile-cards__error">
                    <CircleAlert className="profile-cards__icon" />
                    {error}
                  </span>
                )}
                <span className="profile-cards__reads">{[what, ...window].join(' · ')}</span>
                <span className="profile-cards__made">
                  {events.length === 0
                    ? 'No event counts'
                    : events.length === 1
                      ? 'From 1 event'
                      : `From ${events.length} events`}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
