import type { ResolvedNode } from '../../../manifest/resolve.js'
import type { Locales } from '../../../manifest/locales.js'
import { catalogOf, type Translate } from './catalog.js'
import { dialogOf } from './dialog-of.js'
import { helpOf } from './help.js'
import { htmlOf } from './html.js'
import { fallbackWords, words } from './words.js'

export interface NodeFilesOptions {
  /** The editor's script, as the build makes it. */
  readonly script: string
  readonly locales: Locales
  /** Where the runtime finds the manifests, from the folder of these files; the shipped node when absent. */
  readonly manifest?: string
}

/** The files that make a node of manifests a node of Node-RED, by their paths; all of them go into one folder. */
export function nodeFiles(node: ResolvedNode, options: NodeFilesOptions): Readonly<Record<string, string>> {
  const { script, locales, manifest } = options
  const languages = new Set([...Object.keys(words), ...Object.keys(locales)])
  return {
    [`${node.id}.cjs`]: runtime(manifest),
    [`${node.id}.html`]: htmlOf(dialogOf(node), script),
    ...(node.icon !== undefined && { [`icons/${node.id}.svg`]: onColour(node.icon) }),
    ...Object.fromEntries([...languages].flatMap((language) => localeFiles(node, language, locales[language] ?? {}))),
  }
}

function localeFiles(
  node: ResolvedNode,
  language: string,
  texts: Readonly<Record<string, string>>,
): [path: string, content: string][] {
  const translate: Translate = (text) => texts[text] ?? text
  const own = words[language] ?? fallbackWords
  const folder = `locales/${language}/${node.id}`
  return [
    [`${folder}.json`, `${JSON.stringify(catalogOf(node, own, translate), null, 2)}\n`],
    [`${folder}.html`, helpOf(node, own, translate)],
  ]
}

/** Node-RED loads CommonJS and waits for the promise of an ES module. */
function runtime(manifest: string | undefined): string {
  if (manifest === undefined) {
    return `module.exports = async (RED) => {
  const { register } = await import('../register.js')
  await register(RED)
}
`
  }
  return `const { join } = require('node:path')

module.exports = async (RED) => {
  const { register } = await import('cjds-flow-node/node-red')
  await register(RED, { directory: join(__dirname, '${manifest}') })
}
`
}

/** Icons stand on the colour of their node, in white. */
function onColour(svg: string): string {
  return svg.replaceAll('currentColor', '#fff')
}
