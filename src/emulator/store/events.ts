/** A CloudEvent in structured form, as a caller publishes it. */
export interface CloudEvent {
  readonly id: string
  readonly specversion: string
  readonly type: string
  readonly source: string
  readonly identity: string
  readonly identitytype: string
  readonly datacontenttype: string
  readonly data: Readonly<Record<string, unknown>>
  /** RFC 3339. */
  readonly time?: string
  readonly previousidentity?: string | null
}

export interface StoredEvent extends CloudEvent {
  readonly time: string
  /** `time` in epoch milliseconds. */
  readonly timeMs: number
  /** The event's JSON text exactly as it came, with `time` appended when it had none. */
  readonly text: string
}

/** What was published, append-only, by workspace and identity. */
export class Events {
  readonly #workspaces = new Map<string, Map<string, StoredEvent[]>>()
  /** What makes events the same, by workspace: their source and id. */
  readonly #known = new Map<string, Set<string>>()

  /** Whether the workspace has an event of this source and id. */
  has(workspaceId: string, event: Pick<CloudEvent, 'source' | 'id'>): boolean {
    return this.#known.get(workspaceId)?.has(sourceAndId(event)) ?? false
  }

  /** @param text the JSON text to keep; the event's own by default. @param nowMs stands in for a missing `time`. */
  append(workspaceId: string, event: CloudEvent, nowMs: number, text = JSON.stringify(event)): StoredEvent {
    const time = event.time ?? new Date(nowMs).toISOString()
    const stored = {
      ...event,
      time,
      timeMs: Date.parse(time),
      text: event.time === undefined ? appendMember(text, 'time', time) : text,
    }
    const byIdentity = this.#workspaces.get(workspaceId) ?? new Map<string, StoredEvent[]>()
    this.#workspaces.set(workspaceId, byIdentity)
    const events = byIdentity.get(event.identity) ?? []
    byIdentity.set(event.identity, events)
    events.push(stored)
    const known = this.#known.get(workspaceId) ?? new Set()
    this.#known.set(workspaceId, known.add(sourceAndId(event)))
    return stored
  }

  /** The events recorded under any of the identities, all events when none are given; the newest first. */
  list(workspaceId: string, identities?: Iterable<string>): StoredEvent[] {
    const byIdentity = this.#workspaces.get(workspaceId)
    const events = [...(identities ?? byIdentity?.keys() ?? [])].flatMap((identity) => byIdentity?.get(identity) ?? [])
    return events.reverse().sort((one, other) => other.timeMs - one.timeMs)
  }

  clear(): void {
    this.#workspaces.clear()
    this.#known.clear()
  }
}

const sourceAndId = ({ source, id }: Pick<CloudEvent, 'source' | 'id'>): string => JSON.stringify([source, id])

function appendMember(objectText: string, name: string, value: string): string {
  const end = objectText.lastIndexOf('}')
  return `${objectText.slice(0, end)},${JSON.stringify(name)}:${JSON.stringify(value)}}`
}
