import picocolors from 'picocolors'

export type Colors = ReturnType<typeof picocolors.createColors>

/** A stream as far as its looks are concerned; in a pipe it does not say that it is no terminal. */
interface Output {
  readonly isTTY?: boolean
}

/** Whether somebody looks at the stream, rather than a program reading it. */
export function isTerminal(stream: Output = process.stdout): boolean {
  return stream.isTTY === true
}

/** Colours for a stream: none in a pipe, in a file, on a dumb terminal, or when `NO_COLOR` is set. */
export function colorsFor(stream: Output = process.stdout): Colors {
  const { NO_COLOR = '', TERM } = process.env
  return picocolors.createColors(isTerminal(stream) && NO_COLOR === '' && TERM !== 'dumb')
}

/** The width to write for; a pipe has none of its own. */
export function columns(): number {
  return isTerminal() ? Math.min(Math.max(process.stdout.columns || 80, 60), 100) : 100
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** For people: progress, hints, what went wrong. Never mixed with results. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Indented for a person, on one line for a program. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, isTerminal() ? 2 : undefined))
}

/** Rows in columns with a header on a terminal; in a pipe one row a line, with tabs between and no header. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  if (!isTerminal()) {
    for (const row of rows) print(row.map((cell) => cell.replace(/\s+/g, ' ')).join('\t'))
    return
  }
  const colors = colorsFor()
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)))
  const left = columns() - widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 2)
  const lines = (row: readonly string[]): string => {
    const cells = row.slice(0, -1).map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2))
    const start = `  ${cells.join('')}`
    return start + wrap(row.at(-1) ?? '', Math.max(left, 24)).join(`\n${' '.repeat(start.length)}`)
  }
  print(colors.dim(lines(header)))
  for (const row of rows) print(lines(row).trimEnd())
}

/** Breaks a text between words into lines of a width; a longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

export function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`
}

/** The part of a help text that shows how a command is used. */
export function examples(...lines: readonly string[]): string {
  // A line that begins with a space goes on with the command before it.
  return `\nExamples:\n${lines.map((line) => (line.startsWith(' ') ? `  ${line}` : `  $ ${line}`)).join('\n')}`
}

/** `1 method`, `4 methods` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
