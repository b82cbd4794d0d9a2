import type { TracedStep } from '../../api.js'

/** A stretch of a URL, and the step that put it there when it came from an input. */
export interface UrlPiece {
  readonly text: string
  readonly step?: TracedStep
}

/** Cuts a URL where values of inputs begin and end. A value that is not found stays in the text around it. */
export function tracedUrl(
  url: string,
  steps: readonly TracedStep[],
  values: Readonly<Record<string, unknown>>,
): UrlPiece[] {
  const waiting = steps.filter(({ to }) => to?.part === 'path' || to?.part === 'query')
  const take = (fits: (step: TracedStep) => boolean): TracedStep | undefined => {
    const at = waiting.findIndex(fits)
    return at === -1 ? undefined : waiting.splice(at, 1)[0]
  }
  const [path, query] = split(url)
  const pieces: UrlPiece[] = []
  path.split('/').forEach((segment, index) => {
    if (index > 0) pieces.push({ text: '/' })
    const text = decoded(segment)
    const step = take(({ to, input = '' }) => to?.part === 'path' && textOf(values[input]) === text)
    pieces.push(step === undefined ? { text: segment } : { text: segment, step })
  })
  if (query === undefined) return joined(pieces)
  query.split('&').forEach((pair, index) => {
    const end = pair.indexOf('=') + 1
    const name = decoded(pair.slice(0, Math.max(end - 1, 0)))
    const step = end === 0 ? undefined : take(({ to }) => to?.part === 'query' && to.name === name)
    pieces.push({ text: (index === 0 ? '?' : '&') + (step === undefined ? pair : pair.slice(0, end)) })
    if (step !== undefined) pieces.push({ text: pair.slice(end), step })
  })
  return joined(pieces)
}

function split(url: string): [string, string?] {
  const at = url.indexOf('?')
  return at === -1 ? [url] : [url.slice(0, at), url.slice(at + 1)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map((each) => textOf(each) ?? '').join(',')
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

function joined(pieces: readonly UrlPiece[]): UrlPiece[] {
  const result: UrlPiece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last !== undefined && last.step === undefined && piece.step === undefined)
      result[result.length - 1] = { text: last.text + piece.text }
    else if (piece.text !== '') result.push(piece)
  }
  return result
}
