/** One thing that is wrong with a manifest, in words that say what to do. */
export interface ManifestProblem {
  /** The file, as seen from the manifest's directory. */
  readonly file: string
  /** JSON Pointer (RFC 6901) to the place; empty for the file as a whole. */
  readonly pointer: string
  /** Line and column of the place, both from 1; absent when the document did not come from a file. */
  readonly line?: number
  readonly column?: number
  readonly message: string
  /** The key or name that was probably meant. */
  readonly suggestion?: string
}

/** What a problem says, with the name that was probably meant. */
export function problemWords({
  message,
  suggestion,
}: {
  readonly message: string
  readonly suggestion?: string | undefined
}): string {
  return suggestion === undefined ? message : `${message} Did you mean "${suggestion}"?`
}
