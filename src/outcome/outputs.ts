import type { OutputManifest, Source } from '../manifest/manifest.js'
import { compilePointer } from './pointer.js'
import type { Warning } from './result.js'

/** What outputs are taken from: an answer, the node's own words, or both. */
export interface OutputSources {
  readonly status?: number
  /** Such as `404 NOT_FOUND`. */
  readonly statusText?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** The JSON value, or the text when it is not JSON. */
  readonly body?: unknown
  readonly problem?: { readonly message: string; readonly errors?: readonly string[] } | undefined
}

export type OutputValues = Readonly<Record<string, unknown>>

/** Reads every declared output; one that has no value is null, or an empty list. */
export type OutputReader = (sources: OutputSources, warnings: Warning[]) => OutputValues

type Getter = (sources: OutputSources) => unknown

interface CompiledOutput {
  readonly name: string
  readonly deprecatedName: string | undefined
  readonly manifest: OutputManifest
  readonly getters: readonly Getter[]
}

/** Compiles the outputs of a method. */
export function outputReader(outputs: Readonly<Record<string, OutputManifest>>): OutputReader {
  const compiled = Object.entries(outputs).map(([name, manifest]): CompiledOutput => {
    const sources = Array.isArray(manifest.from) ? (manifest.from as readonly Source[]) : [manifest.from as Source]
    return { name, deprecatedName: manifest.deprecatedName, manifest, getters: sources.map(compileSource) }
  })
  const names = compiled.flatMap(({ name, deprecatedName }) => [name, deprecatedName ?? name])
  // Copied whole: adding one name after the other costs more than all the rest.
  const empty: Readonly<Record<string, unknown>> = Object.fromEntries(names.map((name) => [name, null]))
  return (sources, warnings) => {
    const values: Record<string, unknown> = { ...empty }
    for (const output of compiled) {
      const value = read(output, sources, warnings)
      values[output.name] = value
      if (output.deprecatedName !== undefined) values[output.deprecatedName] = value
    }
    return values
  }
}

/**
 * The first source counts that has a value of the type, a blank text only where no later one has more to say; an answer
 * with another type there is remarked on.
 */
function read({ name, manifest, getters }: CompiledOutput, sources: OutputSources, warnings: Warning[]): unknown {
  let misfit = false
  let found: unknown
  for (const get of getters) {
    const value = get(sources)
    if (value === undefined || value === null) continue
    if (hasType(value, manifest.type)) {
      found = value
      if (!isBlank(value)) break
    } else misfit = true
  }
  if (misfit) warnings.push(misfitWarning(name, manifest))
  if (found === undefined) return manifest.type === 'array' ? [] : null
  return cut(found, manifest)
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === ''
}

function misfitWarning(name: string, manifest: OutputManifest): Warning {
  return {
    code: 'OUTPUT_TYPE',
    message: `The answer's value for ${name} is not of type ${manifest.type} and was not taken.`,
  }
}

function hasType(value: unknown, type: OutputManifest['type']): boolean {
  switch (type) {
    case 'any':
      return true
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
    default:
      return typeof value === type
  }
}

function cut(value: unknown, { maxLength, maxItems, items }: OutputManifest): unknown {
  if (typeof value === 'string')
    return maxLength === undefined || value.length <= maxLength ? value : value.slice(0, maxLength).toWellFormed()
  if (!Array.isArray(value)) return value
  const entries: readonly unknown[] =
    maxItems === undefined || value.length <= maxItems ? value : value.slice(0, maxItems)
  return items?.type !== 'string' || entries.every(isText) ? entries : entries.map(asText)
}

function isText(entry: unknown): entry is string {
  return typeof entry === 'string'
}

function asText(entry: unknown): string {
  if (typeof entry === 'string') return entry
  try {
    return JSON.stringify(entry)
  } catch {
    // Nested so deeply that no text can be made of it.
    return '...'
  }
}

function compileSource(source: Source): Getter {
  if (typeof source === 'string') return compileReference(source)
  const list = compileReference(source.each)
  const take = compilePointer(source.take)
  return (sources) => {
    const entries = list(sources)
    if (!Array.isArray(entries)) return undefined
    const parts = entries.map(take).filter((part) => part !== undefined && part !== null)
    return parts.length === 0 ? undefined : parts
  }
}

const responseBody = '$response.body'
const responseHeader = '$response.header.'

function compileReference(reference: string): Getter {
  switch (reference) {
    case '$response.statusCode':
      return ({ status }) => status
    case '$response.status':
      return ({ statusText }) => statusText
    case '$problem.message':
      return ({ problem }) => problem?.message
    case '$problem.errors':
      return ({ problem }) => problem?.errors
  }
  if (reference.startsWith(responseHeader)) {
    const name = reference.slice(responseHeader.length).toLowerCase()
    return ({ headers }) => firstHeader(headers, name)
  }
  const pointer = compilePointer(reference.slice(responseBody.length + 1))
  return ({ body }) => pointer(body)
}

function firstHeader(headers: OutputSources['headers'], name: string): string | undefined {
  if (headers === undefined || !Object.hasOwn(headers, name)) return undefined
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}
