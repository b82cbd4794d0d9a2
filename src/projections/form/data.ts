import type { FormField, MethodForm } from './form.js'
import { holds } from './holds.js'

/** What a form holds, or what is saved: values by the ids of the inputs. */
export type Data = Readonly<Record<string, unknown>>

type Fields = Pick<MethodForm, 'fields'>

/**
 * What a form's controls hold for what was saved: lists as lists, numbers as numbers, JSON as text. What a control
 * cannot hold stays as it is: a text with `$(variable)`, a word where a number belongs, the value of an unknown input.
 */
export function toForm(form: Fields, saved: Data): Record<string, unknown> {
  return pick(form, saved, (field, value) => (field === undefined ? value : toControl(field, value)))
}

/** What to save of what a form holds: without empty fields and without those that are not shown. */
export function toSaved(form: Fields, data: Data): Record<string, unknown> {
  return pick(form, data, (field, value) => {
    if (field === undefined) return value
    if (field.visibleWhen !== undefined && !holds(field.visibleWhen, data)) return undefined
    return fromControl(field, value)
  })
}

function pick(
  { fields }: Fields,
  data: Data,
  take: (field: FormField | undefined, value: unknown) => unknown,
): Record<string, unknown> {
  const byId = new Map(fields.map((field) => [field.id, field]))
  return Object.fromEntries(
    Object.entries(data)
      .map(([id, value]) => [id, isEmpty(value) ? undefined : take(byId.get(id), value)] as const)
      .filter(([, value]) => value !== undefined),
  )
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/** @returns undefined for what counts as empty */
function toControl(field: FormField, saved: unknown): unknown {
  switch (field.control) {
    case 'text':
    case 'dateTime':
    case 'authorization':
    case 'dropDown':
      return asText(saved)
    case 'switch':
      return asBoolean(saved)
    case 'number':
      return asNumber(saved)
    case 'choice':
      return field.type === 'string' ? trimmed(asText(saved)) : asNumber(saved)
    case 'choices':
    case 'list':
      return asList(field, saved)
    case 'json':
      return asJsonText(saved)
  }
}

function fromControl({ control, parse }: FormField, held: unknown): unknown {
  if (Array.isArray(held) && (control === 'choices' || control === 'list')) {
    const entries: unknown[] = held.filter((entry) => !isEmpty(entry))
    return entries.length === 0 ? undefined : entries
  }
  return control === 'json' && parse === undefined ? fromJsonText(held) : held
}

function asText(saved: unknown): unknown {
  return Number.isSafeInteger(saved) ? String(saved) : saved
}

function asBoolean(saved: unknown): unknown {
  const text = typeof saved === 'string' ? saved.trim().toLowerCase() : saved
  return text === 'true' || text === 'false' ? text === 'true' : saved
}

const decimal = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

/** A number that would lose digits stays the text it was. */
function asNumber(saved: unknown): unknown {
  if (typeof saved !== 'string' || !decimal.test(saved.trim())) return saved
  const number = Number(saved)
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : saved
}

/** Numbers become texts beside a variable, so that all entries of a list are of one kind. */
function asList({ entries, split }: FormField, saved: unknown): unknown {
  const numbers = entries === 'number' && !(Array.isArray(saved) && saved.some(hasVariable))
  const asEntry = (entry: unknown): unknown => (numbers ? asNumber(entry) : trimmed(asText(entry)))
  if (Array.isArray(saved)) {
    const list = saved.filter((entry) => !isEmpty(entry)).map(asEntry)
    if (list.length === 0) return undefined
    return entries === 'number' ? list : [...new Set(list)]
  }
  const text = asText(saved)
  if (split === undefined || typeof text !== 'string' || hasVariable(text)) return saved
  const list = new Set(
    text
      .split(split)
      .map(trimmed)
      .filter((entry) => !isEmpty(entry)),
  )
  return list.size === 0 ? undefined : [...list].map(asEntry)
}

function hasVariable(value: unknown): boolean {
  return typeof value === 'string' && value.includes('$(')
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^ +/, '').replace(/ +$/, '') : value
}

/** An object that would mean something else as a text, because of variables or of long numbers, stays an object. */
function asJsonText(saved: unknown): unknown {
  if (typeof saved !== 'object' || saved === null) return saved
  const text = JSON.stringify(saved, null, 2)
  return text.includes('$(') || /\d{16}/.test(text) ? saved : text
}

function fromJsonText(held: unknown): unknown {
  if (typeof held !== 'string') return held
  try {
    const value: unknown = JSON.parse(held)
    return typeof value === 'object' && value !== null ? value : held
  } catch {
    return held
  }
}
