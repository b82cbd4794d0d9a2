import type { Locales } from '../../../manifest/locales.js'
import type { ResolvedNode } from '../../../manifest/resolve.js'
import { dialogOf } from './dialog-of.js'
import { exampleFlow } from './example-flow.js'
import { nodeFiles } from './files.js'

export interface PackageOptions {
  /** The editor's script, as the build makes it. */
  readonly script: string
  readonly locales: Locales
  /** The name of the package. */
  readonly name: string
  /** The version of `cjds-flow-node`, which runs the node. */
  readonly core: string
}

/** Where the package keeps its manifests, and from the folder of Node-RED's files the way there. */
export const manifestFolder = 'nodes/manifest'

/** The files of a package for Node-RED that has a node of manifests and no code of its own, by their paths. */
export function packageFiles(node: ResolvedNode, options: PackageOptions): Readonly<Record<string, string>> {
  const { script, locales, name, core } = options
  const manifest = {
    name,
    version: threeNumbers(node.version),
    description: node.description ?? node.title,
    keywords: ['node-red'],
    // What the node may be used for is for its author to say.
    license: 'UNLICENSED',
    engines: { node: '>=20' },
    'node-red': { version: '>=4.0.0', nodes: { [node.id]: `nodes/${node.id}.cjs` } },
    dependencies: { 'cjds-flow-node': `^${core}` },
  }
  const nodes = nodeFiles(node, { script, locales, manifest: 'manifest' })
  return {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    [`examples/${node.id}.json`]: `${JSON.stringify(exampleFlow(node, dialogOf(node)), null, 2)}\n`,
    ...Object.fromEntries(Object.entries(nodes).map(([path, content]) => [`nodes/${path}`, content])),
  }
}

/** A version as npm takes it: of the manifest's the first three numbers. */
function threeNumbers(version: string): string {
  const [major = 0, minor = 0, patch = 0] = (version.match(/\d+/g) ?? []).map(Number)
  return `${major}.${minor}.${patch}`
}
