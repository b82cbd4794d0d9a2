import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../../package-root.js'
import type { ManifestTexts } from './loaded-node.js'

const link = /("\$schema"\s*:\s*)"[^"]*\/((?:node|method|options|overlay)\.schema\.json)"/

/** The texts as they stand in another folder: `$schema` leads to the schemas of this package from there. */
export function linkSchemas(texts: ManifestTexts, folder: string): ManifestTexts {
  const schemas = fileURLToPath(new URL('schemas', packageRoot))
  const linked = (file: string, text: string): string =>
    text.replace(link, (_link, key: string, schema: string) => {
      const path = relative(dirname(join(folder, file)), join(schemas, schema)).replaceAll(sep, '/')
      return `${key}${JSON.stringify(path)}`
    })
  return Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, linked(file, text)]))
}
