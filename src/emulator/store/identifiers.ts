/** The kinds of identifier a person has, in the order in which the service lists a person's aliases. */
export const IDENTIFIER_KINDS = ['customerId', 'email', 'phone', 'temporaryId', 'socialId'] as const

export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]
export type Identifiers = Readonly<Record<IdentifierKind, readonly string[]>>

const perKind = (values: (kind: IdentifierKind) => Iterable<string>): Identifiers => {
  const entries = IDENTIFIER_KINDS.map((kind) => [kind, [...new Set(values(kind))]] as const)
  return Object.fromEntries(entries) as Record<IdentifierKind, string[]>
}

/** Every identifier of every source, kind by kind, each once and in the order met. */
export const union = (...sources: readonly Partial<Identifiers>[]): Identifiers =>
  perKind((kind) => sources.flatMap((source) => source[kind] ?? []))

export const without = (source: Identifiers, aliases: ReadonlySet<string>): Identifiers =>
  perKind((kind) => source[kind].filter((alias) => !aliases.has(alias)))

/** All identifiers of a person in one list, whatever their kind. */
export const aliasesOf = (source: Partial<Identifiers>): string[] => [
  ...new Set(IDENTIFIER_KINDS.flatMap((kind) => source[kind] ?? [])),
]

/** The kind that an event's `identitytype` means, in any letter case; a type of its own is kept as a temporary id. */
export function kindOf(identityType: string): IdentifierKind {
  const wanted = identityType.toLowerCase()
  return IDENTIFIER_KINDS.find((kind) => kind.toLowerCase() === wanted) ?? 'temporaryId'
}
