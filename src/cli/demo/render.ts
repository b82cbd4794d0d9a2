import type { DemoReport } from '../demo.js'
import { clip, colorsFor, columns, print } from '../terminal.js'
import { countRequests, type SentRequest } from './requests.js'
import type { SignIn } from './sign-in.js'
import type { Facts, Step } from './stage.js'

type Paint = (text: string) => string

/** A part of a paragraph; breaking lines must not count what colours it. */
interface Run {
  /** What sets it off from the part before it, on the same line. */
  readonly before?: string
  readonly label?: string
  readonly text: string
  readonly paint?: Paint
}

/** The demo for people, as it goes along. */
export class DemoView {
  readonly #colors = colorsFor()
  #chapters = 0
  #chapter = ''

  opening(title: string, baseUrl: string): void {
    const { bold, dim } = this.#colors
    print(`\n${bold(`One caller's journey through the ${title} node`)}`)
    print(dim(`Real HTTP and real tokens, against an emulator on ${baseUrl}`))
  }

  signIn({ requests, scopes, goodForHours }: SignIn): void {
    const { bold, dim, green } = this.#colors
    const path = requests.map((request) => `${request.method} ${request.path.split('?')[0] ?? ''}`)
    this.#openChapter('The node signs in')
    this.#flow(3, [
      { text: 'OAuth 2.0', paint: bold },
      { before: '  ', text: 'The code exchange with PKCE; the demo answers the consent page.' },
    ])
    this.#flow(5, [{ text: clip(path.join(' → '), columns() - 5), paint: dim }])
    this.#flow(5, [{ text: '● token', paint: green }, ...this.#facts({ 'good for': `${goodForHours} h`, scopes })])
  }

  step({ chapter, method, story, requests, outcome, kind, elapsedMs, facts, branch, expected, passed }: Step): void {
    const { bold, cyan, dim, red } = this.#colors
    if (chapter !== this.#chapter) this.#openChapter(chapter)
    this.#chapter = chapter
    this.#flow(3, [
      { text: method, paint: bold },
      { before: '  ', text: story },
    ])
    this.#flow(5, [{ text: requestLine(requests, elapsedMs), paint: dim }])
    this.#flow(5, [{ text: `● ${outcome}`, paint: this.#paintOf(kind) }, ...this.#facts(facts)])
    if (branch !== null) this.#flow(5, [{ text: `└▶ ${branch}`, paint: (text) => bold(cyan(text)) }])
    if (!passed) this.#flow(5, [{ text: `✗ The story expects ${expected} here, and what it tells.`, paint: red }])
  }

  ending({ steps, outcomes, store, requests, passed }: DemoReport): void {
    const { bold, dim, green, red } = this.#colors
    const failed = steps.filter((step) => !step.passed)
    print(`\n${dim('─'.repeat(Math.min(columns(), 80)))}`)
    if (passed)
      print(
        `${green('✔')} All ${steps.length} steps ended as the story expects, in ${outcomes.seen} of the node's ${outcomes.declared} outcomes.`,
      )
    else {
      print(red(`✗ ${failed.length} of ${steps.length} steps did not end as the story expects:`))
      for (const { story, outcome } of failed) print(`  ${story} (${outcome})`)
    }
    const { persons, aliases, events } = store
    print(dim(`  ${requests} requests; in the store: ${persons} person with ${aliases} aliases, ${events} events.`))
    print(
      `  Next: ${['methods', 'run --help', 'emulate'].map((command) => bold(`npx cjds-node ${command}`)).join(', ')}\n`,
    )
  }

  #openChapter(title: string): void {
    const { bold, cyan } = this.#colors
    this.#chapters++
    print(`\n${bold(cyan(`${this.#chapters}  ${title}`))}`)
  }

  #paintOf(kind: Step['kind']): Paint {
    const { green, red, yellow } = this.#colors
    if (kind === 'success') return green
    return kind === 'status' ? yellow : red
  }

  /** Each fact, with what comes before it, is one group that stays on a line if it can. */
  #facts(facts: Facts): Run[] {
    return Object.entries(facts).map(([name, value], index) => ({
      before: index === 0 ? '  ' : ' · ',
      label: `${name}: `,
      text: [value ?? 'none'].flat().join(', '),
    }))
  }

  /** Prints runs as one paragraph, broken between them or else between words, its further lines set in a little. */
  #flow(indent: number, runs: readonly Run[]): void {
    const { dim } = this.#colors
    const width = columns()
    const start = ' '.repeat(indent + 2)
    let line = ' '.repeat(indent)
    let length = indent

    const write = (text: string, paint: Paint): void => {
      line += paint(text)
      length += text.length
    }
    const breakLine = (): void => {
      print(line.trimEnd())
      line = start
      length = start.length
    }
    for (const { before = '', label = '', text, paint = String } of runs) {
      const whole = before.length + label.length + text.length
      if (length + whole > width && start.length + whole - before.length <= width) breakLine()
      else write(before, dim)
      write(label, dim)
      for (const word of text.split(/(?<=[^ ])(?= )/)) {
        const full = length > start.length && length + word.length > width
        if (full) breakLine()
        write(full ? word.trimStart() : word, paint)
      }
    }
    print(line.trimEnd())
  }
}

function requestLine(requests: readonly SentRequest[], elapsedMs: number): string {
  const last = requests.at(-1)
  if (last === undefined) return 'no request: found before sending'
  const number = countRequests(requests)
  const times = number === 1 ? '' : `${number} × `
  const end = last.status === null ? ` → nothing in ${elapsedMs} ms` : ` → ${last.status} in ${elapsedMs} ms`
  const left = columns() - 5 - end.length
  // The id of the workspace is long and the same everywhere.
  const shorter = [/(?<=workspace-?id[/=])[0-9a-f]{24}/i, /workspace-id\/[^/]+/].map((part) =>
    last.path.replace(part, '…'),
  )
  const fitting = shorter.map((path) => `${times}${last.method} ${path}`)
  return clip(fitting.find((text) => text.length <= left) ?? fitting.at(-1) ?? '', left) + end
}
