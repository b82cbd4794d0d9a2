import { badRequest } from '../api-error.js'

const DEFAULT_PAGE_SIZE = 10

/**
 * One page of a list: filtered, sorted, then cut. Pages count from 0.
 * @throws {ApiError} 400 for a parameter that cannot be read.
 */
export function page<T extends object>(items: readonly T[], query: URLSearchParams): T[] {
  const number = wholeNumber(query, 'page', 0)
  const size = wholeNumber(query, 'pageSize', DEFAULT_PAGE_SIZE)
  if (size === 0) throw badRequest('pageSize must be at least 1')
  return sorted(filtered(items, query.get('filter') ?? ''), query).slice(number * size, (number + 1) * size)
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null || text === '') return otherwise
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`${name} must be a whole number`)
  return Number(text)
}

/** RSQL, as far as `name==X`, `!=` and `;` for "and" go. The field may have its entity in front: `workspaces.name`. */
function filtered<T extends object>(items: readonly T[], filter: string): readonly T[] {
  if (filter === '') return items
  const tests = filter.split(';').map((comparison) => {
    const [, path = '', operator, quoted = ''] = /^\s*([\w.]+)\s*(==|!=)\s*(.+?)\s*$/.exec(comparison) ?? []
    if (operator === undefined) throw badRequest(`filter cannot be read: ${comparison}`)
    const field = path.split('.').at(-1) ?? ''
    const wanted = quoted.replace(/^(['"])(.*)\1$/, '$2')
    return (item: T) => (member(item, field) === wanted) === (operator === '==')
  })
  return items.filter((item) => tests.every((test) => test(item)))
}

function sorted<T extends object>(items: readonly T[], query: URLSearchParams): readonly T[] {
  const field = query.get('sortBy')
  const direction = (query.get('sort') ?? 'ASC').toUpperCase()
  if (direction !== 'ASC' && direction !== 'DESC') throw badRequest('sort must be ASC or DESC')
  if (!field) return direction === 'DESC' ? items.toReversed() : items
  const sign = direction === 'ASC' ? 1 : -1
  return items.toSorted((one, other) => sign * compare(member(one, field), member(other, field)))
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

function member(item: object, name: string): string {
  const value: unknown = Object.hasOwn(item, name) ? item[name as keyof typeof item] : undefined
  return typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value)
}
