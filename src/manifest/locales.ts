import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument, type Document } from './document.js'
import { ManifestError } from './manifest-error.js'
import { meant } from './meant.js'
import type { ManifestProblem } from './problem.js'
import type { ResolvedNode } from './resolve.js'

/** A node's texts in other languages: by language, such as `de`, and by the text as the manifest has it. */
export type Locales = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The keys of a manifest whose values people read. */
const textKeys: ReadonlySet<string> = new Set(['title', 'description', 'group', 'message', 'patternMessage'])
/** Where such keys are data. */
const dataKeys: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'examples', 'request', 'properties'])

/** Every text of a node that people read. */
export function textsOf(node: ResolvedNode): ReadonlySet<string> {
  const texts = new Set<string>()
  function collect(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const [key, member] of Object.entries(value)) {
      if (dataKeys.has(key)) continue
      if (key === 'enumTitles') for (const text of Object.values(member as object)) texts.add(text as string)
      else if (typeof member === 'string' && textKeys.has(key)) texts.add(member)
      else collect(member)
    }
  }
  collect(node)
  return texts
}

/**
 * Reads `locales/LANGUAGE.json` of a manifest directory; it may have none, and a text that is left out stays as it is.
 * @throws {ManifestError} also for a text that the node does not have (any more)
 */
export async function readLocales(directory: string, node: ResolvedNode): Promise<Locales> {
  const texts = textsOf(node)
  const locales: Record<string, Readonly<Record<string, string>>> = {}
  const problems: ManifestProblem[] = []
  for (const name of await localeFiles(directory)) {
    const file = `locales/${name}`
    const parsed = parseDocument(file, await readFile(join(directory, file), 'utf8'))
    if ('problems' in parsed) problems.push(...parsed.problems)
    else {
      const { value } = parsed.document
      problems.push(...wrongTexts(parsed.document, texts))
      locales[name.slice(0, -'.json'.length)] = value as Readonly<Record<string, string>>
    }
  }
  if (problems.length > 0) throw new ManifestError(problems)
  return locales
}

async function localeFiles(directory: string): Promise<string[]> {
  const files = await readdir(join(directory, 'locales')).catch(() => [])
  return files.filter((name) => name.endsWith('.json')).sort()
}

function wrongTexts({ value, problem }: Document, texts: ReadonlySet<string>): ManifestProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [problem('', "The file must be an object: the manifest's texts with their translations.")]
  return Object.entries(value).flatMap(([text, translation]) => {
    const pointer = `/${text.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (typeof translation !== 'string') return [problem(pointer, 'The translation must be a text.')]
    if (texts.has(text)) return []
    return [problem(pointer, 'The manifest has no such text (any more); remove it.', meant(text, [...texts]))]
  })
}
