import { parse } from '../keywords/parse.js'
import { distinct, split, trimSpaces } from '../keywords/split.js'
import { typeName } from '../keywords/type.js'
import type { InputManifest, JsonSchema, Limits } from '../manifest/manifest.js'
import { plainJson, type PlainJsonFault } from './plain-json.js'
import { invalidChoice, invalidData, type Problem } from './problem.js'

type Reading = { readonly value: unknown } | { readonly problem: Problem }

/**
 * Turns what was saved in a field into the value that its schema describes; undefined when the field is empty. Lists
 * and objects are expected as plain JSON already.
 */
export type Normaliser = (saved: unknown) => Reading | undefined

/** What a type's reader needs to know of its input; made once, when the manifest is loaded. */
interface Field {
  readonly id: string
  readonly label: string
  readonly limits: Limits
}

/**
 * Makes the normaliser of an input. Empty means absent: null, nothing, or only white space. Text is freed of spaces
 * around it; nothing else is ever changed silently.
 */
export function normaliser(id: string, input: InputManifest, limits: Limits): Normaliser {
  const field: Field = { id, label: input.title, limits }
  const read = reader(input, field)
  return (saved) => {
    if (saved === undefined || saved === null) return undefined
    if (typeof saved === 'string' && saved.trim() === '') return undefined
    return read(saved)
  }
}

function reader(input: InputManifest, field: Field): Normaliser {
  switch (input.type) {
    case 'string':
      return (saved) => readText(saved, field)
    case 'boolean':
      return (saved) => readBoolean(saved, field)
    case 'integer':
    case 'number':
      return (saved) => readNumber(saved, field, input)
    case 'array':
      if (input.parse === 'json') return (saved) => readJson(saved, field, input)
      return listReader(input, field)
    case 'object':
      return (saved) => readJson(saved, field, input)
  }
}

function readText(saved: unknown, field: Field): Reading {
  const text = typeof saved === 'number' && Number.isSafeInteger(saved) ? String(saved) : saved
  if (typeof text !== 'string') return wrongType('string', field)
  if (text.length > field.limits.textLength)
    return tooLarge(field, `may have at most ${field.limits.textLength} characters`)
  return { value: trimSpaces(text) }
}

function readBoolean(saved: unknown, field: Field): Reading {
  if (typeof saved === 'boolean') return { value: saved }
  if (typeof saved !== 'string' && typeof saved !== 'number') return wrongType('boolean', field)
  const text = typeof saved === 'string' ? saved.trim().toLowerCase() : undefined
  if (text === 'true' || text === 'false') return { value: text === 'true' }
  return { problem: invalidChoice('NOT_A_CHOICE', field.id, `${field.label} must be true or false.`) }
}

const decimal = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

function readNumber(saved: unknown, field: Field, input: JsonSchema): Reading {
  const number = typeof saved === 'string' && decimal.test(saved.trim()) ? Number(saved) : saved
  if (typeof number !== 'number' || !Number.isFinite(number)) return wrongType(input.type, field)
  if (Number.isInteger(number) && !Number.isSafeInteger(number) && (input.type === 'integer' || isDigits(saved)))
    return {
      problem: invalidData('NUMBER_PRECISION', field.id, `${field.label} has too many digits to be kept exactly.`),
    }
  return { value: number }
}

function isDigits(saved: unknown): boolean {
  return typeof saved === 'string' && /^-?\d+$/.test(saved.trim())
}

function listReader(input: InputManifest, field: Field): Normaliser {
  const { split: separator } = input
  const textEntries = input.items === undefined || input.items.type === 'string'
  const numeric = input.items?.type === 'integer' || input.items?.type === 'number'

  function readEntry(entry: unknown): Reading {
    if (numeric) return readNumber(entry, field, input.items)
    return readText(entry, field)
  }

  function readEntries(entries: readonly unknown[]): Reading | undefined {
    if (entries.length > field.limits.listItems)
      return tooLarge(field, `may have at most ${field.limits.listItems} entries`)
    if (!textEntries && !numeric) return { value: entries }
    const values: unknown[] = []
    for (const entry of entries) {
      if (entry === null || entry === undefined) continue
      const read = readEntry(entry)
      if ('problem' in read) return read
      values.push(read.value)
    }
    return filled(textEntries ? distinct(values as string[]) : values)
  }

  return (saved) => {
    if (Array.isArray(saved)) return readEntries(saved)
    if (separator === undefined) return wrongType('array', field)
    const text = readText(saved, field)
    if ('problem' in text) return text.problem.code === 'TYPE' ? wrongType('array', field) : text
    const entries = split(text.value as string, separator)
    // Entries of one text are texts, trimmed and distinct, and no longer than it.
    return textEntries && entries.length <= field.limits.listItems ? filled(entries) : readEntries(entries)
  }
}

function filled(entries: readonly unknown[]): Reading | undefined {
  return entries.length === 0 ? undefined : { value: entries }
}

function readJson(saved: unknown, field: Field, input: InputManifest): Reading {
  let value = saved
  if (typeof saved === 'string' && input.parse === 'json') {
    // White space and escapes can make a text longer than the body it stands for; the body's own limit comes later.
    if (saved.length > 4 * field.limits.requestBytes)
      return tooLarge(field, `may have at most ${field.limits.requestBytes} bytes`)
    const parsed = parse(saved)
    if ('code' in parsed) return { problem: invalidData(parsed.code, field.id, `${field.label} ${parsed.words}.`) }
    const plain = plainJson(parsed.value, field.limits)
    if ('fault' in plain) return { problem: plainJsonProblem(plain.fault, field.id, field.label, field.limits) }
    value = plain.value
  }
  if (typeof value === 'object' && value !== null && Array.isArray(value) === (input.type === 'array')) return { value }
  const code = input.type === 'object' ? 'JSON_NOT_OBJECT' : 'TYPE'
  return { problem: invalidData(code, field.id, `${field.label} must be ${typeName(input.type)}.`) }
}

export const plainJsonWords: Readonly<Record<PlainJsonFault, (limits: Limits) => string>> = {
  NOT_JSON: () => 'has a part that JSON cannot express',
  TOO_DEEP: (limits) => `is nested more than ${limits.jsonDepth} levels deep`,
  TOO_LARGE: (limits) => `may have at most ${limits.requestBytes} bytes`,
  FORBIDDEN_KEY: () => 'has a member named __proto__, constructor or prototype; rename it',
}

export function plainJsonProblem(fault: PlainJsonFault, id: string, label: string, limits: Limits): Problem {
  return invalidData(fault, id, `${label} ${plainJsonWords[fault](limits)}.`)
}

function wrongType(type: unknown, field: Field): { problem: Problem } {
  return { problem: invalidData('TYPE', field.id, `${field.label} must be ${typeName(type)}.`) }
}

function tooLarge(field: Field, words: string): { problem: Problem } {
  return { problem: invalidData('TOO_LARGE', field.id, `${field.label} ${words}.`) }
}
