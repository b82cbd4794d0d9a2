/** The entries of a text list: blanks around them, empty ones and exact repetitions dropped, order kept. */
export function split(text: string, separator: string): string[] {
  return distinct(text.split(separator))
}

/** The same for a list that is one already. Case matters: `a` and `A` are two entries. */
export function distinct(entries: readonly string[]): string[] {
  const kept = entries.map(trimSpaces).filter((text) => text.trim() !== '')
  // A set costs more than the whole list where that is short, as most are.
  return kept.length < 8 ? kept.filter((text, index) => kept.indexOf(text) === index) : [...new Set(kept)]
}

const space = 0x20

/** Removes spaces only: a line break or a tab is no accident to hide but something to complain of. */
export function trimSpaces(text: string): string {
  if (text.charCodeAt(0) !== space && text.charCodeAt(text.length - 1) !== space) return text
  return text.replace(/^ +/, '').replace(/ +$/, '')
}
