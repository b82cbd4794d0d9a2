import { analyse } from 'scslre'

/** What a pattern is made of. An atom is the source of something that matches one character. */
type Part =
  | { readonly kind: 'atom'; readonly source: string }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly least: number; readonly most: number }

const nothing: Part = { kind: 'sequence', parts: [] }

class Unprovable extends Error {}

const overlapping = 'This pattern can take very long on some texts; write it without repetitions that overlap.'
const unprovable =
  'It cannot be proven that this pattern is fast; write it shorter, without looking ahead or behind and without references back.'

/**
 * Why a pattern is refused; undefined when it takes time in proportion to the text, whatever the text is. A regular
 * expression that backtracks is slow where one text can be matched in many ways: at a loop in two ways (exponential), or
 * moving from one loop to another at any character (quadratic).
 */
export function patternProblem(pattern: string): string | undefined {
  if (!isPattern(pattern)) return 'This is not a regular expression.'
  try {
    return analyse(new RegExp(pattern, 'u')).reports.length > 0 || isAmbiguous(parse(pattern)) ? overlapping : undefined
  } catch (error) {
    if (error instanceof Unprovable) return unprovable
    throw error
  }
}

export function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** Reads a pattern that is known to be valid with the flag u. */
function parse(pattern: string): Part {
  let rest = pattern

  function take(expression: RegExp): RegExpExecArray | undefined {
    const match = expression.exec(rest) ?? undefined
    if (match !== undefined) rest = rest.slice(match[0].length)
    return match
  }

  function choice(): Part {
    const parts = [sequence()]
    while (take(/^\|/)) parts.push(sequence())
    return parts.length === 1 ? (parts[0] ?? nothing) : { kind: 'choice', parts }
  }

  function sequence(): Part {
    const parts: Part[] = []
    while (rest !== '' && !/^[|)]/.test(rest)) parts.push(repeated(single()))
    return { kind: 'sequence', parts }
  }

  function single(): Part {
    if (take(/^(?:\^|\$|\\b|\\B)/)) return nothing
    if (take(/^\((?:\?:|\?<\w+>|(?!\?))/)) {
      const part = choice()
      take(/^\)/)
      return part
    }
    if (/^(?:\(|\\[1-9k])/.test(rest)) throw new Unprovable()
    const atom = take(
      /^(?:\[(?:\\.|[^\]\\])*\]|\\u\{[^}]*\}|\\u[\dA-Fa-f]{4}|\\x[\dA-Fa-f]{2}|\\[pP]\{[^}]*\}|\\c[A-Za-z]|\\.|.)/su,
    )
    return { kind: 'atom', source: atom?.[0] ?? '' }
  }

  function repeated(part: Part): Part {
    const [, sign, least, comma, most] = take(/^(?:([*+?])|\{(\d+)(?:(,)(\d+)?)?\})\??/) ?? []
    if (sign === '?') return { kind: 'repeat', part, least: 0, most: 1 }
    if (sign !== undefined) return { kind: 'repeat', part, least: sign === '*' ? 0 : 1, most: Infinity }
    if (least === undefined) return part
    const upTo = comma === undefined ? Number(least) : Number(most ?? Infinity)
    return { kind: 'repeat', part, least: Number(least), most: upTo }
  }

  return choice()
}

/** A part as positions of an automaton (Glushkov): where it may begin and end. A way that is there twice is listed twice. */
interface Piece {
  readonly empty: boolean
  readonly first: readonly number[]
  readonly last: readonly number[]
}

/** A counted repetition is spelt out up to so many positions; a larger one is taken for an endless one. */
const mostSpeltOut = 64
const mostPositions = 400
/** Places outside of loops where there are two ways on; each can double the time. */
const mostForks = 16
const mostSteps = 1_000_000

