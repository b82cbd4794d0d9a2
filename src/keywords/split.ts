/** The entries of a text list: blanks around them, empty ones and exact repetitions dropped, order kept. */
export function split(text: string, separator: string): string[] {
  return distinct(text.split(separator))
}

/** The same for a list that is one already. Case matters: `a` and `A` are two entries. */
export function distinct(entries: readonly string[]): string[] {
  const kept = new Set<string>()
  for (const entry of entries) {
    const text = trimSpaces(entry)
    if (text.trim() !== '') kept.add(text)
  }
  return [...kept]
}

/** Removes spaces only: a line break or a tab is no accident to hide but something to complain of. */
export function trimSpaces(text: string): string {
  if (!text.startsWith(' ') && !text.endsWith(' ')) return text
  return text.replace(/^ +/, '').replace(/ +$/, '')
}
