/** The host's sources of time and chance; tests put their own in. */
export interface Generators {
  readonly uuid: () => string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export function generate(kind: 'uuid' | 'now', generators: Generators): string {
  return kind === 'uuid' ? generators.uuid() : new Date(generators.now()).toISOString()
}
