import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A manifest's texts in other languages: by language, such as `de`, and by the text as the manifest has it. */
export type Locales = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Reads `locales/LANGUAGE.json` of a manifest directory; a directory may have none. */
export async function readLocales(directory: string): Promise<Locales> {
  const folder = join(directory, 'locales')
  const files = await readdir(folder).catch(() => [])
  const locales: Record<string, Readonly<Record<string, string>>> = {}
  for (const file of files.filter((name) => name.endsWith('.json')).sort())
    locales[file.slice(0, -'.json'.length)] = JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<
      string,
      string
    >
  return locales
}
