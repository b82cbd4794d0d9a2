import { ApiError, badRequest, notFound, personNotFound } from '../api-error.js'
import { IDENTIFIER_KINDS, aliasesOf, kindOf, union, without, type Identifiers } from './identifiers.js'
import {
  hasIdentifier,
  mergeDetails,
  type MergeRequest,
  type Person,
  type PersonDetails,
  type PersonInput,
} from './person.js'
import { patchDetails, type PatchStep } from './person-patch.js'
import type { Workspaces } from './workspaces.js'

interface Audit {
  readonly organizationId: string
  readonly newId: () => string
  /** ISO 8601 in UTC. */
  readonly now: () => string
}

interface Book {
  /** In the order of creation. */
  readonly byId: Map<string, Person>
  readonly idByAlias: Map<string, string>
}

/** Who an API call acts for when it does not say. */
const API_USER = 'emulator'
/** What the service writes as creator of a person that it first met in an event. */
const EVENT_STREAM = 'journey-stream-profiles'

/**
 * The persons of all workspaces. Inside a workspace an alias belongs to at most one person. A workspace that does not
 * exist is an {@link ApiError} 404.
 */
export class Persons {
  readonly #audit: Audit
  readonly #workspaces: Workspaces
  readonly #books = new Map<string, Book>()

  constructor(audit: Audit, workspaces: Workspaces) {
    this.#audit = audit
    this.#workspaces = workspaces
  }

  /** In the order of creation. */
  list(workspaceId: string): Person[] {
    return [...this.#book(workspaceId).byId.values()]
  }

  /** @throws {ApiError} 404 */
  get(workspaceId: string, personId: string): Person {
    const person = this.#book(workspaceId).byId.get(personId)
    if (person === undefined) throw notFound(personId)
    return person
  }

  /** The distinct persons who have any of the aliases, the oldest first. */
  findByAliases(workspaceId: string, aliases: Iterable<string>): Person[] {
    const { byId, idByAlias } = this.#book(workspaceId)
    const ids = new Set([...aliases].flatMap((alias) => idByAlias.get(alias) ?? []))
    // The order only matters among several, who are rare; one is found without looking at everybody.
    if (ids.size > 1) return [...byId.values()].filter((person) => ids.has(person.id))
    return [...ids].flatMap((id) => byId.get(id) ?? [])
  }

  /** @throws {ApiError} 404 */
  getByAlias(workspaceId: string, alias: string): Person {
    const id = this.#book(workspaceId).idByAlias.get(alias)
    if (id === undefined) throw personNotFound()
    return this.get(workspaceId, id)
  }

  /** @throws {ApiError} 400 without identifiers, 409 when one belongs to somebody already. */
  create(workspaceId: string, input: PersonInput): Person {
    this.#requireIdentifier(input)
    const owner = this.findByAliases(workspaceId, aliasesOf(input))[0]
    if (owner !== undefined) throw new ApiError(409, [`Id ${owner.id} already exists`])
    return this.#add(workspaceId, mergeDetails([], input), API_USER)
  }

  /**
   * Adds what the request names to the persons who share an alias with it, and makes one person of them; a new person
   * when nobody does. The oldest keeps its id.
   * @throws {ApiError} 400 without identifiers.
   */
  mergeIdentities(workspaceId: string, request: MergeRequest): Person {
    this.#requireIdentifier(request)
    return this.#merge(workspaceId, this.findByAliases(workspaceId, aliasesOf(request)), request, API_USER)
  }

  /** Makes one person of several; the primary one keeps its id. @throws {ApiError} 404, 400 */
  mergePersons(workspaceId: string, primaryId: string, otherIds: readonly string[]): Person {
    if (otherIds.includes(primaryId)) throw badRequest('A person cannot be merged into itself')
    const persons = [primaryId, ...otherIds].map((id) => this.get(workspaceId, id))
    return this.#merge(workspaceId, persons, {}, API_USER)
  }

  /** @throws {ApiError} 404; 400 when an identifier belongs to somebody else. */
  addIdentities(workspaceId: string, personId: string, added: Partial<Identifiers>): Person {
    const person = this.get(workspaceId, personId)
    return this.#replace(person, { ...person, ...union(person, added) })
  }

  /** @throws {ApiError} 404; 400 when nothing would be left. */
  removeIdentities(workspaceId: string, personId: string, aliases: readonly string[]): Person {
    const person = this.get(workspaceId, personId)
    return this.#replace(person, { ...person, ...without(person, new Set(aliases)) })
  }

  /** @throws {ApiError} 404; 400 for a step that cannot be done. */
  patch(workspaceId: string, personId: string, steps: readonly PatchStep[]): Person {
    const person = this.get(workspaceId, personId)
    return this.#replace(person, patchDetails(person, steps))
  }

  /** The person's events stay. @throws {ApiError} 404 */
  delete(workspaceId: string, personId: string): void {
    this.#remove(this.get(workspaceId, personId))
  }

  /** Takes note of the identity an event names: of an unknown one a person is made, a former one is joined with it. */
  observe(workspaceId: string, identity: string, identityType: string, former?: string): Person {
    const known = this.findByAliases(workspaceId, former === undefined ? [identity] : [identity, former])
    const kind = kindOf(identityType)
    const unknown = [identity, ...(former === undefined ? [] : [former])].filter(
      (alias) => !known.some((person) => person.aliases.includes(alias)),
    )
    const first = known[0]
    if (first !== undefined && known.length === 1 && unknown.length === 0) return first
    return this.#merge(workspaceId, known, { [kind]: unknown }, EVENT_STREAM)
  }

  clear(): void {
    this.#books.clear()
  }

  #merge(workspaceId: string, persons: readonly Person[], request: MergeRequest, by: string): Person {
    const [survivor, ...others] = persons
    const details = mergeDetails(persons, request)
    if (survivor === undefined) return this.#add(workspaceId, details, by)
    for (const other of others) this.#remove(other)
    return this.#replace(survivor, details, by)
  }

