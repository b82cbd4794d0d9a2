/**
 * Compares what was printed with what a document says is printed. A line `...` stands for any number of lines, `...`
 * within a line for any text; runs of white space count as one space.
 * @returns what is wrong, or undefined
 */
export function outputProblem(expected: string, printed: string): string | undefined {
  const wanted = lines(expected)
  const actual = lines(printed)
  const positions = new Set([0])
  let reached = 0
  for (const line of wanted) {
    const next = new Set<number>()
    if (line === '...') {
      const first = Math.min(...positions)
      for (let position = first; position <= actual.length; position++) next.add(position)
    } else {
      const pattern = patternOf(line)
      for (const position of positions) if (pattern.test(actual[position] ?? '\n')) next.add(position + 1)
    }
    if (next.size === 0) return `the line ${JSON.stringify(line)} was not printed there:\n${excerpt(actual, reached)}`
    reached = Math.max(reached, Math.min(...next))
    positions.clear()
    next.forEach((position) => positions.add(position))
  }
  return positions.has(actual.length) ? undefined : `more was printed:\n${excerpt(actual, Math.max(...positions))}`
}

function patternOf(line: string): RegExp {
  const parts = line.split('...').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}

/** Lines that are not blank, white space evened out. */
function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
}

function excerpt(printed: readonly string[], from: number): string {
  return printed.slice(Math.max(0, from - 1), from + 20).join('\n')
}
