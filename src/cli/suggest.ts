import { meant } from '../manifest/meant.js'

/** ` Did you mean "x"?` when one of the known names is near, else nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = name.length > 64 ? undefined : meant(name, known)
  return near === undefined ? '' : ` Did you mean "${near}"?`
}
