import type { InputManifest, Limits, OptionsManifest } from '../manifest/manifest.js'
import { compilePointer } from '../outcome/pointer.js'
import { requestBuilder, requestInputs, type RequestBuilder } from './build.js'

/** One entry of a drop-down. */
export interface Choice {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

/** A drop-down feed, ready to be asked page by page. */
export interface OptionsFeed {
  readonly manifest: OptionsManifest
  /** The inputs of a method that its request needs. */
  readonly dependsOn: readonly string[]
  readonly buildRequest: RequestBuilder
  /** The entries of one answer; undefined when it does not hold a list. */
  readonly choices: (body: unknown) => { readonly choices: readonly Choice[]; readonly entries: number } | undefined
}

export function optionsFeed(manifest: OptionsManifest, limits: Limits): OptionsFeed {
  const own = manifest.paging === undefined ? [] : [manifest.paging.page, manifest.paging.pageSize.name]
  const dependsOn = requestInputs(manifest.request).filter((name) => !own.includes(name))
  const inputs: Readonly<Record<string, InputManifest>> = {}
  const items = compilePointer(manifest.items.slice('$response.body#'.length))
  const value = compilePointer(manifest.value)
  const label = compilePointer(manifest.label)
  const hint = manifest.hint === undefined ? undefined : compilePointer(manifest.hint)

  function choice(entry: unknown): Choice[] {
    const id = asText(value(entry))
    if (id === undefined) return []
    const note = hint === undefined ? undefined : asText(hint(entry))
    return [{ value: id, label: asText(label(entry)) ?? id, ...(note === undefined ? {} : { hint: note }) }]
  }

  return {
    manifest,
    dependsOn,
    buildRequest: requestBuilder({ inputs, request: { method: 'GET', ...manifest.request } }, limits),
    choices: (body) => {
      const entries = items(body)
      return Array.isArray(entries) ? { choices: entries.flatMap(choice), entries: entries.length } : undefined
    },
  }
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value
  return typeof value === 'number' ? String(value) : undefined
}