function isAmbiguous(pattern: Part): boolean {
  const atoms: string[] = []
  const follow: number[][] = []
  const whole = build(pattern)
  const overlap = overlapTest(atoms)
  const positions = atoms.map((_atom, position) => position)
  let steps = 0

  const forks = [whole.first, ...follow].filter((next) =>
    next.some((a, i) => next.some((b, j) => i < j && overlap(a, b))),
  )
  if (forks.length === 0) return false
  if (forks.length > mostForks) return true
  const looping = positions.filter((position) => reach([[position]], ([at]) => at === position))
  return (
    looping.some((at) => reach([[at, at, 0]], ([a, b, apart]) => a === at && b === at && apart === 1)) ||
    looping.some((from) =>
      looping.some(
        (to) => from !== to && reach([[from, from, to]], ([a, b, c]) => a === from && b === to && c === to, true),
      ),
    )
  )

  function build(part: Part): Piece {
    switch (part.kind) {
      case 'atom': {
        const position = atoms.push(part.source) - 1
        follow.push([])
        if (atoms.length > mostPositions) throw new Unprovable()
        return { empty: false, first: [position], last: [position] }
      }
      case 'sequence':
        return part.parts.map(build).reduce(join, { empty: true, first: [], last: [] })
      case 'choice':
        return part.parts.map(build).reduce((a, b) => ({
          empty: a.empty || b.empty,
          first: [...a.first, ...b.first],
          last: [...a.last, ...b.last],
        }))
      case 'repeat':
        return repeat(part)
    }
  }

  function join(a: Piece, b: Piece): Piece {
    link(a, b)
    return {
      empty: a.empty && b.empty,
      first: a.empty ? [...a.first, ...b.first] : a.first,
      last: b.empty ? [...b.last, ...a.last] : b.last,
    }
  }

  function link(a: Piece, b: Piece): void {
    for (const end of a.last) follow[end]?.push(...b.first)
  }

  function repeat({ part, least, most }: Extract<Part, { kind: 'repeat' }>): Piece {
    const exact = part.kind === 'atom' || least === most || most === 1
    if (exact && size(part) * most <= mostSpeltOut) {
      let tail: Piece = { empty: true, first: [], last: [] }
      for (let count = most; count > 0; count--) {
        const once = join(build(part), tail)
        tail = count > least ? { ...once, empty: true } : once
      }
      return tail
    }
    const loop = build(part)
    link(loop, loop)
    return { ...loop, empty: loop.empty || least === 0 }
  }

  /**
   * Whether some text leads from a state to one that is wanted. A state is a position for each of several readings of the
   * same text; for two readings, a third number tells whether they have ever been apart.
   */
  function reach(
    start: readonly (readonly number[])[],
    wanted: (state: readonly number[]) => boolean,
    three = false,
  ): boolean {
    const seen = new Set<string>()
    const open = [...start]
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      for (const next of onwards(state, three)) {
        if (++steps > mostSteps) throw new Unprovable()
        if (wanted(next)) return true
        const key = next.join()
        if (!seen.has(key)) {
          seen.add(key)
          open.push(next)
        }
      }
    }
    return false
  }

  function* onwards([a = 0, b, c]: readonly number[], three: boolean): Generator<readonly number[]> {
    const nextA = follow[a] ?? []
    if (b === undefined) for (const x of nextA) yield [x]
    else
      for (const [i, x] of nextA.entries())
        for (const [j, y] of (follow[b] ?? []).entries()) {
          if (!overlap(x, y)) continue
          if (three) {
            for (const z of follow[c ?? 0] ?? []) if (overlap(x, z) && overlap(y, z)) yield [x, y, z]
          } else yield [x, y, c === 1 || x !== y || (a === b && i !== j) ? 1 : 0]
        }
  }
}

function size(part: Part): number {
  switch (part.kind) {
    case 'atom':
      return 1
    case 'repeat':
      return size(part.part) * (part.most <= mostSpeltOut ? Math.max(part.most, 1) : 1)
    default:
      return part.parts.reduce((sum, each) => sum + size(each), 0)
  }
}

/** Characters to compare atoms by: the basic plane, and some of every block above it. */
const samples = Array.from({ length: 0x10000 + 0x400 }, (_, index) =>
  index < 0x10000 ? index : 0x10000 + (index - 0x10000) * 0x40,
)

/** Whether the atoms at two positions have a character in common. */
function overlapTest(atoms: readonly string[]): (a: number, b: number) => boolean {
  const sources = [...new Set(atoms)]
  const sets = new Map(sources.map((source) => [source, characters(source)]))
  const known = new Map<string, boolean>()
  return (a, b) => {
    const [one = '', other = ''] = [atoms[a], atoms[b]]
    if (one === other) return true
    const key = one < other ? `${one}\n${other}` : `${other}\n${one}`
    const before = known.get(key)
    if (before !== undefined) return before
    const [left, right] = [sets.get(one), sets.get(other)]
    // An atom without a sample may match anything.
    const result =
      !left?.includes(1) || !right?.includes(1) || left.some((has, index) => has === 1 && right[index] === 1)
    known.set(key, result)
    return result
  }
}

function characters(source: string): Uint8Array {
  const expression = new RegExp(`^${source}$`, 'u')
  return Uint8Array.from(samples, (code) => (expression.test(String.fromCodePoint(code)) ? 1 : 0))
}
