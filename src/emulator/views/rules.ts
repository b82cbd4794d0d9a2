import type { CloudEvent } from '../store/events.js'

/** A template attribute's filter as the API writes it. */
export interface Rules {
  readonly logic: 'SINGLE' | 'AND' | 'OR'
  /** For `SINGLE`: `event,field,type,Value EQ x`. */
  readonly condition?: string
  /** For `AND` and `OR`: conditions or further rules. */
  readonly args?: readonly (string | Rules)[]
}

/** An event type that stands for every type. */
export const ANY_EVENT = 'cjds:any'

export type EventTest = (event: Pick<CloudEvent, 'type' | 'data'>) => boolean

type Comparison = (value: string, wanted: string) => boolean

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  EQ: (value, wanted) => order(value, wanted) === 0,
  NE: (value, wanted) => order(value, wanted) !== 0,
  NEQ: (value, wanted) => order(value, wanted) !== 0,
  GT: (value, wanted) => order(value, wanted) > 0,
  GTE: (value, wanted) => order(value, wanted) >= 0,
  LT: (value, wanted) => order(value, wanted) < 0,
  LTE: (value, wanted) => order(value, wanted) <= 0,
  HAS: (value, wanted) => value.includes(wanted),
}

/**
 * Reads rules into a test for one event.
 * @throws {SyntaxError} that quotes the condition or names the logic that cannot be read.
 */
export function readRules(rules: Rules | null | undefined): EventTest {
  if (rules == null) return () => true
  if (rules.logic === 'SINGLE') return readCondition(rules.condition ?? '')
  const tests = (rules.args ?? []).map((arg) => (typeof arg === 'string' ? readCondition(arg) : readRules(arg)))
  if (tests.length === 0) throw new SyntaxError(`Rules with logic ${rules.logic} need args`)
  return rules.logic === 'AND'
    ? (event) => tests.every((test) => test(event))
    : (event) => tests.some((test) => test(event))
}

function readCondition(condition: string): EventTest {
  const [event, field, ...rest] = condition.split(',')
  const at = rest.findIndex((part) => /^\s*'?value'?\s/i.test(part))
  const [, operator, ...wantedWords] = rest.slice(at).join(',').trim().split(/ +/)
  const comparison = Object.hasOwn(COMPARISONS, operator?.toUpperCase() ?? '')
    ? COMPARISONS[operator?.toUpperCase() ?? '']
    : undefined
  if (event === undefined || field === undefined || at < 0 || at > 1 || comparison === undefined) {
    throw new SyntaxError(`Condition cannot be read: ${condition}`)
  }
  const wanted = unquote(wantedWords.join(' '))
  const type = unquote(event)
  const name = unquote(field)
  return ({ type: actual, data }) => {
    const value = memberText(data, name)
    return (type === ANY_EVENT || type === actual) && value !== undefined && comparison(value, wanted)
  }
}

const unquote = (text: string): string => text.trim().replace(/^'(.*)'$/, '$1')

/** The text of one own member of an event's data; undefined when it is absent or null. */
export function memberText(data: CloudEvent['data'], name: string): string | undefined {
  const value = Object.hasOwn(data, name) ? data[name] : undefined
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Numbers by value, everything else as text. */
function order(one: string, other: string): number {
  const numbers = [one, other].map((text) => (text.trim() === '' ? NaN : Number(text))) as [number, number]
  if (numbers.every((number) => !Number.isNaN(number))) return numbers[0] - numbers[1]
  return one < other ? -1 : one > other ? 1 : 0
}
