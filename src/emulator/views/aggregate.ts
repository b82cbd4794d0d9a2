import type { AggregationMode } from '../store/templates.js'

/**
 * One figure out of the values of a member, the newest first, as the text that the service answers. Sum, Max, Min and
 * Average use the values that are numbers; over nothing Max, Min, Average and Value are the empty text, the others `0`.
 */
export function aggregate(mode: AggregationMode, values: readonly string[]): string {
  switch (mode) {
    case 'Value':
      return values.join(',')
    case 'Count':
      return String(values.length)
    case 'Distinct':
      return String(new Set(values).size)
    case 'Sum':
      return String(sum(numbersIn(values)))
    case 'Max':
      return first(numbersIn(values), (one, other) => Math.max(one, other))
    case 'Min':
      return first(numbersIn(values), (one, other) => Math.min(one, other))
    case 'Average': {
      const numbers = numbersIn(values)
      return numbers.length === 0 ? '' : String(sum(numbers) / numbers.length)
    }
  }
}

const numbersIn = (values: readonly string[]): number[] =>
  values
    .filter((value) => value.trim() !== '')
    .map(Number)
    .filter(Number.isFinite)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const first = (numbers: readonly number[], pick: (one: number, other: number) => number): string =>
  numbers.length === 0 ? '' : String(numbers.reduce(pick))
