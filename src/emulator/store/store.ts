import { objectId } from '../ids.js'
import { Events, type CloudEvent, type StoredEvent } from './events.js'
import { Persons } from './persons.js'
import { Templates } from './templates.js'
import { Workspaces } from './workspaces.js'

export interface StoreOptions {
  readonly organizationId: string
  /** Epoch milliseconds. */
  readonly clock: () => number
}

/** Everything the service remembers, without HTTP. */
export class Store {
  readonly organizationId: string
  readonly workspaces: Workspaces
  readonly persons: Persons
  readonly events = new Events()
  readonly templates: Templates
  readonly #clock: () => number

  constructor({ organizationId, clock }: StoreOptions) {
    const audit = {
      organizationId,
      newId: () => objectId(clock()),
      now: () => new Date(clock()).toISOString(),
    }
    this.organizationId = organizationId
    this.#clock = clock
    this.workspaces = new Workspaces(audit.newId)
    this.persons = new Persons(audit)
    this.templates = new Templates(audit)
  }

  /**
   * Keeps an event and takes note of the identity it names.
   * @param text the event's JSON text as it came, to be given back unchanged.
   * @throws {ApiError} 404 for an unknown workspace.
   */
  publish(workspaceId: string, event: CloudEvent, text?: string): StoredEvent {
    this.workspaces.get(workspaceId)
    const former = event.previousidentity === '' ? undefined : (event.previousidentity ?? undefined)
    this.persons.observe(workspaceId, event.identity, event.identitytype, former)
    return this.events.append(workspaceId, event, this.#clock(), text)
  }

  clear(): void {
    for (const part of [this.workspaces, this.persons, this.events, this.templates]) part.clear()
  }
}
