import { IDENTIFIER_KINDS, aliasesOf, union, type IdentifierKind, type Identifiers } from './identifiers.js'

/** What a caller may say about a person. */
export interface PersonInput extends Partial<Identifiers> {
  readonly firstName?: string
  readonly lastName?: string
}

/** What merging decides: the part of a person that is not bookkeeping. */
export interface PersonDetails extends Identifiers {
  readonly firstName: string | null
  readonly lastName: string | null
}

/** A person as the service answers it. Times are ISO 8601 in UTC. */
export interface Person extends PersonDetails {
  readonly id: string
  readonly aliases: readonly string[]
  readonly organizationId: string
  readonly workspaceId: string
  readonly override: null
  readonly createdAt: string
  readonly createdBy: string
  readonly updatedAt: string
  readonly updatedBy: string
}

export interface MergeRequest extends PersonInput {
  /** True: identifiers that the request does not name are removed. Default: they stay. */
  readonly override?: boolean
}

/**
 * What becomes of the persons that share an alias with the request, the oldest first: one person with the union of all
 * identifiers, or with override only those named. A name of the request wins, then the oldest person that has one.
 */
export function mergeDetails(matches: readonly PersonDetails[], request: MergeRequest): PersonDetails {
  const firstOf = (names: readonly (string | null | undefined)[]): string | null => names.find(Boolean) ?? null
  return {
    firstName: firstOf([request.firstName, ...matches.map((person) => person.firstName)]),
    lastName: firstOf([request.lastName, ...matches.map((person) => person.lastName)]),
    ...(request.override === true ? union(request) : union(...matches, request)),
  }
}

export const hasIdentifier = (input: Partial<Identifiers>): boolean => aliasesOf(input).length > 0

export const isKind = (text: string): text is IdentifierKind => (IDENTIFIER_KINDS as readonly string[]).includes(text)
