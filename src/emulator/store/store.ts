import { ApiError } from '../api-error.js'
import { objectId } from '../ids.js'
import { Events, type CloudEvent, type StoredEvent } from './events.js'
import { Persons } from './persons.js'
import { Receipts } from './receipts.js'
import { Templates } from './templates.js'
import { Workspaces } from './workspaces.js'

/** What becomes of an event whose source and id the workspace has already: it is kept once more, or answered 409. */
export const REPEATED_EVENTS = ['accept', 'refuse'] as const

export type RepeatedEvents = (typeof REPEATED_EVENTS)[number]

export interface StoreOptions {
  readonly organizationId: string
  /** Default `accept`. */
  readonly repeatedEvents?: RepeatedEvents
  /** Epoch milliseconds. */
  readonly clock: () => number
}

/** Everything the service remembers, without HTTP. */
export class Store {
  readonly organizationId: string
  readonly workspaces: Workspaces
  readonly persons: Persons
  readonly events = new Events()
  /** Every event that was published, the repeated ones included; not those of the seed. */
  readonly receipts: Receipts
  readonly templates: Templates
  /** Can be changed at any time; what was published before counts. */
  repeatedEvents: RepeatedEvents
  readonly #clock: () => number

  constructor({ organizationId, clock, repeatedEvents = 'accept' }: StoreOptions) {
    const audit = {
      organizationId,
      newId: () => objectId(clock()),
      now: () => new Date(clock()).toISOString(),
    }
    this.organizationId = organizationId
    this.repeatedEvents = repeatedEvents
    this.#clock = clock
    this.receipts = new Receipts(audit.now)
    this.workspaces = new Workspaces(audit.newId)
    this.persons = new Persons(audit, this.workspaces)
    this.templates = new Templates(audit, this.workspaces)
  }

  /**
   * Receives an event as a caller publishes it.
   * @param text the event's JSON text as it came, to be given back unchanged.
   * @throws {ApiError} 404 for an unknown workspace; 409 for a repeated event where those are refused.
   */
  publish(workspaceId: string, event: CloudEvent, text = JSON.stringify(event)): StoredEvent {
    this.workspaces.get(workspaceId)
    const repeated = this.events.has(workspaceId, event)
    const stored = !repeated || this.repeatedEvents === 'accept'
    this.receipts.add(workspaceId, event, text, { repeated, stored })
    if (!stored) throw new ApiError(409, [`Id ${event.id} already exists`])
    return this.keep(workspaceId, event, text)
  }

  /** Keeps an event, whether it is there already or not, and takes note of the identity it names. */
  keep(workspaceId: string, event: CloudEvent, text?: string): StoredEvent {
    const former = event.previousidentity === '' ? undefined : (event.previousidentity ?? undefined)
    this.persons.observe(workspaceId, event.identity, event.identitytype, former)
    return this.events.append(workspaceId, event, this.#clock(), text)
  }

  clear(): void {
    for (const part of [this.workspaces, this.persons, this.events, this.receipts, this.templates]) part.clear()
  }
}
