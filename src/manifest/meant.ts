import leven, { closestMatch } from 'leven'

/** The known name that was probably meant, if one is near. */
export function meant(name: string, known: readonly string[]): string | undefined {
  const begun = known.filter((candidate) => candidate.toLowerCase().startsWith(name.toLowerCase()))
  if (name.length > 2 && begun.length === 1) return begun[0]
  const near = closestMatch(
    name.toLowerCase(),
    known.map((candidate) => candidate.toLowerCase()),
  )
  const most = name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 4))
  return near !== undefined && leven(name.toLowerCase(), near) <= most
    ? known.find((candidate) => candidate.toLowerCase() === near)
    : undefined
}
