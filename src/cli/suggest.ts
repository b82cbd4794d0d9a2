import { closest, distance } from 'fastest-levenshtein'

/** ` Did you mean "x"?` when one of the known names is near, else nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  if (known.length === 0 || name.length > 64) return ''
  const candidate = closest(name, known)
  const near = distance(name.toLowerCase(), candidate.toLowerCase()) <= Math.max(2, Math.floor(name.length / 3))
  return near ? ` Did you mean "${candidate}"?` : ''
}
