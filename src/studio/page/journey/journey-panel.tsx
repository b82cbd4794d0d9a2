import { Route, TestTube, UserRound, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Journey, JourneyEvent } from '../../api.js'
import { useStudio } from '../state/studio-context.js'
import { Alert } from '../ui/alert.js'
import { Button } from '../ui/button.js'
import { EmptyState } from '../ui/empty-state.js'
import { Menu } from '../ui/menu.js'
import { Skeleton } from '../ui/skeleton.js'
import { EventDetails } from './event-details.js'
import { EventList } from './event-list.js'
import { marksOf } from './event-mark.js'
import { EventTimeline } from './event-timeline.js'
import { IdentityGraph, nameOf } from './identity-graph.js'
import { ProfileCards } from './profile-cards.js'
import { useJourney } from './use-journey.js'
import './journey-panel.css'

/** What the emulator knows of one person: identities, events, and what templates make of them. */
export function JourneyPanel() {
  const { state } = useStudio()
  const { loaded, failure, choose } = useJourney()
  if (state.session.emulator === null)
    return (
      <EmptyState icon={TestTube} title="There is no emulator to look into.">
        The studio was started without one. A real service keeps its journeys to itself.
      </EmptyState>
    )
  return (
    <div className="journey">
      <RealConnectionNote />
      {failure !== undefined && <Alert tone="danger">{failure}</Alert>}
      {loaded === undefined ? (
        failure === undefined && <Skeleton lines={8} label="Loading the journey" />
      ) : loaded.journey.person === null ? (
        <Nobody persons={loaded.journey.persons} onChoose={choose} />
      ) : (
        <PersonJourney
          key={loaded.journey.person.id}
          journey={loaded.journey}
          person={loaded.journey.person}
          now={loaded.now}
          onChoose={choose}
        />
      )}
    </div>
  )
}

/** What a real service was told is not in the picture. */
function RealConnectionNote() {
  const { state } = useStudio()
  const { node, forms, method, session } = state
  const input = node.description.authentication?.input
  const chosen = input === undefined ? undefined : forms[method]?.[input]
  const connection = session.connections.find(({ name }) => name === chosen)
  if (connection?.kind !== 'stored') return null
  return (
    <Alert>
      {connection.name} leads to a real service, which keeps its journeys to itself. This is what the emulator knows.
    </Alert>
  )
}

interface NobodyProps {
  readonly persons: Journey['persons']
  readonly onChoose: (alias: string) => void
}

function Nobody({ persons, onChoose }: NobodyProps) {
  return (
    <EmptyState
      icon={Route}
      title="Run a method for someone first."
      action={
        <ul className="journey__persons">
          {persons.slice(0, 8).map(({ alias, label }) => (
            <li key={alias}>
              <Button
                icon={UserRound}
                onClick={() => {
                  onChoose(alias)
                }}
              >
                {label}
              </Button>
            </li>
          ))}
        </ul>
      }
    >
      Identities, events and profile of that person are drawn here then.
      {persons.length > 0 && ' Or look at somebody whom the emulator knows:'}
    </EmptyState>
  )
}

/** Something whose events are pointed out. */
interface Pointer {
  readonly key: unknown
  readonly words: string
  readonly events: ReadonlySet<string>
}

interface PersonJourneyProps {
  readonly journey: Journey
  readonly person: NonNullable<Journey['person']>
  readonly now: number
  readonly onChoose: (alias: string) => void
}

function PersonJourney({ journey, person, now, onChoose }: PersonJourneyProps) {
  const { identities, events, profiles, persons } = journey
  const [pinned, setPinned] = useState<Pointer>()
  const [hovered, setHovered] = useState<Pointer>()
  const [activated, setActivated] = useState<string>()
  const active = events.find(({ id }) => id === activated) ?? latest(events)
  const marks = marksOf(events.map(({ type }) => type))
  const pointedOut = (hovered ?? pinned)?.events

  const ofIdentity = (identity: string): Pointer => ({
    key: identity,
    words: `of ${identity}`,
    events: new Set(events.filter((event) => event.identity === identity).map(({ id }) => id)),
  })
  const pin = (pointer: Pointer): void => {
    setPinned(pinned?.key === pointer.key ? undefined : pointer)
  }

  return (
    <>
      <Section
        title="Identities"
        action={
          <Menu
            label="Persons"
            groups={[
              {
                items: persons.map(({ alias, label }) => ({
                  id: alias,
                  label,
                  hint: label === alias ? undefined : alias,
                  icon: UserRound,
                  checked: identities.some(({ value }) => value === alias),
                  onSelect: () => {
                    onChoose(alias)
                  },
                })),
              },
            ]}
            trigger={(props) => (
              <Button size="sm" icon={UserRound} {...props}>
                Another person
              </Button>
            )}
          />
        }
      >
        <IdentityGraph
          person={person}
          identities={identities}
          chosen={typeof pinned?.key === 'string' ? pinned.key : undefined}
          onChoose={(identity) => {
            pin(ofIdentity(identity))
          }}
          onPoint={(identity) => {
            setHovered(identity === undefined ? undefined : ofIdentity(identity))
          }}
        />
      </Section>
      <Section
        title="Events"
        count={events.length}
        action={
          pinned !== undefined && (
            <Button
              size="sm"
              variant="ghost"
              icon={X}
              onClick={() => {
                setPinned(undefined)
              }}
            >
              {`Only those ${pinned.words}`}
            </Button>
          )
        }
      >
        {active === undefined ? (
          <p className="journey__none">Nothing has happened yet. Write an event for {nameOf(person)} to see it here.</p>
        ) : (
          <>
            <EventTimeline
              events={events}
              marks={marks}
              now={now}
              active={active.id}
              pointedOut={pointedOut}
              onActivate={setActivated}
            />
            <div className="journey__events">
              <EventList
                events={events}
                marks={marks}
                active={active.id}
                pointedOut={pointedOut}
                onActivate={setActivated}
              />
              <EventDetails event={active} mark={marks.get(active.type) ?? 0} />
            </div>
          </>
        )}
      </Section>
      {profiles.some(({ attributes }) => attributes.length > 0) && (
        <Section title="Progressive profile">
          <div className="journey__profiles">
            {profiles.map((profile) => (
              <ProfileCards
                key={profile.template}
                profile={profile}
                chosen={profile.attributes.find((attribute) => attribute === pinned?.key)}
                onChoose={(attribute) => {
                  pin({ key: attribute, words: `in ${attribute.name}`, events: new Set(attribute.events) })
                }}
                onPoint={(attribute) => {
                  setHovered(
                    attribute && { key: attribute, words: `in ${attribute.name}`, events: new Set(attribute.events) },
                  )
                }}
              />
            ))}
          </div>
        </Section>
      )}
    </>
  )
}

function Section({
  title,
  count,
  action,
  children,
}: {
  readonly title: string
  readonly count?: number
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className="journey__section">
      <header className="journey__header">
        <h2 className="journey__title">
          {title} {count !== undefined && <span className="journey__count">{count}</span>}
        </h2>
        {action}
      </header>
      {children}
    </section>
  )
}

/** What the last run brought, else what happened last. */
function latest(events: readonly JourneyEvent[]): JourneyEvent | undefined {
  return events.findLast(({ fresh }) => fresh) ?? events.at(-1)
}
