import type { Journey, JourneyIdentity } from '../../api.js'
import { graphLayout, personRadius } from './graph-layout.js'
import { identityLooks } from './identity-look.js'
import { useElementWidth } from './use-element-width.js'
import './identity-graph.css'

interface IdentityGraphProps {
  readonly person: NonNullable<Journey['person']>
  readonly identities: readonly JourneyIdentity[]
  /** The identity whose events are pointed out. */
  readonly chosen: string | undefined
  readonly onChoose: (identity: string) => void
  readonly onPoint: (identity: string | undefined) => void
}

/** A person with all identities that are known to be hers; a list for who does not see the lines. */
export function IdentityGraph({ person, identities, chosen, onChoose, onPoint }: IdentityGraphProps) {
  const [ref, width] = useElementWidth()
  const sizeOf = (kind: string): number => identities.filter((identity) => identity.kind === kind).length
  // Kinds stand together, the largest first.
  const ordered = identities.toSorted(
    (one, other) => sizeOf(other.kind) - sizeOf(one.kind) || one.kind.localeCompare(other.kind),
  )
  const layout = graphLayout(ordered.length, width)
  const name = nameOf(person)
  const { x, y } = layout.person
  const known = ordered.length === 1 ? '1 identity' : `${ordered.length} identities`
  return (
    <div ref={ref} className={`identity-graph ${layout.isDense ? 'identity-graph--dense' : ''}`}>
      {width > 0 && (
        <div className="identity-graph__picture" style={{ height: layout.height }}>
          <svg className="identity-graph__edges" width={width} height={layout.height} aria-hidden>
            {ordered.map(({ kind, value, events, fresh }, index) => (
              <path
                key={`${kind} ${value}`}
                d={layout.edges[index]}
                pathLength={1}
                strokeWidth={1.25 + Math.min(events, 8) * 0.4}
                className={`identity-graph__edge identity--${kind} ${fresh ? 'identity-graph__edge--fresh' : ''}`}
              />
            ))}
          </svg>
          <div
            className={`identity-graph__person ${layout.isAround ? 'identity-graph__person--around' : ''}`}
            style={{ left: layout.isAround ? x : 0, top: y - personRadius }}
          >
            <span aria-hidden className="identity-graph__avatar">
              {initials(name)}
            </span>
            <span className="identity-graph__names">
              <strong className="identity-graph__name">{name}</strong>
              <span className="identity-graph__known">{known}</span>
            </span>
          </div>
          <ul className="identity-graph__list" aria-label={`Identities of ${name}`}>
            {ordered.map((identity, index) => {
              const { kind, value, events, fresh } = identity
              const { title, icon: Icon } = identityLooks[kind]
              const box = layout.boxes[index]
              return (
                <li
                  key={`${kind} ${value}`}
                  className="identity-graph__entry"
                  style={box && { left: box.x, top: box.y, width: box.width, height: box.height }}
                >
                  <button
                    type="button"
                    className={`identity identity--${kind} ${fresh ? 'identity--fresh' : ''}`}
                    aria-pressed={chosen === value}
                    title={value}
                    onClick={() => {
                      onChoose(value)
                    }}
                    onPointerEnter={() => {
                      onPoint(value)
                    }}
                    onPointerLeave={() => {
                      onPoint(undefined)
                    }}
                  >
                    <span className="identity__mark">
                      <Icon className="identity__icon" />
                    </span>
                    <span className="identity__texts">
                      <span className={layout.isDense ? 'visually-hidden' : 'identity__kind'}>{title} </span>
                      <span className="identity__value">{value}</span>
                    </span>
                    {fresh && <span className="identity__new">new</span>}
                    <span className="identity__events" aria-hidden>
                      {events}
                    </span>
                    <span className="visually-hidden">, {events === 1 ? '1 event' : `${events} events`}</span>
                  </button>
                </li>
              )
            })}
          </ul>
        </div>
      )}
    </div>
  )
}

export function nameOf({ firstName, lastName }: NonNullable<Journey['person']>): string {
  const name = [firstName, lastName].filter((part) => part !== null && part.trim() !== '').join(' ')
  return name === '' ? 'Without a name' : name
}

function initials(name: string): string {
  if (name === 'Without a name') return '?'
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => /^./u.exec(word ?? '')?.[0] ?? '')
  return letters.join('').toUpperCase()
}
