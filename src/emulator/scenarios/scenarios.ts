import { meant } from '../../manifest/meant.js'
import { problemWords } from '../../manifest/problem.js'
import { EmulatorError } from '../emulator-error.js'
import type { EmulatorRequest } from '../http/request.js'
import { reader } from '../reader.js'
import { drawing } from './draw.js'
import { SCENARIO_SCHEMA } from './scenario-schema.js'
import type { Scenario, ScenarioInput } from './scenario.js'

interface Entry {
  readonly scenario: Scenario & { remaining: number | null }
  /** Whether the next matching request is one of the scenario's share. */
  readonly draw: () => boolean
}

const read = reader('SCENARIO', 'The scenario', () => SCENARIO_SCHEMA)

/** The scenarios that are switched on. A request takes the oldest one that matches it and whose share it falls into. */
export class Scenarios {
  readonly #operationIds: ReadonlySet<string>
  #list: Entry[] = []
  #count = 0

  constructor(operationIds: Iterable<string>) {
    this.#operationIds = new Set(operationIds)
  }

  /** @throws {EmulatorError} `SCENARIO` when it cannot be read or names an operation that does not exist. */
  add(input: ScenarioInput): Scenario {
    read(input)
    if (!this.#operationIds.has(input.on) && !/^(\*|[A-Z]+) [/*]/.test(input.on)) {
      const message = `"on" is neither an operation's id nor like "GET /path/*".`
      const suggestion = meant(input.on, [...this.#operationIds])
      throw new EmulatorError('SCENARIO', `The scenario cannot be read. ${problemWords({ message, suggestion })}`)
    }
    this.#count += 1
    const { damage, times, ...rest } = input
    const scenario = {
      id: `scenario-${this.#count}`,
      ...rest,
      ...(damage !== undefined && { damage: typeof damage === 'string' ? { kind: damage } : damage }),
      remaining: times ?? null,
    }
    const { share = 1, seed = 0 } = input
    this.#list.push({ scenario, draw: drawing(share, seed) })
    return { ...scenario }
  }

  list(): Scenario[] {
    return this.#list.map(({ scenario }) => ({ ...scenario }))
  }

  /** Switches one scenario off, or all of them; false when there is none of that id. */
  clear(id?: string): boolean {
    const before = this.#list.length
    this.#list = id === undefined ? [] : this.#list.filter(({ scenario }) => scenario.id !== id)
    return id === undefined || this.#list.length < before
  }

  /** @internal Uses up one turn of the scenario for this request, if there is one. */
  take(
    operation: string | null,
    { method, path, headers: sent }: Pick<EmulatorRequest, 'method' | 'path' | 'headers'>,
  ): Scenario | undefined {
    const found = this.#list.find(
      ({ scenario: { on, headers = {} }, draw }) =>
        (on === operation || matches(on, `${method} ${path}`)) &&
        Object.entries(headers).every(([name, value]) => sent[name] === value) &&
        draw(),
    )?.scenario
    if (found === undefined) return undefined
    if (found.remaining !== null) {
      found.remaining -= 1
      if (found.remaining === 0) this.clear(found.id)
    }
    return found
  }
}

/** `*` in the pattern stands for any run of characters, slashes included. */
function matches(pattern: string, text: string): boolean {
  const [head = '', ...parts] = pattern.split('*')
  if (parts.length === 0) return pattern === text
  const tail = parts.pop() ?? ''
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false
  let at = head.length
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - tail.length
}