  #add(workspaceId: string, details: PersonDetails, by: string): Person {
    const now = this.#audit.now()
    return this.#put({
      id: this.#audit.newId(),
      ...details,
      aliases: aliasesOf(details),
      organizationId: this.#audit.organizationId,
      workspaceId,
      override: null,
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
    })
  }

  #replace(person: Person, details: PersonDetails, by = API_USER): Person {
    const aliases = aliasesOf(details)
    if (aliases.length === 0) throw badRequest('A person needs at least one identifier')
    if (this.findByAliases(person.workspaceId, aliases).some((owner) => owner.id !== person.id)) {
      throw badRequest('Alias to be added already exists to some other Person')
    }
    const { idByAlias } = this.#book(person.workspaceId)
    for (const alias of person.aliases) idByAlias.delete(alias)
    return this.#put({ ...person, ...details, aliases, updatedAt: this.#audit.now(), updatedBy: by })
  }

  #put(person: Person): Person {
    const { byId, idByAlias } = this.#book(person.workspaceId)
    byId.set(person.id, person)
    for (const alias of person.aliases) idByAlias.set(alias, person.id)
    return person
  }

  #remove(person: Person): void {
    const { byId, idByAlias } = this.#book(person.workspaceId)
    byId.delete(person.id)
    for (const alias of person.aliases) idByAlias.delete(alias)
  }

  #requireIdentifier(input: PersonInput): void {
    if (!hasIdentifier(input)) throw badRequest(`At least one identifier is required: ${IDENTIFIER_KINDS.join(', ')}`)
  }

  #book(workspaceId: string): Book {
    this.#workspaces.get(workspaceId)
    let book = this.#books.get(workspaceId)
    if (book === undefined) {
      book = { byId: new Map(), idByAlias: new Map() }
      this.#books.set(workspaceId, book)
    }
    return book
  }
}
