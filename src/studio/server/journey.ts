import type { Emulator, Person, StoredEvent, Template, TemplateAttribute, Workspace } from '../../emulator/index.js'
import { IDENTIFIER_KINDS } from '../../emulator/store/identifiers.js'
import { buildView, takenEvents } from '../../emulator/views/view.js'
import type { CompiledMethod } from '../../manifest/compiled.js'
import type { Journey, JourneyProfile, Values } from '../api.js'

/** What the emulator held at one time, to tell later what has come since. */
export interface Snapshot {
  readonly events: ReadonlySet<StoredEvent>
  /** Each as it was then; the store makes a new one of a person that changes. */
  readonly persons: ReadonlyMap<string, Person>
}

type Store = Emulator['store']

export function takeSnapshot(store: Store): Snapshot {
  return {
    events: new Set(allOf(store, ({ events }, workspaceId) => events.list(workspaceId))),
    persons: new Map(allPersons(store).map((person) => [person.id, person])),
  }
}

/** Whom something has happened to since then. */
export function touchedSince(store: Store, before: Snapshot): string[] {
  const events = allOf(store, (part, workspaceId) => part.events.list(workspaceId))
  const named = events.filter((event) => !before.events.has(event)).map(({ identity }) => identity)
  const changed = allPersons(store).filter((person) => before.persons.get(person.id) !== person)
  return [...named, ...changed.flatMap(({ aliases }) => aliases)]
}

/** The values by which an invocation names a person: those of the inputs that the manifest marks so. */
export function identifiersIn({ manifest }: Pick<CompiledMethod, 'manifest'>, values: Values): string[] {
  return Object.entries(manifest.inputs).flatMap(([id, { pii }]) =>
    pii === 'identifier' ? [values[id]].flat().filter((value) => typeof value === 'string') : [],
  )
}

/**
 * What the emulator knows of one person.
 * @param aliases identifiers of the person, in any workspace
 * @param before what was there before the last run; what is not in it is fresh
 */
export function journeyOf(store: Store, aliases: readonly string[], before: Snapshot | undefined): Journey {
  const persons = store.workspaces.list().flatMap((workspace) =>
    store.persons.list(workspace.id).map((person) => ({
      alias: person.aliases[0] ?? person.id,
      label: labelOf(person, workspace, store),
    })),
  )
  const person = findPerson(store, aliases)
  if (person === undefined) return { person: null, identities: [], events: [], profiles: [], persons }

  const { workspaceId } = person
  const events = store.events.list(workspaceId, person.aliases)
  return {
    person: {
      id: person.id,
      firstName: person.firstName,
      lastName: person.lastName,
      updatedAt: person.updatedAt,
    },
    identities: IDENTIFIER_KINDS.flatMap((kind) =>
      person[kind].map((value) => ({
        kind,
        value,
        fresh: before !== undefined && before.persons.get(person.id)?.aliases.includes(value) !== true,
        events: events.filter(({ identity }) => identity === value).length,
      })),
    ),
    events: events.toReversed().map((event) => ({
      id: event.id,
      type: event.type,
      source: event.source,
      time: new Date(event.timeMs).toISOString(),
      identity: event.identity,
      data: event.data,
      fresh: before !== undefined && !before.events.has(event),
    })),
    profiles: store.templates.list(workspaceId).map((template) => profile(template, person, events)),
    persons,
  }
}

function findPerson(store: Store, aliases: readonly string[]): Person | undefined {
  return allOf(store, ({ persons }, workspaceId) => persons.findByAliases(workspaceId, aliases))[0]
}

function labelOf(person: Person, workspace: Workspace, store: Store): string {
  const name = [person.firstName, person.lastName].filter(Boolean).join(' ')
  const label = name === '' ? (person.aliases[0] ?? person.id) : name
  return store.workspaces.list()[0]?.id === workspace.id ? label : `${label} (${workspace.name})`
}

function profile(template: Template, person: Person, events: readonly StoredEvent[]): JourneyProfile {
  const nowMs = Date.now()
  const view = buildView(template, person, events, nowMs)
  return {
    template: template.name,
    attributes: template.attributes.map((attribute, index) => ({
      name: attribute.displayName,
      event: attribute.event,
      reads: reading(attribute),
      result: view.attributes[index]?.result ?? '',
      error: view.attributes[index]?.error ?? '',
      events: takenEvents(attribute, events, nowMs).map(({ event }) => event.id),
    })),
  }
}

function reading({ aggregationMode, metaData, lookBackPeriod, lookBackDurationType }: TemplateAttribute): string {
  return `${aggregationMode} of ${metaData}, last ${lookBackPeriod} ${lookBackDurationType.toLowerCase()}`
}

/** Whom the newest event is about. */
export function latestIdentity(store: Store): string[] {
  const events = allOf(store, (part, workspaceId) => part.events.list(workspaceId).slice(0, 1))
  return events
    .toSorted((one, other) => other.timeMs - one.timeMs)
    .slice(0, 1)
    .map(({ identity }) => identity)
}

function allPersons(store: Store): Person[] {
  return allOf(store, ({ persons }, workspaceId) => persons.list(workspaceId))
}

/** What there is in all workspaces together. */
function allOf<T>(store: Store, list: (store: Store, workspaceId: string) => readonly T[]): T[] {
  return store.workspaces.list().flatMap(({ id }) => list(store, id))
}
